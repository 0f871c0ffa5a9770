internal import KojaCivic
package import KojaModel
internal import KojaYAML

extension ChangeDesk {
  /// Prepares declaring a claimed number void: the claim stays, says why, and is never given again.
  package func voidNumber(_ claim: (collection: Collection, id: String, path: String), reason: String) throws(Failure)
    -> PlannedChange
  {
    let (bytes, document) = try store.read(claim.path)
    guard document.value("void") == nil else {
      throw Failure(
        .findings,
        Phrase(
          id: "nomor `\(document.scalar("number") ?? claim.id)` sudah batal",
          en: "the number `\(document.scalar("number") ?? claim.id)` is void already"),
        hint: Phrase(id: "`koja log \(claim.id)` menyebut sebabnya", en: "`koja log \(claim.id)` tells why"))
    }
    let file = try voided((claim.path, bytes, document), Phrase(reason))
    let warnings = try check([file])
    return PlannedChange(
      files: [file],
      summary: ChangeSummary(
        collection: claim.collection, id: claim.id, action: nil,
        verb: Phrase(id: "dinyatakan batal", en: "declared void"),
        states: nil, fields: [], note: reason, happenedAt: nil),
      findings: warnings)
  }
}
