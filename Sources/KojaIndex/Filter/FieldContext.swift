internal import KojaModel

/// The fields that a collection offers, by name and by label.
struct FieldContext {
  let layout: CollectionLayout
  let layouts: Layouts

  init(_ layout: CollectionLayout, among layouts: Layouts) {
    self.layout = layout
    self.layouts = layouts
  }

  /// The field that a piece of an argument names.
  func field(_ piece: Piece) throws(FilterError) -> Field {
    let name = piece.text
    if let field = find(name) { return field }
    let names = self.names
    if ["age", "umur"].contains(name.lowercased()) {
      throw piece.error(
        Phrase(id: "`\(name)` hanya untuk saringan", en: "`\(name)` is for filters only"), nearest: layout.dateColumn,
        allowed: names.map { Labelled($0, Phrase($0)) })
    }
    let labels = layout.columns.flatMap { column in Language.allCases.map { (column.label[$0], column.name) } }
    let nearest =
      Suggestion.nearest(to: name, among: names)
      ?? Suggestion.nearest(to: name, among: labels.map(\.0)).flatMap { found in
        labels.first { $0.0.sameBytes(as: found) }?.1
      }
    let (id, en) = (layout.label.id, layout.label.en)
    var error = piece.error(
      Phrase(id: "\(id) tidak punya kolom `\(name)`", en: "\(en) has no field `\(name)`"), nearest: nearest,
      allowed: names.filter { !$0.contains(".") }.map { Labelled($0, Phrase($0)) })
    error.isUnknownField = true
    throw error
  }

  /// The field of a name, if there is one. References are followed eight steps at most.
  func find(_ name: String) -> Field? {
    guard name.utf8.count <= 400, name.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 8 else { return nil }
    return own(name) ?? lent(name) ?? computed(name) ?? bucket(name) ?? followed(name) ?? labelled(name)
  }

  /// The columns of a mapping or of a list of mappings, by its name or its label; it is no column itself. None for
  /// everything else.
  func fields(inside typed: String) -> [Field] {
    let name = layout.containers.first { $0.label.matches(typed) }?.name ?? typed
    guard layout.position(of: name) == nil else { return [] }
    let inside =
      layout.columns.map(\.name).filter { $0.hasPrefix(name + ".") }.compactMap { own($0) }
      + lentColumns(below: name).map { Self.lent($0) }
    return inside.isEmpty ? across(typed) { $0.fields(inside: $1) } : inside
  }

  /// The columns of a label in both languages, which people know as one field; none for everything else.
  func labels(_ typed: String) -> [Field] {
    guard layout.position(of: typed) == nil else { return [] }
    let inside = fields(inside: typed)
    let names = Set(
      inside.map { String($0.name[$0.name.index(after: $0.name.lastIndex(of: ".") ?? $0.name.startIndex)...]) })
    return inside.count == 2 && names == Set(Language.allCases.map(\.rawValue)) ? inside : []
  }

  private func own(_ name: String) -> Field? {
    if let position = layout.position(of: name) {
      let column = layout.columns[position]
      let isState = column.path == ["status"] && !layout.states.isEmpty
      return Field(
        name: name, label: column.label, type: column.type,
        values: isState ? layout.states.map { Labelled($0.name, $0.label) } : column.values,
        audience: column.audience, source: .column(position, column))
    }
    switch name {
    case "id": return Field("id", Phrase("Id"), .code, .id)
    case "path": return Field("path", Phrase(id: "Berkas", en: "File"), .code, .path)
    case "family" where !layout.states.isEmpty:
      var field = Field("family", Phrase(id: "Kelompok keadaan", en: "State family"), .code, .family)
      field.values = [
        Labelled("open", Phrase(id: "Terbuka", en: "Open")), Labelled("waiting", Phrase(id: "Menunggu", en: "Waiting")),
        Labelled("closed", Phrase(id: "Tertutup", en: "Closed")),
      ]
      return field
    case "title", "date", "withdrawn":
      let column =
        switch name {
        case "title": layout.titleColumn
        case "date": layout.dateColumn
        default: layout.withdrawnColumn
        }
      return column.flatMap { $0.sameBytes(as: name) ? nil : own($0) }
    default: return nil
    }
  }

  /// A part of a mapping that another record names: `answers.damage`.
  private func lent(_ name: String) -> Field? {
    guard let mapping = layout.borrowing.first(where: { name.hasPrefix($0 + ".") }) else { return nil }
    return lentColumns(below: mapping).first { $0.name.sameBytes(as: name) }.map { Self.lent($0) }
  }

  private func lentColumns(below mapping: String) -> [Column] {
    guard layout.borrowing.contains(where: { $0.sameBytes(as: mapping) }) else { return [] }
    return layouts.lent(to: layout.name).filter { $0.name.hasPrefix(mapping + ".") }
  }

  private static func lent(_ column: Column) -> Field {
    Field(
      name: column.name, label: column.label, type: column.type, values: column.values, audience: column.audience,
      source: .lent(column))
  }

  private func computed(_ name: String) -> Field? {
    guard !layout.clocks.isEmpty else { return nil }
    if name == "due" { return Field("due", Phrase(id: "Tenggat", en: "Due"), .dateTime, .due(nil)) }
    if name == "overdue" {
      var field = Field("overdue", Phrase(id: "Lewat tenggat", en: "Overdue"), .list(of: .code), .overdue)
      field.values = layout.clocks
      return field
    }
    guard name.hasPrefix("due."), let clock = layout.clocks.first(where: { "due.\($0.name)".sameBytes(as: name) })
    else { return nil }
    return Field(
      name, Phrase(id: "Tenggat \(clock.label.id)", en: "Due: \(clock.label.en)"), .dateTime, .due(clock.name))
  }

  private func bucket(_ name: String) -> Field? {
    guard let dot = name.lastIndex(of: "."),
      let bucket = Field.Bucket(rawValue: String(name[name.index(after: dot)...])),
      var field = find(String(name[..<dot])), field.bucket == nil, field.type == .date || field.type == .dateTime
    else { return nil }
    (field.name, field.bucket, field.type) = (name, bucket, .code)
    return field
  }

  private func followed(_ name: String) -> Field? {
    across(name) { context, rest in [context.find(rest)].compactMap { $0 } }.first.map { field in
      var field = field
      field.name = name
      return field
    }
  }

  /// The fields that are found behind a reference, with the step that leads there.
  private func across(_ name: String, _ find: (FieldContext, String) -> [Field]) -> [Field] {
    guard name.utf8.count <= 400, name.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 8 else { return [] }
    for dot in name.indices.reversed() where name[dot] == "." {
      guard let position = layout.position(of: String(name[..<dot])),
        case .reference(let target) = layout.columns[position].type.item, let next = layouts[target]
      else { continue }
      let step = Field.Step(column: layout.columns[position], position: position, target: target)
      let found = find(FieldContext(next, among: layouts), String(name[name.index(after: dot)...]))
        .filter { !$0.needsClocks }
      guard !found.isEmpty else { continue }
      return found.map { field in
        var field = field
        field.name = "\(name[..<dot]).\(field.name)"
        field.label = Phrase(
          id: "\(step.column.label.id): \(field.label.id)", en: "\(step.column.label.en): \(field.label.en)")
        field.steps.insert(step, at: 0)
        return field
      }
    }
    return []
  }

  /// Fields go by their labels in either language, too; before those that koja computes come the collection's own.
  private func labelled(_ name: String) -> Field? {
    let folded = name.lowercased()
    func isNamed(_ label: Phrase) -> Bool {
      Language.allCases.contains { label[$0].lowercased().sameBytes(as: folded) }
    }
    if let column = layout.columns.first(where: { isNamed($0.label) }) { return own(column.name) }
    return ["id", "path", "family", "due", "overdue"].compactMap { own($0) ?? computed($0) }.first { isNamed($0.label) }
  }

  /// Names for did-you-mean: own, computed, and one step away.
  private var names: [String] {
    var names =
      layout.columns.map(\.name) + layout.borrowing.flatMap { lentColumns(below: $0).map(\.name) } + ["id", "path"]
    if !layout.states.isEmpty { names.append("family") }
    if !layout.clocks.isEmpty { names += ["due", "overdue"] + layout.clocks.map { "due.\($0.name)" } }
    if layout.dateColumn != nil { names.append("age") }
    for column in layout.columns {
      guard case .reference(let target) = column.type.item, let next = layouts[target] else { continue }
      names += next.columns.map { "\(column.name).\($0.name)" }
    }
    return names
  }
}

extension Field {
  /// A field that every collection has.
  fileprivate init(_ name: String, _ label: Phrase, _ type: ColumnType, _ source: Source) {
    self.init(name: name, label: label, type: type, values: [], audience: "public", source: source)
  }
}
