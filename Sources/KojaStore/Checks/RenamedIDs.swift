internal import KojaModel
internal import KojaYAML

/// Records that have another id afterwards; what referred to them says the same where it differs by that alone.
struct RenamedIDs {
  private var renames: [(collection: String, old: String, new: String)] = []

  /// Remembers a record that went with one id and came with another.
  mutating func add(_ old: String, in collection: String, as new: String) { renames.append((collection, old, new)) }

  /// An earlier version as it reads with the ids of later: references that the later version has rewritten are, too.
  func applied(to old: Document, _ bytes: [UInt8], path: String, _ collection: Collection, as new: Document)
    -> Document
  {
    guard !renames.isEmpty else { return old }
    var edits: [YAMLEdit] = []
    for rename in renames {
      let named = RecordReferences.of(rename.old, in: rename.collection, collection, old)
      guard !named.isEmpty else { continue }
      // A merge may have moved the entries of a timeline: then none names the old id any more.
      let isGone = RecordReferences.of(rename.old, in: rename.collection, collection, new).isEmpty
      for reference in named {
        let value = reference.isFull ? "\(rename.collection)/\(rename.new)" : rename.new
        let now = new.node(at: reference.path).flatMap { new.text($0) }
        guard isGone || now?.sameBytes(as: value) ?? false else { continue }
        edits.append(.set(path: reference.path, value: .string(value)))
      }
    }
    guard !edits.isEmpty, let text = try? YAMLEditor.apply(edits, to: bytes, path: path) else { return old }
    return YAMLReader.read(text, path: path).document ?? old
  }
}
