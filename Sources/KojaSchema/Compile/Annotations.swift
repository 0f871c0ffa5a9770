internal import KojaModel

/// What koja's `x-` keywords say about a place.
struct Annotations: Sendable {
  /// Name of the field for people.
  var label: Phrase?
  /// Whether values must never be shown (`x-audience` personal or secret).
  var isHidden = false

  /// The annotations that koja knows.
  static let names = [
    "x-collection", "x-label", "x-enum-labels", "x-ref", "x-unique", "x-immutable", "x-audience", "x-until",
    "x-search", "x-column", "x-contains", "x-chain", "x-names", "x-inside", "x-past",
    "x-not-before", "x-in-force", "x-schema",
  ]

  /// The audiences, from everyone to nearly no one.
  static let audiences = ["public", "internal", "personal", "secret"]

  /// Nothing said.
  init() {}

  /// Reads a schema's annotations; wrong ones are findings.
  init(_ schema: NodeIndex, of document: Document, source: Int, _ compiler: inout Compiler) {
    func site(_ name: String) -> Site? {
      document.pair(name, in: schema).map {
        Site(source: source, document: document, schema: schema, key: $0.key, value: $0.value)
      }
    }
    if let site = site("x-label") {
      label = document.phrase(site.value)
      if label == nil {
        compiler.wrong(site, Phrase(id: "label dengan teks `id` dan `en`", en: "a label with the texts `id` and `en`"))
      }
    }
    if let site = site("x-audience") {
      // What cannot be read is hidden: a slip of the pen must not publish anything.
      let audience = document.string(site.value)
      isHidden = audience != "public" && audience != "internal"
      if !Self.audiences.contains(audience ?? "") {
        let list = Self.audiences.joined(separator: ", ")
        compiler.wrong(site, Phrase(id: "salah satu dari: \(list)", en: "one of: \(list)"))
      }
    }
    for name in ["x-unique", "x-immutable", "x-search", "x-past"] {
      if let site = site(name) { _ = compiler.boolean(site) }
    }
    for name in ["x-ref", "x-column", "x-chain", "x-not-before", "x-in-force", "x-schema"] {
      if let site = site(name) { _ = compiler.text(site) }
    }
    if let site = site("x-names") { _ = compiler.texts(site, at: site.value) }
  }
}

extension Document {
  /// A label: a mapping with the texts `id` and `en`, or one text for both.
  func phrase(_ node: NodeIndex) -> Phrase? {
    if let text = string(node) { return Phrase(text) }
    guard let id = value("id", in: node).flatMap({ string($0) }), let en = value("en", in: node).flatMap({ string($0) })
    else { return nil }
    return Phrase(id: id, en: en)
  }

  /// Labels by value, as `x-enum-labels` holds them.
  func phrases(_ node: NodeIndex) -> [(value: String, label: Phrase)] {
    Members(self, node).compactMap { key, value in phrase(value).map { (text(key) ?? "", $0) } }
  }
}
