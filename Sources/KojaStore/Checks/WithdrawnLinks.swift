internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// References to withdrawn records that a change makes. What referred to a record before it was withdrawn stays as it is.
///
/// Finding: `ref/withdrawn`, a warning.
enum WithdrawnLinks {
  /// - Parameter old: The committed version of the record; nil for a new one.
  static func findings(_ record: Record, since old: Document?, in source: any RecordSource, _ catalogue: Catalogue)
    -> [Finding]
  {
    let known = Set(
      old.map { old in
        ReferenceCheck.links(
          of: Record(collection: record.collection, id: record.id, path: record.path, document: old)
        ).compactMap { old.string($1).map { Key($0) } }
      } ?? [])
    return ReferenceCheck.links(of: record).compactMap { field, node in
      guard let value = record.document.string(node), !known.contains(Key(value)),
        let declared = field.scalar.reference
      else { return nil }
      let (name, id) = ReferenceCheck.target(value, declared)
      guard let target = catalogue.collection(name), target.allowsWithdrawal, let path = target.path(of: id),
        let bytes = (try? source.bytes(path)) ?? nil,
        let document = YAMLReader.read(bytes, path: path).document, Withdrawal.isPresent(in: document)
      else { return nil }
      return Finding(
        "ref/withdrawn", .warning, at: record.document.place(node, in: record.path),
        Phrase(
          id: "`\(field.name)` menunjuk `\(value)`, yang sudah ditarik",
          en: "`\(field.name)` refers to `\(value)`, which was withdrawn"),
        hint: Phrase(
          id: "`koja show \(id)` menyebut alasannya; tunjuk catatan yang masih berlaku",
          en: "`koja show \(id)` tells why; refer to a record that still counts"))
    }
  }
}
