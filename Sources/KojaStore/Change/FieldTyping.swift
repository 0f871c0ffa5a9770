internal import KojaCivic
package import KojaModel
package import KojaSchema
internal import KojaYAML

/// Turns what a person types into values, by the schema.
package struct FieldTyping: Sendable {
  let collection: Collection
  /// Minutes east of UTC for times typed without a zone.
  let offset: Int

  /// Typing for a collection at the office's offset.
  package init(_ collection: Collection, offset: Int) {
    self.collection = collection
    self.offset = offset
  }

  /// Whether an assignment is for a part that another record says there is.
  func isLent(_ assignment: Assignment) -> Bool {
    OpenPath(assignment.field, among: collection.fields)?.mapping.schemaField != nil
  }

  /// The part of an open mapping that a person names, where another record says which there are; nil where none says so.
  /// Throws a usage failure with did-you-mean where they do not have it.
  func lentField(_ open: OpenPath, _ lent: [Field]) throws(Failure) -> Field? {
    let parts = lent.filter { $0.path.starts(with: open.mapping.path) }.map { $0.moved(below: open.mapping.path.count) }
    guard !parts.isEmpty else { return nil }
    return try Self.pick(open.keys.joined(separator: "."), among: parts, of: open.mapping.name).placed(in: open.mapping)
  }

  /// The field that a person names by its dotted name or its label. Throws a usage failure with did-you-mean.
  package func field(_ typed: String) throws(Failure) -> Field {
    if let field = Self.find(typed, among: collection.fields) { return field }
    let near = Self.nearest(to: typed, among: collection.fields)
    throw Failure(
      .usage,
      Phrase(
        id: "`\(typed)` bukan kolom pada \(collection.label.id)",
        en: "`\(typed)` is not a field of \(collection.label.en)"),
      hint: near.map { Suggestion.question($0) }
        ?? Phrase(
          id: "`koja schema show \(collection.name)` menyebut semuanya",
          en: "`koja schema show \(collection.name)` lists them all"))
  }

  /// The field with a dotted name or a label; nil for none.
  static func find(_ typed: String, among fields: [Field]) -> Field? {
    fields.first { $0.name.sameBytes(as: typed) } ?? fields.first { $0.title.matches(typed) }
  }

  /// The part of an object that a person names. Throws a usage failure with did-you-mean.
  static func pick(_ typed: String, among parts: [Field], of name: String) throws(Failure) -> Field {
    if let field = find(typed, among: parts) { return field }
    let names = parts.map(\.name).joined(separator: ", ")
    throw Failure(
      .usage, Phrase(id: "`\(name)` tidak punya `\(typed)`", en: "`\(name)` has no `\(typed)`"),
      hint: nearest(to: typed, among: parts).map { Suggestion.question($0) }
        ?? (names.isEmpty ? nil : Phrase(id: "yang ada: \(names)", en: "there are: \(names)")))
  }

  private static func nearest(to typed: String, among fields: [Field]) -> String? {
    Suggestion.name(nearestTo: typed, among: fields.map { ($0.name, [$0.title.id, $0.title.en]) })
  }

  /// The value of a typed text for a field: codes by label too, times with their zone, lists split at commas, objects as
  /// YAML or as `key:value,key:value`. `name` is what the person calls the field.
  package func value(_ text: String, for field: Field, as name: String? = nil) throws(Failure) -> Value {
    if field.isList, field.kinds.contains(.string), field.members.isEmpty {
      let value = untyped(text)
      if case .array = value { return value }
      return .string(value.string ?? text)
    }
    if field.isList, field.items != nil {
      var items: [Value] = []
      for item in try pieces(text, field, name) { items.append(try scalar(item, field, field.scalar, name)) }
      return .array(items)
    }
    if let row = field.rows.first {
      if let value = structured(text) { return Members.typed(value, as: field, self) }
      return .array([try self.value(text, for: row, as: name)])
    }
    if field.isList {
      if let value = structured(text) { return Members.typed(value, field.facts, items: field.members, self) }
      return .array([try object(text, field, field.members, name)])
    }
    if field.kinds.contains(.object), field.kinds.isDisjoint(with: [.string]) {
      let parts = collection.fields.filter { $0.path.starts(with: field.path) && $0.path.count > field.path.count }
        .map { $0.moved(below: field.path.count) }
      if let value = structured(text) { return Members.typed(value, field.facts, items: parts, self) }
      return try object(text, field, parts, name)
    }
    return try scalar(text, field, field.scalar, name)
  }

  /// The items of a list of plain values: between commas, or as YAML has them where brackets or quotes say so.
  private func pieces(_ text: String, _ field: Field, _ name: String?) throws(Failure) -> [String] {
    let split = text.split(separator: ",").map(\.trimmingSpaces)
    let isList = text.hasPrefix("[")
    guard isList || split.contains(where: { $0.hasPrefix("\"") || $0.hasPrefix("'") }) else { return split }
    if let document = YAMLReader.read(Array((isList ? text : "[\(text)]").utf8), path: "-").document,
      document.kind(Document.root) == .sequence
    {
      let nodes = document.items(Document.root)
      let texts = nodes.compactMap { document.text($0) }
      if texts.count == nodes.count { return texts }
    }
    throw Failure(
      .usage, Self.unfit(name ?? field.name, text),
      hint: Phrase(
        id:
          "tulis `\(field.name)=satu,dua`; isi yang memuat koma: `'\(field.name)=[\"satu, dua\", \"tiga\"]'`, kutip tunggal untuk shell",
        en:
          "write `\(field.name)=one,two`; with a comma inside: `'\(field.name)=[\"one, two\", \"three\"]'`, single quotes for the shell"
      ))
  }

  /// One item of a list, or the value of a plain field.
  package func item(_ text: String, for field: Field, as name: String? = nil) throws(Failure) -> Value {
    guard field.isList, field.items == nil else { return try scalar(text, field, field.scalar, name) }
    if let row = field.rows.first { return try value(text, for: row, as: name) }
    if let value = structured(text) { return Members.typed(value, nil, items: field.members, self) }
    return try object(text, field, field.members, name)
  }

  private func scalar(_ typed: String, _ field: Field, _ facts: Field.Facts, _ name: String?) throws(Failure) -> Value {
    let text = try code(typed, facts, name ?? field.name)
    if let value = value(text, facts) { return value }
    throw Failure(.usage, Self.unfit(name ?? field.name, text), hint: wanted(field))
  }

  /// A text as a value that the facts allow by its kind; nil when none does.
  func value(_ text: String, _ facts: Field.Facts) -> Value? {
    let kinds = facts.kinds
    if kinds.contains(.string) { return .string(normalized(text, format: facts.format)) }
    if kinds.contains(.integer), Int(text) != nil, isJSONNumber(text) { return .number(text) }
    if kinds.contains(.number), isJSONNumber(text) { return .number(PlainNumber.everywhere(text)) }
    if kinds.contains(.boolean), let value = YesNo.value(of: text) { return .boolean(value) }
    if kinds.contains(.null), text.isEmpty || text == "null" { return .null }
    guard kinds.isEmpty else { return nil }
    return facts.enumValues.isEmpty ? untyped(text) : .string(text)
  }

  /// Where the schema does not say, a text is what YAML would make of it, if that keeps all of it: what looks like a comment,
  /// an anchor or a tag is part of what a person typed.
  private func untyped(_ text: String) -> Value {
    if let value = structured(text) { return value }
    guard let document = YAMLReader.read(Array(text.utf8), path: "-").document,
      document.range(Document.root).count == text.utf8.count,
      document.kind(Document.root) == .null || document.text(Document.root)?.sameBytes(as: text) ?? false
        || isQuoted(text)
    else { return .string(text) }
    let value = document.value(of: Document.root)
    if case .number = value, !isJSONNumber(text) { return .string(text) }
    return value
  }

  private func isQuoted(_ text: String) -> Bool {
    text.utf8.count > 1 && ["\"", "'"].contains { text.hasPrefix($0) && text.hasSuffix($0) } && !text.contains("\n")
  }

  /// The code of an enum that a person names by itself or by its label. Throws a usage failure with did-you-mean.
  private func code(_ text: String, _ facts: Field.Facts, _ name: String) throws(Failure) -> String {
    let values = facts.enumValues
    guard !values.isEmpty, !values.contains(where: { $0.value.sameBytes(as: text) }) else { return text }
    if let match = values.first(where: { $0.label?.matches(text) ?? false }) { return match.value }
    if facts.kinds.contains(.null), text.isEmpty || text == "null" { return text }
    let near = Suggestion.name(
      nearestTo: text, among: values.map { ($0.value, [$0.label?.id, $0.label?.en].compactMap { $0 }) })
    let list = { (language: Language) in
      values.prefix(20).map { value in value.label.map { "\(value.value) (\($0.short[language]))" } ?? value.value }
        .joined(separator: ", ") + (values.count > 20 ? ", …" : "")
    }
    throw Failure(
      .usage, Self.unfit(name, text),
      hint: near.map { Suggestion.question($0) } ?? Phrase(id: "boleh: \(list(.id))", en: "allowed: \(list(.en))"))
  }

  private static func unfit(_ name: String, _ text: String) -> Phrase {
    Phrase(id: "`\(name)` tidak dapat diisi dengan `\(text)`", en: "`\(name)` cannot be `\(text)`")
  }

  /// An object typed without brackets: `system:lapor,id:1234`.
  private func object(_ text: String, _ field: Field, _ parts: [Field], _ name: String?) throws(Failure) -> Value {
    var members = Members(nil)
    for pair in text.split(separator: ",") {
      let pieces = pair.split(separator: ":", maxSplits: 1).map(\.trimmingSpaces)
      guard pieces.count == 2, !pieces[0].isEmpty, !parts.isEmpty else {
        throw Failure(.usage, Self.unfit(name ?? field.name, text), hint: wanted(field))
      }
      let part = try Self.pick(pieces[0], among: parts, of: name ?? field.name)
      members.set(part.path[...], try value(pieces[1], for: part))
    }
    return members.ordered(as: parts)
  }

  /// Lists and objects may be typed as YAML: `recipients='[{text: Camat}]'`.
  private func structured(_ text: String) -> Value? {
    guard text.hasPrefix("[") || text.hasPrefix("{"),
      let document = YAMLReader.read(Array(text.utf8), path: "-").document
    else { return nil }
    return document.value(of: Document.root)
  }

  private func wanted(_ field: Field) -> Phrase? {
    if field.kinds.contains(.integer) {
      return Phrase(id: "isi dengan bilangan bulat, misalnya `4`", en: "give a whole number, such as `4`")
    }
    if field.kinds.contains(.number) {
      return Phrase(id: "isi dengan bilangan, misalnya `-1.59`", en: "give a number, such as `-1.59`")
    }
    if field.kinds.contains(.boolean) { return Phrase(id: "isi dengan `ya` atau `tidak`", en: "give `yes` or `no`") }
    if field.isList, field.items == nil {
      let form = field.members.filter(\.isRequired).map { "\($0.name):…" }.joined(separator: ",")
      return Phrase(
        id: "tulis `\(field.name)+=\(form.isEmpty ? "kunci:isi" : form)`, atau sebagai daftar YAML dalam kutip",
        en: "write `\(field.name)+=\(form.isEmpty ? "key:value" : form)`, or a quoted YAML list")
    }
    if field.kinds.contains(.object) {
      let parts = collection.fields.filter { $0.name.hasPrefix(field.name + ".") }.map(\.name)
      guard !parts.isEmpty else {
        return Phrase(
          id: "tulis `\(field.name).kunci=isi`, atau sebagai `{kunci: isi}` dalam kutip",
          en: "write `\(field.name).key=value`, or a quoted `{key: value}`")
      }
      return Phrase(
        id: "sebutkan bagiannya: \(parts.joined(separator: ", "))",
        en: "name its parts: \(parts.joined(separator: ", "))")
    }
    return nil
  }

  private func normalized(_ text: String, format: String?) -> String {
    guard format == "date-time", Timestamp(text) == nil, let time = Timestamp(text, defaultOffset: offset) else {
      return text
    }
    return time.description
  }

  /// Whether a text is a number as JSON spells it: no `+`, no zeros in front, digits on both sides of the point.
  private func isJSONNumber(_ text: String) -> Bool {
    guard let number = Double(text), number.isFinite else { return false }
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let parts = digits.split(whereSeparator: { $0 | 0x20 == UInt8(ascii: "e") })[0]
      .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
      && (parts[0].count == 1 || parts[0].first != 0x30)
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  var trimmingSpaces: String {
    let head = drop { $0 == " " }
    return String(head.reversed().drop { $0 == " " }.reversed())
  }
}
