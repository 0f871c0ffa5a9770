import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport
import KojaYAML

/// A valid record in one of the dresses that editors give it, with the places where faults can be put.
struct MutationBase {
  /// What an editor makes of a text without changing what it says.
  struct Dress {
    var isCRLF = false
    var hasMark = false
    var isWide = false
    var endsBare = false
  }

  /// A key with its value, and what the schema says about it.
  struct Target {
    let key: NodeIndex
    let value: NodeIndex
    let parent: NodeIndex
    /// The key above the mapping that it stands in; in the record itself and in items of lists their first key.
    let above: NodeIndex
    let path: [String]
    let field: KojaSchema.Field?
    /// What it shares with the places whose faults would hide one another: its key at the top, its timeline entry.
    let slot: String
    let isFirst: Bool
    let isLast: Bool

    /// Its own key.
    var name: String { path.last ?? "" }
  }

  let path: String
  let collection: Collection
  let document: Document
  let targets: [Target]
  /// The timeline's entries.
  let entries: [NodeIndex]

  /// Texts that a person may write in any language and script.
  private static let free = ["summary", "subject", "note", "text", "post", "long_name", "source"]

  /// Dresses a shipped record. Nil when that made it invalid: it was too long already.
  init?(_ path: String, dress: Dress) throws {
    let name = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    self.path = path
    collection = try City.collection(name)
    let bytes = Self.dressed(try City.text(path), dress)
    guard let document = YAMLReader.read(bytes, path: path).document,
      collection.schema.isValid(document)
    else { return nil }
    self.document = document
    entries = document.value("timeline").map { document.items($0) } ?? []
    var collector = TargetCollector(document: document)
    collector.collect(Document.root, path: [], fields: collection.fields, slot: nil)
    targets = collector.targets
  }

  /// The records that faults are put into: those whose faults do not reach the checks of other records.
  static func paths() throws -> [String] {
    let kinds = ["complaints", "letters", "permits", "apps", "officers", "categories"]
    return City.records.keys.map(\.string).filter { path in kinds.contains { path.hasPrefix("records/\($0)/") } }
      .sorted()
  }

  private static func dressed(_ text: String, _ dress: Dress) -> [UInt8] {
    var lines = text.splitting(at: "\n")
    if dress.isWide {
      lines = lines.map { line in
        guard let name = free.first(where: { line.splitting(at: "\($0): \"").count == 2 }) else {
          return line.hasPrefix("#") ? line + " 漢字 👩‍💻" : line
        }
        return line.splitting(at: "\(name): \"").joined(separator: "\(name): \"漢é👩‍💻 ")
      }
    }
    if dress.endsBare, lines.last == "" { lines.removeLast() }
    return (dress.hasMark ? [0xEF, 0xBB, 0xBF] : [])
      + Array(lines.joined(separator: dress.isCRLF ? "\r\n" : "\n").utf8)
  }

  // MARK: Places

  /// The bytes of a node.
  func range(_ node: NodeIndex) -> Range<Int> { document.range(node) }

  /// The text of a scalar.
  func text(_ node: NodeIndex) -> String { document.text(node) ?? "" }

  /// The value under a key of a timeline entry.
  func value(_ key: String, _ entry: NodeIndex) -> NodeIndex? { document.value(key, in: entry) }

  /// Where the line behind a node begins, and whether the node's own line lacks its break.
  func behind(_ node: NodeIndex) -> (offset: Int, isBare: Bool) {
    let end = range(node).upperBound
    guard let feed = document.source[end...].firstIndex(of: 0x0A) else { return (document.source.count, true) }
    return (feed + 1, false)
  }

  /// The lines of a key with its value.
  func lines(_ target: Target) -> Range<Int> {
    let start = range(target.key).lowerBound
    let lineStart = document.source[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? start
    return lineStart..<behind(target.value).offset
  }

  /// The blanks before a key.
  func indent(_ target: Target) -> String {
    String(repeating: " ", count: LineTable(document.source).position(of: range(target.key).lowerBound).column - 1)
  }

  /// The line break of the text.
  var lineBreak: String { document.source.contains(0x0D) ? "\r\n" : "\n" }
}

/// Walks a record along its schema.
private struct TargetCollector {
  let document: Document
  var targets: [MutationBase.Target] = []

  mutating func collect(
    _ mapping: NodeIndex, path: [String], fields: [KojaSchema.Field], slot: String?, below key: NodeIndex? = nil
  ) {
    let pairs = document.pairs(mapping)
    for (position, pair) in pairs.enumerated() {
      let name = document.text(pair.key) ?? ""
      let own = path + [name]
      let field = fields.first { $0.path == own }
      let slot = slot ?? name
      targets.append(
        .init(
          key: pair.key, value: pair.value, parent: mapping, above: key ?? pairs[0].key, path: own, field: field,
          slot: slot,
          isFirst: position == 0, isLast: position == pairs.count - 1))
      // Below a mapping that is open nothing is unknown or missing.
      if document.kind(pair.value) == .mapping, field?.isOpen != true {
        collect(pair.value, path: own, fields: fields, slot: slot, below: pair.key)
      }
      for (index, item) in document.items(pair.value).enumerated() where document.kind(item) == .mapping {
        // Two items with the same fault would be the same item twice.
        let isUnique = ["requirements", "refs"].contains(name)
        collect(item, path: [], fields: field?.members ?? [], slot: isUnique ? slot : "\(slot)/\(index)")
      }
    }
  }
}
