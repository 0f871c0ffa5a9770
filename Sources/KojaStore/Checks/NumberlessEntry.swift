internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// An entry of an action that takes a number, in a record that carries none of its register: it was written past the tool.
///
/// Finding: `number/missing`. A record whose number is claimed and only not carried is that of `number/orphan`.
///
/// A class: of a hundred thousand records hardly one has such an entry, and all have a place for it.
package final class NumberlessEntry: Sendable {
  /// The register that gives the number.
  let register: String
  /// The series in which the claim would be; nil where the record does not tell its kind.
  let series: String?
  /// The field that would carry it.
  let field: String
  /// The action, and whether the record begins with it.
  let action: String
  let isFirst: Bool
  /// The action at its place.
  let mark: JoinedFacts.Mark

  private init(
    register: Register, series: String?, action: String, isFirst: Bool, mark: JoinedFacts.Mark
  ) {
    (self.register, self.series, field) = (register.id, series, register.field)
    (self.action, self.isFirst, self.mark) = (action, isFirst, mark)
  }

  /// The first such entry of a record; nil where there is none.
  static func first(in record: Record, _ reference: ReferenceData) -> NumberlessEntry? {
    guard let workflow = record.collection.workflow,
      let registers = reference.registersByCollection[Key(record.collection.name)]
    else { return nil }
    let document = record.document
    // Most records are settled by one look at their fields.
    let isOpen = registers.contains { register in
      register.when.admits({ document.scalar($0) }) && document.scalar(register.field) == nil
    }
    guard isOpen else { return nil }
    let timeline = Timeline(of: document)
    for (index, position) in timeline.counted.enumerated() {
      let entry = timeline.entries[position]
      let all = index == 0 ? workflow.initial + workflow.actions : workflow.actions
      guard let name = entry.action, let action = all.first(where: { $0.name.sameBytes(as: name) }),
        let register = reference.register(unused: action, by: { document.scalar($0) }),
        record.collection.field(register.field)?.isRequired != true,
        let node = document.value("action", in: entry.node)
      else { continue }
      return NumberlessEntry(
        register: register, series: register.series { document.scalar($0) }, action: name, isFirst: index == 0,
        mark: JoinedFacts.Mark(
          value: name, record: record.reference, path: record.path, bytes: document.range(node)))
    }
    return nil
  }

  /// Says it, with the way out.
  func finding(at place: Place) -> Finding {
    let id = ReferenceCheck.target(mark.record, "*").id
    return Finding(
      "number/missing", at: place,
      Phrase(
        id: "`\(action)` mengambil nomor dari buku `\(register)`, tetapi `\(field)` kosong",
        en: "`\(action)` claims a number of the register `\(register)`, but there is no `\(field)`"),
      hint: isFirst
        ? Phrase(
          id: "tarik catatan ini dengan `koja withdraw \(id) --reason …`, lalu buat yang baru dengan `koja new`",
          en: "withdraw this record by `koja withdraw \(id) --reason …`, then make a new one by `koja new`")
        : Phrase(
          id: "hapus kejadian itu, atau batalkan dengan `koja undo` bila sudah dicatat; lalu `koja do \(id) \(action)`",
          en: "remove the entry, or `koja undo` its commit; then `koja do \(id) \(action)`"))
  }
}
