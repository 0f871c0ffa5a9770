internal import KojaCivic
internal import KojaModel

/// The example pools of a collection: `schemas/<collection>/pools.yaml`. All of it may be missing.
struct Pools {
  /// What stands in a field.
  struct Given {
    /// Its dotted name.
    let field: String
    let value: Value
  }

  /// Records beside those of other collections.
  var share = 10
  /// Whether that share was asked for: reference records come with time only then.
  var isGrowing = false
  /// At least and at most so many, where the size of the city allows it.
  var least = 20
  var most = Int.max
  /// Reference records that are there from the beginning.
  var count = 0
  /// What stands as a comment at the top of every record.
  var comment: String?
  /// How an id is made from the record; nil where it is minted, or made from the title.
  var id: TextTemplate?
  /// What is given of the records that are made first, by dotted name.
  var first: [[Given]] = []
  /// What scorecards grade; the first one that fits a record grades it.
  var graded: [CardPool] = []
  /// Texts for placeholders.
  var words: [String: [TextTemplate]] = [:]
  /// By dotted name.
  var fields: [String: FieldPool] = [:]
  /// By action.
  var actions: [String: ActionPool] = [:]

  /// Nothing said.
  init() {}

  /// Reads pools that have passed their meta-schema.
  init(_ document: Document) {
    func pairs(_ key: String) -> [(key: String, node: NodeIndex)] {
      (document.value(key).map { document.pairs($0) } ?? []).map { (document.text($0.key) ?? "", $0.value) }
    }
    for (key, node) in pairs("volume") {
      guard let number = document.integer(node) else { continue }
      switch key {
      case "share": (share, isGrowing) = (number, true)
      case "least": least = number
      case "most": most = number
      default: count = number
      }
    }
    comment = document.string(at: "comment")
    id = document.string(at: "id").map { TextTemplate($0) }
    for item in document.value("first").map({ document.items($0) }) ?? [] {
      first.append(
        document.pairs(item).map { Given(field: document.text($0.key) ?? "", value: document.value(of: $0.value)) })
    }
    graded = (document.value("graded").map { document.items($0) } ?? []).map { CardPool($0, in: document) }
    for (name, node) in pairs("words") { words[name] = document.texts(node).map { TextTemplate($0) } }
    for (name, node) in pairs("fields") { fields[name] = FieldPool(node, in: document) }
    for (name, node) in pairs("actions") { actions[name] = ActionPool(node, in: document) }
  }

  /// Reads `{least: 1, most: 5}`; nil when it is turned round.
  static func range(_ node: NodeIndex, in document: Document) -> ClosedRange<Int>? {
    guard let least = document.value("least", in: node).flatMap({ document.integer($0) }),
      let most = document.value("most", in: node).flatMap({ document.integer($0) }), least <= most
    else { return nil }
    return least...most
  }
}
