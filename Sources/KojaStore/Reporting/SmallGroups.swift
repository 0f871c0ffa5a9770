internal import KojaModel

/// Keeps the figures of small groups back: who is alone in a group could be recognised by them.
struct SmallGroups {
  private let size: Int
  private let figures: [Int]
  private let below: Int

  /// Nil where a report tells of groups of any size.
  init?(_ definition: ReportDefinition) {
    guard let rule = definition.withhold,
      let size = definition.columns.firstIndex(where: { $0.name.sameBytes(as: rule.column) })
    else { return nil }
    (self.size, below) = (size, rule.below)
    figures = definition.columns.indices.filter { index in
      [.number, .percent, .money, .duration].contains(definition.columns[index].kind)
    }
  }

  /// Rows with their figures, null where they are kept back. One small group alone would follow from the total: then the
  /// next larger one is kept back with it.
  func withheld(_ rows: [[Value]]) -> [[Value]] {
    let sizes = rows.map { number($0[size]) }
    var hidden = Set(rows.indices.filter { (1..<below).contains(sizes[$0]) })
    if hidden.count == 1,
      let next = rows.indices.filter({ sizes[$0] >= below }).min(by: { (sizes[$0], $1) < (sizes[$1], $0) })
    {
      hidden.insert(next)
    }
    return rows.enumerated().map { index, row in
      guard hidden.contains(index) else { return row }
      return row.enumerated().map { figures.contains($0) ? .null : $1 }
    }
  }

  private func number(_ value: Value) -> Int {
    if case .number(let text) = value { Int(text) ?? 0 } else { 0 }
  }
}
