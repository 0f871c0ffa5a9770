internal import KojaCivic
internal import KojaModel

/// The register of numbers does not tell what a record that became secret was called: see ``Store/retoldClaims(of:from:to:)``.
///
/// Finding: `number/telling`, at the title of the record.
struct TellingClaims {
  let context: CheckContext

  /// Claims that still tell, of a record that became secret since an older version.
  func findings(_ record: Record, since old: Document) -> [Finding] {
    let document = record.document
    guard let title = record.collection.titleField, let now = document.scalar(title),
      let before = old.scalar(title), !now.sameBytes(as: before),
      Loosening.isTightened(old, document, record.collection)
    else { return [] }
    let reference = "\(record.collection.name)/\(record.id)"
    let series = context.reference.registers.filter { register in
      register.collection.sameBytes(as: record.collection.name) && document.scalar(register.field) != nil
    }.map { register in register.series { document.scalar($0) } ?? register.id }
    let telling = series.flatMap { context.reference.claims(in: $0) }.filter { _, claim in
      claim.scalar("record")?.sameBytes(as: reference) ?? false
        && claim.scalar("subject").map { !$0.sameBytes(as: now) } ?? false
    }
    let node = document.node(at: title.split(separator: ".").map(String.init))
    let place = node.map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path)
    return telling.map { id, _ in
      Finding(
        "number/telling", at: place,
        Phrase(
          id: "`numbers/\(id)` masih menyebut judul yang lama",
          en: "`numbers/\(id)` still tells what it was called before"),
        hint: Phrase(
          id: "naikkan kerahasiaannya tersendiri, dengan `koja set` atau `koja commit`: keduanya ikut berubah",
          en: "raise its secrecy by itself, by `koja set` or `koja commit`: both change then"))
    }
  }
}
