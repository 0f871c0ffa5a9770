internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What a register names is there: its collection, the fields for number, kind and guard, the variables of its pattern.
///
/// Finding: `number/register`, at the name.
struct RegisterCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard record.collection.name == EngineCollections.registers else { return [] }
    let document = record.document
    guard let node = document.value("collection"), let name = document.text(node) else { return [] }
    guard let collection = context.catalogue.collection(name) else {
      return [
        Finding(
          "number/register", at: document.place(node, in: record.path),
          Phrase(id: "tidak ada koleksi `\(name)`", en: "there is no collection `\(name)`"),
          hint: Suggestion.hint(for: name, among: context.catalogue.collections.map(\.name)))
      ]
    }
    return fields(record, collection) + variables(record, collection, context.catalogue)
  }

  private func fields(_ record: Record, _ collection: Collection) -> [Finding] {
    let document = record.document
    let named = ["field", "kind_field", "dated_by"].compactMap { document.value($0) }
    let conditions = document.value("when").map { document.pairs($0).map(\.key) } ?? []
    return (named + conditions).compactMap { node in
      guard let name = document.text(node), collection.field(name) == nil else { return nil }
      return unknown(name, at: document.place(node, in: record.path), collection)
    }
  }

  private func variables(_ record: Record, _ collection: Collection, _ catalogue: Catalogue) -> [Finding] {
    guard let node = record.document.value("pattern"), let pattern = record.document.text(node) else { return [] }
    let (names, widths) = (NumberPattern(pattern).variables, NumberPattern(pattern).oddWidths)
    let place = record.document.place(node, in: record.path)
    var findings = names.compactMap { name -> Finding? in
      isKnown(name, in: collection, catalogue) ? nil : unknown(name, at: place, collection)
    }
    findings += widths.map { written in
      Finding(
        "number/register", at: place,
        Phrase(id: "lebar dalam `{\(written)}` bukan 1 sampai 12", en: "the width in `{\(written)}` is not 1 to 12"),
        hint: Phrase(
          id: "tulis misalnya `{serial:3}`, atau `{serial}` tanpa lebar",
          en: "write such as `{serial:3}`, or `{serial}` without a width"))
    }
    if !names.contains(where: { $0.sameBytes(as: "serial") }) {
      findings.append(
        Finding(
          "number/register", at: place,
          Phrase(
            id: "pola ini tidak memuat nomor urut, jadi semua nomor sama",
            en: "this pattern has no serial, so all numbers would be the same"),
          hint: Phrase(id: "tambahkan `{serial}`", en: "add `{serial}`")))
    }
    return findings
  }

  private func isKnown(_ name: String, in collection: Collection, _ catalogue: Catalogue) -> Bool {
    if NumberPattern.ownVariables.contains(where: { $0.sameBytes(as: name) }) || collection.field(name) != nil {
      return true
    }
    guard let dot = name.lastIndex(of: "."), let target = collection.field(String(name[..<dot]))?.reference else {
      return false
    }
    return catalogue.collection(target)?.field(String(name[name.index(after: dot)...])) != nil
  }

  private func unknown(_ name: String, at place: Place, _ collection: Collection) -> Finding {
    Finding(
      "number/register", at: place,
      Phrase(
        id: "koleksi `\(collection.name)` tidak punya kolom `\(name)`",
        en: "the collection `\(collection.name)` has no field `\(name)`"),
      hint: Suggestion.hint(for: name, among: collection.fields.map(\.name) + NumberPattern.ownVariables))
  }
}
