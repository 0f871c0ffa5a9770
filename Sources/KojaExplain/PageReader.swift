internal import KojaModel

/// Turns a file of pages into pages. What does not fit the meta-schema is left out: `Handbook.findings` tells it.
enum PageReader {
  /// A file is a family or a part of one.
  static func family(_ document: Document) -> Handbook.Family? {
    guard let name = document.value("family").flatMap({ document.text($0) }),
      let title = phrase("title", in: Document.root, document), let codes = document.value("codes")
    else { return nil }
    let pages = document.pairs(codes).compactMap { key, node -> Page? in
      document.text(key).flatMap { page("\(name)/\($0)", node, document) }
    }
    return Handbook.Family(name: name, title: title, pages: pages)
  }

  private static func page(_ code: String, _ node: NodeIndex, _ document: Document) -> Page? {
    guard let title = phrase("title", in: node, document), let meaning = phrase("meaning", in: node, document),
      let why = phrase("why", in: node, document), let remedy = phrase("remedy", in: node, document)
    else { return nil }
    return Page(
      code: code, title: title, meaning: meaning, why: why, remedy: remedy, example: example(node, document))
  }

  private static func example(_ page: NodeIndex, _ document: Document) -> Example {
    let node = document.value("example", in: page)
    let nodes = node.map { document.kind($0) == .sequence ? document.items($0) : [$0] } ?? []
    let rule = text("rule", in: page, document)
    return Example(
      pieces: nodes.map { piece($0, hasRule: rule != nil, document) }, rule: rule,
      command: text("run", in: page, document),
      also: document.value("also", in: page).map { document.items($0).compactMap { document.text($0) } } ?? [],
      obstacle: phrase("not_run", in: page, document))
  }

  private static func piece(_ node: NodeIndex, hasRule: Bool, _ document: Document) -> Example.Piece {
    let file = text("file", in: node, document) ?? (hasRule ? anywhere : usual)
    let isOfStore = file.hasPrefix("records/") || file.hasPrefix("schemas/")
    func flag(_ key: String) -> Bool { document.value(key, in: node).flatMap { document.boolean($0) } ?? false }
    return Example.Piece(
      file: file, base: flag("whole") || !isOfStore ? nil : text("base", in: node, document) ?? file,
      replaces: text("replaces", in: node, document), failing: text("failing", in: node, document),
      corrected: text("corrected", in: node, document),
      times: text("times", in: node, document).flatMap { Int($0) } ?? 1, isLatin1: flag("latin1"))
  }

  /// The sample record that most examples are about: street lamps that went out.
  private static let usual = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

  /// A file beside any store.
  private static let anywhere = "catatan.yaml"

  private static func text(_ key: String, in node: NodeIndex, _ document: Document) -> String? {
    document.value(key, in: node).flatMap { document.text($0) }
  }

  private static func phrase(_ key: String, in node: NodeIndex, _ document: Document) -> Phrase? {
    guard let value = document.value(key, in: node), let id = text("id", in: value, document),
      let en = text("en", in: value, document)
    else { return nil }
    return Phrase(id: id, en: en)
  }
}
