internal import KojaModel

/// The lists from which a command has taken items: whoever named a position behind them meant the list as it was.
struct ShiftedItems {
  private var lists: [(path: [String], from: Int)] = []

  /// Throws a usage failure where a position is named that has come to be another item's.
  func refuse(_ assignment: Assignment, at target: FieldTarget) throws(Failure) {
    let typed = assignment.field.split(separator: ".")
    for list in lists where target.path.count > list.path.count && target.path.starts(with: list.path) {
      let step = target.path[list.path.count]
      guard let position = Int(step), position >= list.from, typed.contains(where: { $0.utf8.elementsEqual(step.utf8) })
      else { continue }
      let name = list.path.joined(separator: ".")
      throw Failure(
        .usage,
        Phrase(
          id: "urutan butir `\(name)` bergeser oleh penghapusan sebelumnya, jadi `\(assignment.field)` tidak jelas",
          en: "what was taken out of `\(name)` before moves its items, so `\(assignment.field)` is not clear"),
        hint: Phrase(
          id: "hapus dari belakang ke depan, sebutkan butir dengan `kunci:isi`, atau pakai perintah tersendiri",
          en: "take out the last one first, name items by `key:value`, or use a command of its own"))
    }
  }

  /// Keeps an assignment in mind that has been made.
  mutating func note(_ assignment: Assignment, at target: FieldTarget, in document: Document) {
    switch assignment.kind {
    case .set, .append: break
    case .drop: lists.append((target.path, 0))
    case .remove:
      guard let position = target.path.last.flatMap({ Int($0) }),
        let list = document.node(at: Array(target.path.dropLast())), document.kind(list) == .sequence
      else { break }
      lists.append((Array(target.path.dropLast()), position))
    }
  }
}
