internal import KojaCivic
internal import KojaModel
internal import KojaYAML

extension ChangeDesk {
  /// A change commits the whole file. Edits by hand that only `koja commit` may judge (a record that is not committed
  /// yet; its state, its timeline, fields that actions own) do not go along with it.
  func refuseUnjudged(_ path: String, _ present: [UInt8]?) throws(Failure) {
    guard session.repository != nil, let present, let collection = catalogue.collection(ofPath: path) else { return }
    let id = Record.id(ofPath: path)
    guard let old = try committed(path) else {
      throw Self.unjudged(
        id, Phrase(id: "`\(id)` belum pernah dicatat", en: "`\(id)` is not committed yet"), drop: false)
    }
    guard old != present, let workflow = collection.workflow,
      let before = YAMLReader.read(old, path: path).document,
      let now = YAMLReader.read(present, path: path).document
    else { return }
    var edited = ["status", TimelineEntry.key].filter { name in
      switch (before.value(name), now.value(name)) {
      case (let one?, let other?): !now.isSame(other, as: one, in: before)
      case (nil, nil): false
      default: true
      }
    }
    for field in workflow.ownedFields(changedBetween: before, and: now) where !edited.contains(field) {
      edited.append(field)
    }
    guard !edited.isEmpty else { return }
    let names = edited.map { "`\($0)`" }.joined(separator: ", ")
    throw Self.unjudged(
      id,
      Phrase(
        id: "suntingan tangan pada \(names) dari `\(id)` belum dicatat",
        en: "edits by hand to \(names) of `\(id)` are not committed"), drop: true)
  }

  private static func unjudged(_ id: String, _ message: Phrase, drop: Bool) -> Failure {
    let way = Phrase(
      id: "catat dahulu dengan `koja commit \(id)`", en: "commit them first with `koja commit \(id)`")
    guard drop else {
      return Failure(
        .findings, message,
        hint: Phrase(id: "\(way.id), lalu ulangi", en: "commit it first with `koja commit \(id)`, then try again"))
    }
    return Failure(
      .findings, message,
      hint: Phrase(
        id: "\(way.id), atau buang dengan `koja restore \(id)`; lalu ulangi",
        en: "\(way.en), or drop them with `koja restore \(id)`; then try again"))
  }
}
