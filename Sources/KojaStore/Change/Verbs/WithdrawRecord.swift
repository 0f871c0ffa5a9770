internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Prepares taking a record out of use: it stays, says why, and no longer counts.
  package func withdraw(_ record: (collection: Collection, id: String, path: String), reason: String) throws(Failure)
    -> PlannedChange
  {
    guard record.collection.allowsWithdrawal else { throw Self.cannotWithdraw(record) }
    let (bytes, document) = try store.read(record.path)
    guard !Withdrawal.isPresent(in: document) else { throw Self.isWithdrawn(record, document) }
    let officer = try actor()
    var members = [Value.Member("at", .string(now.description))]
    if !officer.isEmpty { members.append(Value.Member("by", .string(officer))) }
    members.append(Value.Member("reason", .string(reason)))
    let after = try edited(
      bytes, [.set(path: [Withdrawal.key], value: .object(members))], path: record.path)
    let files = [PlannedChange.FileEdit(path: record.path, before: bytes, after: after)]
    let warnings = try check(files)
    let old = try committed(record.path).map { bytes throws(Failure) in try tree(bytes, path: record.path) } ?? document
    let fields = FieldChange.between(old, try tree(after, path: record.path))
    return PlannedChange(
      files: files,
      summary: ChangeSummary(
        collection: record.collection, id: record.id, action: nil, verb: ChangeSummary.Plain.withdrawn, states: nil,
        fields: fields.filter { !Self.isPart($0.field, of: Withdrawal.key) },
        note: reason, happenedAt: nil),
      findings: warnings)
  }

  /// An action on a record that no longer counts is refused.
  func refuseWithdrawn(_ record: (collection: Collection, id: String, path: String), _ document: Document)
    throws(Failure)
  {
    guard record.collection.allowsWithdrawal, Withdrawal.isPresent(in: document) else { return }
    throw Self.isWithdrawn(record, document)
  }

  private static func isWithdrawn(
    _ record: (collection: Collection, id: String, path: String), _ document: Document
  ) -> Failure {
    let day = document.scalar(Withdrawal.key + ".at")?.prefix(10) ?? "?"
    return Failure(
      .findings,
      Phrase(id: "`\(record.id)` sudah ditarik pada \(day)", en: "`\(record.id)` was withdrawn on \(day)"),
      hint: Phrase(
        id: "`koja log \(record.id)` menyebut perubahannya; `koja undo` membatalkan penarikan itu",
        en: "`koja log \(record.id)` names the commit; `koja undo` takes the withdrawal back"))
  }

  private static func cannotWithdraw(_ record: (collection: Collection, id: String, path: String)) -> Failure {
    guard record.collection.name.sameBytes(as: EngineCollections.numbers) else {
      return Failure(
        .usage,
        Phrase(
          id: "skema \(record.collection.name) tidak mengenal penarikan",
          en: "the schema of \(record.collection.name) knows no withdrawal"),
        hint: Phrase(
          id: "tambahkan `withdrawn` di `\(record.collection.schemaPath)`, seperti pada koleksi lain",
          en: "add `withdrawn` to `\(record.collection.schemaPath)`, as in other collections"))
    }
    return Failure(
      .usage,
      Phrase(id: "nomor yang sudah diambil tidak ditarik", en: "a number that was claimed is not withdrawn"),
      hint: Phrase(
        id: "nyatakan batal: `koja number void \(record.id) --reason …`",
        en: "declare it void: `koja number void \(record.id) --reason …`"))
  }
}
