internal import KojaModel

/// A keyword that bounds numbers.
protocol NumberBound: Assertion {
  /// The bound.
  var bound: Number { get }
  /// The bound as the schema spells it.
  var spelling: String { get }
  /// A bound.
  init(bound: Number, spelling: String)
  /// How it is decided.
  static var code: Operation.Code { get }
  /// What a number has to be, followed by the bound.
  static var words: Phrase { get }
}

extension NumberBound {
  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let bound = compiler.number(site) else { return nil }
    self.init(bound: bound, spelling: site.document.text(site.value) ?? "")
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(Self.code, flat.number(bound)) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, value) = (scene.name(node), scene.shown(node))
    return Wording(
      Phrase(
        id: "\(name.id) harus \(Self.words.id) \(spelling), bukan \(value.id)",
        en: "\(name.en) must be \(Self.words.en) \(spelling), not \(value.en)"))
  }
}

/// A keyword that bounds how many of something there are.
protocol CountBound: Assertion {
  /// The bound.
  var limit: Int { get }
  /// A bound.
  init(limit: Int)
  /// How it is decided.
  static var code: Operation.Code { get }
  /// Whether the bound is the least (or else the most) that is allowed.
  static var isLeast: Bool { get }
  /// What is counted; in English one of it, and several.
  static var things: (id: String, one: String, many: String) { get }
  /// How many there are; nil when the keyword is not about this kind of value.
  static func count(_ node: NodeIndex, _ run: Run) -> Int?
}

extension CountBound {
  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let limit = compiler.count(site) else { return nil }
    self.init(limit: limit)
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(Self.code, min(limit, Int(UInt32.max))) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let name = scene.name(node)
    if Self.isLeast, limit == 1 {
      return Wording(Phrase(id: "\(name.id) tidak boleh kosong", en: "\(name.en) must not be empty"))
    }
    let count = Self.count(node, scene.run) ?? 0
    let things = (id: Self.things.id, en: limit == 1 ? Self.things.one : Self.things.many)
    let bound = Self.isLeast ? Phrase(id: "paling sedikit", en: "at least") : Phrase(id: "paling banyak", en: "at most")
    return Wording(
      Phrase(
        id: "\(name.id) harus memuat \(bound.id) \(limit) \(things.id), bukan \(count)",
        en: "\(name.en) must have \(bound.en) \(limit) \(things.en), not \(count)"))
  }
}
