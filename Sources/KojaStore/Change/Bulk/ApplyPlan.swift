internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Prepares what a plan says: exactly that, or a refusal where a record has changed since.
  ///
  /// - Parameter count: How many records a person says they mean to change; needed above the share of the collection
  ///   that the store allows.
  package func apply(_ plan: ChangePlan, count: Int?) throws(Failure) -> PlannedChange {
    guard let collection = catalogue.collection(plan.collection) else {
      throw Failure(
        .findings,
        Phrase(id: "tidak ada koleksi `\(plan.collection)`", en: "there is no collection `\(plan.collection)`"),
        hint: Phrase(id: "apakah rencana ini untuk penyimpanan lain?", en: "is this plan for another store?"))
    }
    try brake(plan, collection, count)
    var files: [PlannedChange.FileEdit] = []
    var changed: [String] = []
    var done = 0
    for entry in plan.entries {
      guard collection.path(of: entry.id)?.sameBytes(as: entry.path) ?? false else { throw Self.broken(entry) }
      guard let bytes = try present(entry.path) else {
        changed.append(entry.id)
        continue
      }
      let blob = try hash(bytes)
      if blob.sameBytes(as: entry.new) { done += 1 }
      guard blob.sameBytes(as: entry.old) else {
        changed.append(entry.id)
        continue
      }
      try refuse(entry, plan, collection)
      let after = try edited(bytes, entry.edits.map(\.edit), path: entry.path)
      guard try hash(after).sameBytes(as: entry.new) else { throw Self.broken(entry) }
      files.append(PlannedChange.FileEdit(path: entry.path, before: bytes, after: after))
    }
    if done == plan.entries.count {
      throw Failure(
        .findings, Phrase(id: "rencana ini sudah dicatat", en: "this plan has been applied"),
        hint: Phrase(id: "tidak ada yang perlu dilakukan", en: "there is nothing to do"))
    }
    guard changed.isEmpty else { throw Self.changedSince(changed) }
    guard !files.isEmpty else { throw Failure(.findings, Phrase(id: "rencana ini kosong", en: "this plan is empty")) }
    return try change(of: plan, collection, files).0
  }

  /// A plan goes through many hands: what actions own stays theirs.
  private func refuse(_ entry: ChangePlan.Entry, _ plan: ChangePlan, _ collection: Collection) throws(Failure) {
    guard plan.kind == .set else { return }
    for edit in entry.edits {
      let path = edit.edit.path
      let field = collection.fields.filter { $0.path.count <= path.count && $0.isAt(Array(path.prefix($0.path.count))) }
        .max { $0.path.count < $1.path.count }
      guard let field else { continue }
      try refuseOwned(field, at: path, (collection, entry.id, entry.path))
    }
  }

  /// Above the share of the collection that the store allows, a person has to say the number: throws where they did not.
  package func brake(_ plan: ChangePlan, _ collection: Collection, _ count: Int?) throws(Failure) {
    let records = plan.entries.count
    if let count, count != records {
      throw Failure(
        .usage,
        Phrase(
          id: "rencana ini mengubah \(records) catatan, bukan \(count)",
          en: "this plan changes \(records == 1 ? "1 record" : "\(records) records"), not \(count)"),
        hint: Phrase(
          id: "periksa rencananya, lalu `--count \(records)`", en: "look at the plan, then `--count \(records)`"))
    }
    guard count == nil, records > 1 else { return }
    let all = store.files.walk("records/\(collection.name)", stamps: false).count
    let (share, percent) = (store.settings.bulkShare, all == 0 ? 100 : records * 100 / all)
    guard records * 100 > all * share else { return }
    throw Failure(
      .findings,
      Phrase(
        id: "rencana ini mengubah \(records) dari \(all) catatan (\(percent) %), lebih dari \(share) % yang biasa",
        en:
          "this plan changes \(records) of \(all == 1 ? "1 record" : "\(all) records") (\(percent) %), more than the usual \(share) %"
      ),
      hint: Phrase(
        id:
          "bila memang demikian, sebutkan jumlahnya: `--count \(records)`; batasnya `bulk.share` di `\(StoreSettings.path)`",
        en:
          "if that is meant, say the number: `--count \(records)`; the limit is `bulk.share` in `\(StoreSettings.path)`"
      ))
  }

  private static func changedSince(_ ids: [String]) -> Failure {
    let list = ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? ", …" : "")
    return Failure(
      .conflict,
      Phrase(
        id: "\(ids.count) catatan sudah berubah sejak rencana dibuat: \(list)",
        en: "\(ids.count == 1 ? "1 record" : "\(ids.count) records") changed since the plan was made: \(list)"),
      hint: Phrase(
        id: "tidak ada yang ditulis; buat rencana baru dengan perintah yang sama",
        en: "nothing was written; make a new plan with the same command"))
  }

  private static func broken(_ entry: ChangePlan.Entry) -> Failure {
    Failure(
      .findings,
      Phrase(
        id: "rencana untuk `\(entry.id)` tidak menghasilkan isi yang dijanjikannya",
        en: "the plan for `\(entry.id)` does not lead to what it promises"),
      hint: Phrase(id: "buat rencana baru", en: "make a new plan"))
  }
}
