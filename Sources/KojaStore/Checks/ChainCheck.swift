internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Links of one field from record to record: where `x-chain` says so, they form no chains, or no rings.
///
/// Findings: `ref/chain`, `ref/ring`.
struct ChainCheck: RecordCheck {
  /// Links of a ring in which this record does not stand are followed no further than this.
  private static let longest = 100

  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    record.collection.fields.compactMap { field in
      guard let chain = field.chain, let collection = field.reference,
        let node = record.document.node(at: field.path), let target = record.document.string(node)
      else { return nil }
      let way = way(from: target, along: field, in: collection, until: record.id, context)
      let place = record.document.place(node, in: record.path)
      if way.last?.sameBytes(as: record.id) ?? false { return ring(field, [record.id] + way, place) }
      return chain == .none && way.count > 1 ? self.chain(field, way, place) : nil
    }
  }

  /// The records that links of a field lead to, the first included, up to one that links no further or is known.
  private func way(
    from target: String, along field: Field, in collection: String, until start: String, _ context: CheckContext
  ) -> [String] {
    var way = [target]
    while let last = way.last, !last.sameBytes(as: start), way.count < Self.longest,
      let next = context.reference.document(last, in: collection)?.scalar(field.name),
      !way.contains(where: { $0.sameBytes(as: next) })
    {
      way.append(next)
    }
    return way
  }

  private func ring(_ field: Field, _ way: [String], _ place: Place) -> Finding {
    Finding(
      "ref/ring", at: place,
      Phrase(
        id: "`\(field.name)` kembali ke catatan ini sendiri", en: "`\(field.name)` leads back to this record itself"),
      hint: Phrase(way.joined(separator: " -> ")))
  }

  private func chain(_ field: Field, _ way: [String], _ place: Place) -> Finding {
    Finding(
      "ref/chain", at: place,
      Phrase(
        id: "`\(field.name)` menunjuk `\(way[0])`, yang sendiri masih menunjuk `\(way[1])`",
        en: "`\(field.name)` refers to `\(way[0])`, which itself refers to `\(way[1])`"),
      hint: Suggestion.question(way[way.count - 1]))
  }
}
