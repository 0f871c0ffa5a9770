internal import KojaModel

extension Compiler {
  /// Says that a keyword's value, or a part of it, is not what it must be.
  mutating func wrong(_ site: Site, _ expected: Phrase, at node: NodeIndex? = nil, hint: Phrase? = nil) {
    let name = site.document.text(site.key) ?? ""
    add(
      "schema/keyword-type", at: Location(source: site.source, node: node ?? site.value),
      Phrase(id: "`\(name)` harus \(expected.id)", en: "`\(name)` must be \(expected.en)"), hint: hint)
  }

  /// The value as a count: a whole number from 0.
  mutating func count(_ site: Site) -> Int? {
    if let count = site.document.number(site.value)?.count { return count }
    wrong(site, Phrase(id: "bilangan bulat mulai 0", en: "a whole number from 0"))
    return nil
  }

  /// The value as a number.
  mutating func number(_ site: Site) -> Number? {
    if let number = site.document.number(site.value) { return number }
    wrong(site, Phrase(id: "angka", en: "a number"))
    return nil
  }

  /// The value as a boolean.
  mutating func boolean(_ site: Site) -> Bool? {
    if let value = site.document.boolean(site.value) { return value }
    wrong(site, Phrase(id: "true atau false", en: "true or false"))
    return nil
  }

  /// The value as a text.
  mutating func text(_ site: Site) -> String? {
    if let text = site.document.string(site.value) { return text }
    wrong(site, Phrase(id: "teks", en: "text"))
    return nil
  }

  /// A list of texts at a node of the keyword's value.
  mutating func texts(_ site: Site, at node: NodeIndex) -> [String]? {
    let items = site.document.items(node)
    let texts = items.compactMap { site.document.string($0) }
    if site.document.kind(node) == .sequence, texts.count == items.count { return texts }
    wrong(site, Phrase(id: "daftar teks", en: "a list of texts"))
    return nil
  }

  /// The schemas in a list of at least one.
  mutating func list(_ site: Site) -> [SchemaIndex]? {
    let items = site.document.items(site.value)
    if !items.isEmpty { return items.map { subschema(site, $0) } }
    wrong(site, Phrase(id: "daftar skema", en: "a list of schemas"))
    return nil
  }

  /// The names and schemas of a mapping.
  mutating func map(_ site: Site) -> [(name: String, key: NodeIndex, schema: SchemaIndex)]? {
    if site.document.kind(site.value) == .mapping {
      return site.document.pairs(site.value).map {
        (site.document.text($0.key) ?? "", $0.key, subschema(site, $0.value))
      }
    }
    wrong(site, Phrase(id: "pasangan nama dan skema", en: "a mapping of names to schemas"))
    return nil
  }

  /// A regular expression; nil with a finding at the given node when it cannot be read.
  mutating func pattern(_ site: Site, _ source: String, at node: NodeIndex) -> Pattern? {
    do {
      return try Pattern(source)
    } catch {
      add(
        "schema/invalid-pattern", at: Location(source: site.source, node: node),
        Phrase(
          id: "pola tidak dapat dibaca: \(error.message.id)", en: "the pattern cannot be read: \(error.message.en)"),
        hint: error.hint)
      return nil
    }
  }
}
