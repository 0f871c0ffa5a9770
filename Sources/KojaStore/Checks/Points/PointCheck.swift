internal import KojaModel
internal import KojaSchema

/// Coordinates lie where `x-inside` says; those that are swapped or lost their sign are recognised by where they would
/// lie otherwise.
///
/// Findings: `ref/coordinates` with its repair, `ref/outside`.
struct PointCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    record.collection.placeFields.flatMap { findings($0[...], at: Document.root, record, context) }
  }

  /// Follows a field, through lists, to the places it leads to.
  private func findings(
    _ way: ArraySlice<Field>, at node: NodeIndex, _ record: Record, _ context: CheckContext
  ) -> [Finding] {
    guard let field = way.first, let value = record.document.node(at: field.path, from: node) else { return [] }
    guard way.count == 1 else {
      return record.document.items(value).flatMap { findings(way.dropFirst(), at: $0, record, context) }
    }
    guard let inside = field.inside, let place = WrittenPoint(value, field, in: record) else { return [] }
    return finding(place, inside, context).map { [$0] } ?? []
  }

  private func finding(_ place: WrittenPoint, _ inside: Field.Inside, _ context: CheckContext) -> Finding? {
    let boxes = context.reference.boxes(of: inside.collection)
    guard !boxes.all.isEmpty else { return nil }
    guard boxes.hold(place.reading.point, margin: inside.margin) else {
      let others = place.otherReadings.filter { boxes.hold($0.point, margin: inside.margin) }
      return others.isEmpty ? place.outside() : place.mistyped(others)
    }
    guard let area = place.reference(to: inside.collection), let box = boxes.box(of: area),
      !box.holds(place.reading.point, margin: inside.margin)
    else { return nil }
    let around = boxes.all.filter { $0.holds(place.reading.point, margin: 0) }
    return place.outside(area, meant: around.min { $0.size < $1.size }?.id)
  }
}
