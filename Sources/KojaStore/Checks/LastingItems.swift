internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Lists whose items stay once an action came that keeps them: the signed copy of a letter is not replaced or taken out,
/// while a further page may come behind it.
///
/// Finding: `history/immutable`.
enum LastingItems {
  static func findings(_ record: Record, since old: Document, past: () -> RecordPast) -> [Finding] {
    let kept = HistoryCheck.fields(\.keeps, record, old)
    let document = record.document
    return moments(record, since: old)
      + record.collection.fields.filter { kept.contains(Key($0.name)) }.compactMap { field in
        guard let before = old.node(at: field.path).map({ old.items($0) }) else { return nil }
        let list = document.node(at: field.path)
        let now = list.map { document.items($0) } ?? []
        let lost = before.indices.first { index in
          !now.indices.contains(index) || !document.isSame(now[index], as: before[index], in: old)
        }
        guard let lost, !Loosening.demandsChange(of: field.path, from: old, in: record) else { return nil }
        let node = now.indices.contains(lost) ? now[lost] : list
        let place = node.map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path)
        let isBack = past().isPutBack(field.path, in: document) { version in
          HistoryCheck.fields(\.keeps, record, version).contains(Key(field.name))
        }
        if isBack {
          return HistoryCheck.repaired(
            at: place,
            Phrase(
              id: "`\(field.name)` kembali seperti yang tercatat", en: "`\(field.name)` is again as it was committed"))
        }
        return Finding(
          "history/immutable", at: place,
          Phrase(
            id: "`\(field.name)` nomor \(lost + 1) tidak boleh diubah atau dihapus lagi",
            en: "item \(lost + 1) of `\(field.name)` must not be changed or removed any more"),
          hint: HistoryCheck.thawing(field, record)
            ?? Phrase(
              id: "kembalikan isinya; yang baru ditambahkan di belakangnya",
              en: "put it back; what is new is added behind it"))
      }
  }

  /// When a file was attached is what was written then.
  private static func moments(_ record: Record, since old: Document) -> [Finding] {
    let before = AttachmentField.items(of: old)
    return AttachmentField.items(of: record.document).compactMap { item in
      guard let was = before.first(where: { $0.hash.sameBytes(as: item.hash) })?.addedAt, item.addedAt != was else {
        return nil
      }
      return Finding(
        "history/immutable", at: record.document.place(item.hashNode, in: record.path),
        Phrase(
          id: "`\(AttachmentField.moment)` lampiran `\(item.name)` tidak boleh diubah",
          en: "`\(AttachmentField.moment)` of the attachment `\(item.name)` must not change"),
        hint: Phrase(id: "yang tercatat: \(was)", en: "committed: \(was)"))
    }
  }
}
