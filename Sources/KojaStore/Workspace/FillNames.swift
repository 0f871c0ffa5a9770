internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What the `fills` of an action name, and whether what they give fits the field that it is given to.
///
/// Findings: `workflow/unknown-field`, at the name; `workflow/fill`, at the field that cannot be filled in like that.
struct FillNames {
  let names: FollowedNames

  private var document: Document { names.document }

  /// What is wrong with the fills of an action.
  func findings(_ action: NodeIndex) -> [Finding] {
    guard let fills = document.value("fills", in: action) else { return [] }
    let own = document.texts(document.value("sets", in: action))
    return document.pairs(fills).flatMap { key, value -> [Finding] in
      guard let name = document.text(key) else { return [] }
      guard let field = names.leads(name, of: names.collection), field.name.sameBytes(as: name) else {
        return [names.missing(key, among: names.fields(names.collection).map(\.name))]
      }
      let conditions = document.value("when", in: value).map { document.pairs($0).map(\.key) } ?? []
      let lost = conditions.compactMap { names.unknown($0, of: names.collection) }
      return lost + (foreign(field, key, own).map { [$0] } ?? given(document.value("value", in: value) ?? value, field))
    }
  }

  /// What only other actions change, this one cannot fill in.
  private func foreign(_ field: KojaSchema.Field, _ key: NodeIndex, _ own: [String]) -> Finding? {
    func isPart(_ owned: String) -> Bool { field.name.sameBytes(as: owned) || field.name.hasPrefix(owned + ".") }
    let isEngine = [TimelineEntry.key, "status"].contains { isPart($0) }
    let owned = Workflow.read(document).ownedFields
    guard isEngine || owned.contains(where: isPart), !own.contains(where: isPart) else { return nil }
    return finding(
      key,
      Phrase(
        id: "`\(field.name)` tidak diisi oleh tindakan ini", en: "`\(field.name)` is not set by this action"),
      isEngine ? nil : Phrase(id: "sebutkan juga di `sets`", en: "name it under `sets`, too"))
  }

  /// What is given to a field.
  private func given(_ node: NodeIndex, _ field: KojaSchema.Field) -> [Finding] {
    let template = ValueTemplate(value: document.value(of: node))
    let followed = template.names.flatMap { DayTemplate($0)?.fields ?? [$0] }
    let lost = followed.filter { name in
      names.leads(name, of: names.collection) == nil && !names.leavesTheStore(name, of: names.collection)
    }
    guard lost.isEmpty else {
      return lost.map { names.missing(node, $0, among: names.fields(names.collection).map(\.name)) }
    }
    let misfit: String? =
      switch template.whole {
      case nil: fits(template.value, hasNames: !template.names.isEmpty, field) ? nil : shown(template.value)
      case let name? where DayTemplate(name) != nil: fitsDay(field) ? nil : "{\(name)}"
      case let name?: names.leads(name, of: names.collection).map { fits($0, field) } ?? true ? nil : "{\(name)}"
      }
    guard let misfit else { return [] }
    return [
      finding(
        node,
        Phrase(
          id: "`\(misfit)` bukan isi yang boleh untuk `\(field.name)`",
          en: "`\(misfit)` is not what `\(field.name)` may hold"),
        nil)
    ]
  }

  private func finding(_ node: NodeIndex, _ message: Phrase, _ hint: Phrase?) -> Finding {
    Finding("workflow/fill", at: document.place(node, in: names.path), message, hint: hint)
  }

  private func shown(_ value: Value) -> String { value.plainText ?? value.json() }

  // MARK: What fits

  private func fitsDay(_ field: KojaSchema.Field) -> Bool {
    fits(kinds: [.string], field) && field.format.map { $0 == "date" } ?? true && field.reference == nil
      && field.enumValues.isEmpty
  }

  /// What is written in the file; of a longer text with names in it only the kind is known.
  private func fits(_ value: Value, hasNames: Bool, _ field: KojaSchema.Field) -> Bool {
    let kind: KojaSchema.Field.Kind =
      switch value {
      case .null: .null
      case .boolean: .boolean
      case .number(let text): Int(text) == nil ? .number : .integer
      case .string: .string
      case .array: .array
      case .object: .object
      }
    guard fits(kinds: [kind], field) else { return false }
    guard !hasNames, let text = value.plainText else { return true }
    if field.format == "date", CalendarDate(text) == nil { return false }
    return field.enumValues.isEmpty || field.enumValues.contains { $0.value.sameBytes(as: text) }
  }

  /// The value of another field. A label in both languages gives a text.
  private func fits(_ source: KojaSchema.Field, _ field: KojaSchema.Field) -> Bool {
    let kinds = source.kinds.contains(.object) && fits(kinds: [.string], field) ? [.string] : source.kinds
    guard fits(kinds: kinds, field) else { return false }
    if let format = field.format, source.format != format { return false }
    if let target = field.reference, !(source.reference?.sameBytes(as: target) ?? false) { return false }
    guard !field.enumValues.isEmpty else { return true }
    return !source.enumValues.isEmpty
      && source.enumValues.allSatisfy { one in field.enumValues.contains { $0.value.sameBytes(as: one.value) } }
  }

  private func fits(kinds: Set<KojaSchema.Field.Kind>, _ field: KojaSchema.Field) -> Bool {
    guard !kinds.isEmpty, !field.kinds.isEmpty else { return true }
    let allowed = field.kinds.contains(.number) ? field.kinds.union([.integer]) : field.kinds
    return !kinds.isDisjoint(with: allowed)
  }
}
