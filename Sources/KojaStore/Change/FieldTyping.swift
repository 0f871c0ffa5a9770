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

  /// The field that a person names by its dotted name or its label. Throws a usage failure with did-you-mean.
  package func field(_ typed: String) throws(Failure) -> Field {
    if let field = collection.field(typed) ?? collection.fields.first(where: { $0.title.matches(typed) }) {
      return field
    }
    let near = Suggestion.name(
      nearestTo: typed, among: collection.fields.map { ($0.name, [$0.title.id, $0.title.en]) })
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

  /// The value of a typed text for a field: codes by label too, times with their zone, lists split at commas.
  package func value(_ text: String, for field: Field) throws(Failure) -> Value {
    if field.items == nil, field.isList || field.kinds.contains(.object), let value = structured(text) { return value }
    if field.isList {
      var items: [Value] = []
      for item in text.split(separator: ",") {
        items.append(try scalar(item.trimmingSpaces, for: field))
      }
      return .array(items)
    }
    return try scalar(text, for: field)
  }

  /// One item of a list, or the value of a plain field.
  package func scalar(_ text: String, for field: Field) throws(Failure) -> Value {
    if field.items == nil, field.isList, let value = structured(text) { return value }
    let facts = field.scalar
    if !facts.enumValues.contains(where: { $0.value.sameBytes(as: text) }),
      let match = facts.enumValues.first(where: { $0.label?.matches(text) ?? false })
    {
      return .string(match.value)
    }
    let kinds = facts.kinds
    if kinds.contains(.string) { return .string(normalized(text, format: facts.format)) }
    if kinds.contains(.integer), Int(text) != nil, isJSONNumber(text) { return .number(text) }
    if kinds.contains(.number), isJSONNumber(text) { return .number(text) }
    if kinds.contains(.boolean) {
      if ["true", "ya", "yes"].contains(text.lowercased()) { return .boolean(true) }
      if ["false", "tidak", "no"].contains(text.lowercased()) { return .boolean(false) }
    }
    if kinds.contains(.null), text.isEmpty || text == "null" { return .null }
    throw Failure(
      .usage,
      Phrase(id: "`\(field.name)` tidak dapat diisi dengan `\(text)`", en: "`\(field.name)` cannot be `\(text)`"),
      hint: wanted(field))
  }

  /// Lists of objects are typed as YAML: `recipients='[{text: Camat}]'`.
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
      return Phrase(
        id: "tulis sebagai daftar YAML, misalnya `\(field.name)='[{text: …}]'`",
        en: "write it as a YAML list, such as `\(field.name)='[{text: …}]'`")
    }
    if field.kinds.contains(.object) {
      let parts = collection.fields.filter { $0.name.hasPrefix(field.name + ".") }.map(\.name)
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
