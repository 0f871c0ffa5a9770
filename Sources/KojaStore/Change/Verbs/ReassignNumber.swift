internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Prepares giving a record the next number of its register, because the one that it carries belongs to another record
  /// or was taken twice. Both records say so in their timelines and both claims in their notes; a claim that loses its
  /// number stays, void.
  package func reassignNumber(
    of record: (collection: Collection, id: String, path: String), register name: String?, note: String?
  ) throws(Failure) -> PlannedChange {
    let (bytes, document) = try store.read(record.path)
    try refuseWithdrawn(record, document)
    let (register, number) = try numbered(record, document, register: name)
    let claims = try store.claims(of: number, in: register.series { document.scalar($0) } ?? register.id)
    let reference = "\(record.collection.name)/\(record.id)"
    let own = claims.first { $0.document.scalar("record")?.sameBytes(as: reference) ?? false }
    let others = claims.filter { !($0.document.scalar("record")?.sameBytes(as: reference) ?? false) }
    guard own == nil || !others.isEmpty else { throw Self.isSound(record, number) }
    let timeline = Timeline(of: document)
    let last = timeline.counted.map { timeline.entries[$0] }.last { entry in
      let action = entry.action.flatMap { record.collection.workflow?.action($0) }
      return action?.claims.contains { $0.sameBytes(as: register.id) } ?? false
    }
    let winner = others.first?.document.scalar("record")
    let was = Phrase(
      id: "Semula \(number)\(winner.map { ", yang dipakai \($0)" } ?? "").",
      en: "It was \(number)\(winner.map { ", which \($0) has" } ?? "").")[store.settings.language]
    let taken = try take(
      register, for: (record.collection, record.id), document, NumberWish(at: now, reason: was), happened: last?.at,
      note: was)
    let says = Phrase(id: "Kini \(taken.number).", en: "It is \(taken.number) now.")[store.settings.language]
    let after = try edited(
      bytes,
      [.set(path: register.field.split(separator: ".").map(String.init), value: .string(taken.number))]
        + remark("\(was) \(says)", record.collection), path: record.path)
    var files = [PlannedChange.FileEdit(path: record.path, before: bytes, after: after), taken.file]
    for claim in others {
      let told = Phrase(
        id: "Juga diambil \(reference), yang kini bernomor \(taken.number).",
        en: "Also taken by \(reference), which now has \(taken.number).")[store.settings.language]
      if let file = try noted(claim, told) { files.append(file) }
      let number = Phrase(id: "Nomor \(number).", en: "Number \(number).")[store.settings.language]
      if let file = try remarked(claim, "\(number) \(told)") { files.append(file) }
    }
    if let own {
      files.append(
        try voided(
          own, Phrase(id: "Nomor ganda; diganti \(taken.number).", en: "A double number; now \(taken.number).")))
    }
    let warnings = try check(files)
    let old = try committed(record.path).map { bytes throws(Failure) in try tree(bytes, path: record.path) } ?? document
    var change = PlannedChange(
      files: files,
      summary: ChangeSummary(
        collection: record.collection, id: record.id, action: nil,
        verb: Phrase(id: "bernomor baru", en: "renumbered"), states: nil,
        fields: FieldChange.between(old, try tree(after, path: record.path)), note: note ?? was, happenedAt: nil),
      findings: warnings)
    change.also = files.dropFirst().compactMap { file in
      catalogue.collection(ofPath: file.path).map { "\($0.name)/\(Record.id(ofPath: file.path))" }
    }
    return change
  }

  typealias Claim = Store.NumberClaim

  /// The register that numbers a record, and the number that it carries.
  private func numbered(
    _ record: (collection: Collection, id: String, path: String), _ document: Document, register name: String?
  ) throws(Failure) -> (Register, String) {
    let registers = ReferenceData(catalogue, WorkTreeSource(store.files)).registers.filter { register in
      register.collection.sameBytes(as: record.collection.name) && register.when.admits { document.scalar($0) }
        && document.scalar(register.field) != nil
    }
    let chosen = registers.filter { register in
      name.map { register.id.sameBytes(as: $0) || register.name.matches($0) } ?? true
    }
    if chosen.count == 1, let register = chosen.first, let number = document.scalar(register.field) {
      return (register, number)
    }
    let names = registers.map(\.id).joined(separator: ", ")
    guard !registers.isEmpty else {
      throw Failure(
        .findings, Phrase(id: "`\(record.id)` belum bernomor", en: "`\(record.id)` has no number yet"),
        hint: Phrase(
          id: "nomor diambil oleh tindakan; lihat `koja schema show \(record.collection.name)`",
          en: "an action claims it; see `koja schema show \(record.collection.name)`"))
    }
    throw Failure(
      .usage,
      name == nil
        ? Phrase(
          id: "`\(record.id)` punya nomor di beberapa buku", en: "`\(record.id)` has numbers of several registers")
        : Phrase(
          id: "`\(record.id)` tidak bernomor di buku `\(name ?? "")`",
          en: "`\(record.id)` has no number of `\(name ?? "")`"),
      hint: Phrase(id: "pilih dengan `--register`: \(names)", en: "choose with `--register`: \(names)"))
  }

  /// A claim with one more sentence in its note; nil where claims have no notes.
  private func noted(_ claim: Claim, _ sentence: String) throws(Failure) -> PlannedChange.FileEdit? {
    guard catalogue.collection(EngineCollections.numbers)?.field("note") != nil else { return nil }
    let note = [claim.document.scalar("note"), sentence].compactMap { $0 }.joined(separator: " ")
    let after = try edited(claim.bytes, [.set(path: ["note"], value: .string(note))], path: claim.path)
    return PlannedChange.FileEdit(path: claim.path, before: claim.bytes, after: after)
  }

  /// The edit that puts a remark into the timeline of a record; none where its collection has no workflow.
  private func remark(_ text: String, _ collection: Collection) throws(Failure) -> [YAMLEdit] {
    guard collection.workflow != nil else { return [] }
    var entry = TimelineEntryDraft(action: Workflow.Standing.remark, at: now, by: try actor())
    entry.note = text
    return [.append(path: [TimelineEntry.key], value: entry.value)]
  }

  /// The record that a claim is for, with a remark; nil where there is none that could say it.
  private func remarked(_ claim: Claim, _ text: String) throws(Failure) -> PlannedChange.FileEdit? {
    let (name, id) = ReferenceCheck.target(claim.document.scalar("record") ?? "", "*")
    guard let collection = catalogue.collection(name), collection.workflow != nil, let path = collection.path(of: id),
      let (bytes, document) = try? store.read(path), document.value(TimelineEntry.key) != nil
    else { return nil }
    let after = try edited(bytes, try remark(text, collection), path: path)
    return PlannedChange.FileEdit(path: path, before: bytes, after: after)
  }

  /// A claim that nobody has any more: it stays, with its reason.
  func voided(_ claim: Claim, _ reason: Phrase) throws(Failure) -> PlannedChange.FileEdit {
    let value = Value.object([
      .init("at", .string(now.description)), .init("by", .string(try actor())),
      .init("reason", .string(reason[store.settings.language])),
    ])
    let after = try edited(claim.bytes, [.set(path: ["void"], value: value)], path: claim.path)
    return PlannedChange.FileEdit(path: claim.path, before: claim.bytes, after: after)
  }

  private static func isSound(_ record: (collection: Collection, id: String, path: String), _ number: String) -> Failure
  {
    Failure(
      .findings,
      Phrase(
        id: "nomor `\(number)` milik `\(record.id)` dan tidak ganda",
        en: "the number `\(number)` is that of `\(record.id)` alone"),
      hint: Phrase(
        id: "sebutkan catatan lain yang memakai nomor itu; `koja check` menyebutnya",
        en: "name the other record that carries it; `koja check` tells which"))
  }
}
