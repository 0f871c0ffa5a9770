internal import KojaCivic
internal import KojaModel

/// A claim is filed under what it says: register, year, serial and suffix give its id, the day of the claim its year.
///
/// Findings: `number/id`, at the key that says otherwise; `number/year`, at the day; `number/inserted` (an inserted
/// number without a reason, or in a register that gives none).
struct ClaimCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard record.collection.name == EngineCollections.numbers, let id = ClaimID(record.id) else { return [] }
    let said = record.document.scalar("register")
    let register = said.flatMap { name in context.reference.registers.first { $0.id.sameBytes(as: name) } }
    return names(id, register, record) + year(id, register, record, context) + inserted(id, register, record)
  }

  private func names(_ id: ClaimID, _ register: Register?, _ record: Record) -> [Finding] {
    let document = record.document
    let named = document.scalar("register")
    let isRight = register.map { $0.gives(id.series) } ?? named.map { $0.sameBytes(as: id.series) } ?? true
    let said = [
      ("register", isRight ? named : id.series, named), ("year", String(id.year), document.scalar("year")),
      ("serial", String(id.serial), document.scalar("serial")),
      ("suffix", id.suffix ?? "-", document.scalar("suffix") ?? (id.suffix == nil ? "-" : nil)),
    ]
    return said.compactMap { key, expected, value in
      guard let expected, !(value?.sameBytes(as: expected) ?? (key != "suffix")) else { return nil }
      let place =
        document.value(key).map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path)
      return Finding(
        "number/id", at: place,
        Phrase(
          id: "`\(key)` tidak sesuai dengan nama berkas ini", en: "`\(key)` does not agree with the name of this file"),
        hint: Phrase(id: "menurut namanya: \(expected)", en: "by its name: \(expected)"))
    }
  }

  private func year(_ id: ClaimID, _ register: Register?, _ record: Record, _ context: CheckContext) -> [Finding] {
    guard register?.restartsYearly ?? true, register?.dateField == nil, id.year != 0,
      let node = record.document.value("claimed_at"),
      let at = record.document.text(node).flatMap({ Timestamp($0) })
    else { return [] }
    let year = at.at(offset: context.catalogue.settings.offset).date.parts.year
    guard year != id.year else { return [] }
    return [
      Finding(
        "number/year", at: record.document.place(node, in: record.path),
        Phrase(
          id: "nomor tahun \(id.year) ini diambil pada tahun \(year)",
          en: "this number of \(id.year) was claimed in \(year)"),
        hint: Phrase(
          id: "nomor \(year) ada di urutan tahun itu", en: "a number of \(year) belongs to the serials of that year"))
    ]
  }

  private func inserted(_ id: ClaimID, _ register: Register?, _ record: Record) -> [Finding] {
    guard id.suffix != nil, let register else { return [] }
    let document = record.document
    let node = document.value("suffix") ?? document.value("serial") ?? Document.root
    func finding(_ message: Phrase, _ hint: Phrase) -> Finding {
      Finding("number/inserted", at: document.place(node, in: record.path), message, hint: hint)
    }
    if register.inserted == .refused {
      return [
        finding(
          Phrase(id: "buku `\(register.id)` tidak memberi nomor sisipan", en: "`\(register.id)` inserts no numbers"),
          Phrase(
            id: "ambil nomor berikutnya, atau izinkan dengan `inserted: with-reason`",
            en: "take the next number, or allow it with `inserted: with-reason`"))
      ]
    }
    guard document.scalar("reason") == nil else { return [] }
    return [
      finding(
        Phrase(id: "nomor sisipan memerlukan alasan (`reason`)", en: "an inserted number needs a `reason`"),
        Phrase(id: "tulis mengapa nomor ini disisipkan", en: "write why it was inserted"))
    ]
  }
}
