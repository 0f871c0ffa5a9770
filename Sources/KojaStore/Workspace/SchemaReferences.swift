internal import KojaModel
internal import KojaSchema

/// Names in schema files that must lead somewhere, beyond what a meta-schema can see.
///
/// Findings: `schema/unknown-collection` (`x-ref`), `schema/unknown-field` (`title`, `date`, `desk`, `published`,
/// `unnamed`, `x-names`, `x-schema`), `schema/unknown-variable` (`path`), `schema/double-prefix`, `schema/open-person` (`x-ref` to another store).
struct SchemaReferences {
  /// All schema files, compiled.
  let compiled: SchemaSet
  /// The schema files of collections.
  let schemas: [SchemaSource]
  /// Names of all collections, also of those whose schema cannot be read.
  let collections: [String]

  /// Everything that leads nowhere.
  var findings: [Finding] {
    compiled.places.flatMap {
      unknownCollection($0, $1) + unknownMembers($0, $1) + openPerson($0, $1) + unknownLender($0, $1)
    }
      + schemas.flatMap { unknownFields($0) + unknownVariables($0) }
      + doublePrefixes
  }

  private func unknownCollection(_ source: SchemaSource, _ schema: NodeIndex) -> [Finding] {
    let document = source.document
    guard let node = document.value("x-ref", in: schema), let name = document.string(node), name != "*",
      !name.contains("/"), !collections.contains(where: { $0.sameBytes(as: name) })
    else { return [] }
    return [
      Finding(
        "schema/unknown-collection", at: document.place(node, in: source.uri),
        Phrase(id: "tidak ada koleksi `\(name)`", en: "there is no collection `\(name)`"),
        hint: Suggestion.hint(for: name, among: collections))
    ]
  }

  /// Members that `x-names` lists and the items do not have.
  private func unknownMembers(_ source: SchemaSource, _ schema: NodeIndex) -> [Finding] {
    let document = source.document
    guard let list = document.value("x-names", in: schema) else { return [] }
    let members = document.value("items", in: schema).map { items in
      compiled.fields(of: source.uri + "#" + document.pointer(to: items)).map(\.name)
    }
    return document.items(list).compactMap { node in
      guard let name = document.text(node), !(members ?? []).contains(where: { $0.sameBytes(as: name) }) else {
        return nil
      }
      return Finding(
        "schema/unknown-field", at: document.place(node, in: source.uri),
        Phrase(
          id: "butir daftar ini tidak punya kolom `\(name)`", en: "the items of this list have no field `\(name)`"),
        hint: Suggestion.hint(for: name, among: members ?? []))
    }
  }

  /// A schema that is lent stands in a field of the records that the first key refers to.
  private func unknownLender(_ source: SchemaSource, _ schema: NodeIndex) -> [Finding] {
    let document = source.document
    guard let node = document.value("x-schema", in: schema), let name = document.string(node) else { return [] }
    let keys = name.split(separator: ".").map(String.init)
    let links = compiled.fields(of: source.uri).filter { $0.reference != nil }
    let target = keys.first.flatMap { head in links.first { $0.name.sameBytes(as: head) }?.reference }
    let there = target.map { compiled.fields(of: "schemas/\($0)/schema.yaml") } ?? []
    // What a reference that leads nowhere, or anywhere, leads to is seen only there.
    guard target == nil || !there.isEmpty else { return [] }
    guard !there.contains(where: { $0.isAt(Array(keys.dropFirst())) && $0.kinds == [.object] }) else { return [] }
    let mappings = there.filter { $0.kinds == [.object] }.map { (keys.first ?? "") + "." + $0.name }
    return [
      Finding(
        "schema/unknown-field", at: document.place(node, in: source.uri),
        Phrase(
          id: "`\(name)` tidak sampai pada kolom catatan lain yang memuat skema",
          en: "`\(name)` does not lead to a field of another record that holds a schema"),
        hint: Suggestion.hint(for: name, among: target == nil ? links.map(\.name) : mappings))
    ]
  }

  /// What refers to another store is not for everybody, whatever the fields around it say.
  private func openPerson(_ source: SchemaSource, _ schema: NodeIndex) -> [Finding] {
    let document = source.document
    guard let node = document.value("x-ref", in: schema), let name = document.string(node), name.contains("/"),
      !["personal", "secret"].contains(document.value("x-audience", in: schema).flatMap { document.text($0) } ?? "")
    else { return [] }
    return [
      Finding(
        "schema/open-person", at: document.place(node, in: source.uri),
        Phrase(
          id: "rujukan ke penyimpanan lain (`\(name)`) belum ditandai sebagai data pribadi",
          en: "a reference to another store (`\(name)`) is not marked as personal"),
        hint: Phrase(id: "tulis `x-audience: personal` di sebelahnya", en: "write `x-audience: personal` beside it"))
    ]
  }

  private func unknownFields(_ source: SchemaSource) -> [Finding] {
    let document = source.document
    guard let facts = document.value("x-collection") else { return [] }
    let named = ["title", "date", "begins", "desk"].compactMap { document.value($0, in: facts) }
    let conditions = ["published", "unnamed"].flatMap { key in
      document.value(key, in: facts).map { document.pairs($0).map(\.key) } ?? []
    }
    return (named + conditions).compactMap { node in
      guard let name = document.text(node),
        !compiled.allows(name.split(separator: ".").map(String.init), in: source.uri)
      else { return nil }
      return Finding(
        "schema/unknown-field", at: document.place(node, in: source.uri),
        Phrase(id: "skema ini tidak punya kolom `\(name)`", en: "this schema has no field `\(name)`"),
        hint: Suggestion.hint(for: name, among: compiled.fields(of: source.uri).map(\.name)))
    }
  }

  private func unknownVariables(_ source: SchemaSource) -> [Finding] {
    let document = source.document
    guard let facts = document.value("x-collection"), let node = document.value("path", in: facts),
      let path = document.text(node), let id = document.value("id", in: facts)
    else { return [] }
    let known: [String]
    if document.value("prefix", in: id) != nil {
      known = ["year", "month"]
    } else if document.value("opaque", in: id) != nil {
      known = ["head"]
    } else if let source = document.value("pattern", in: id).flatMap({ document.text($0) }),
      let pattern = try? Pattern(source)
    {
      known = pattern.names
    } else {
      return []
    }
    return path.split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }
      .map { String($0.dropFirst().dropLast()) }
      .filter { name in !known.contains { $0.sameBytes(as: name) } }
      .map { name in
        Finding(
          "schema/unknown-variable", at: document.place(node, in: source.uri),
          Phrase(id: "id koleksi ini tidak memberi `{\(name)}`", en: "ids of this collection do not give `{\(name)}`"),
          hint: Suggestion.hint(for: name, among: known),
          details: known.isEmpty
            ? [
              Phrase(
                id: "tulis kelompok bernama dalam pola id: `(?<\(name)>...)`",
                en: "write a named group in the id pattern: `(?<\(name)>...)`")
            ]
            : [
              Phrase(
                id: "ada: " + known.joined(separator: ", "), en: "there are: " + known.joined(separator: ", "))
            ])
      }
  }

  private var doublePrefixes: [Finding] {
    var seen: [Key: (source: SchemaSource, node: NodeIndex)] = [:]
    return schemas.compactMap { source in
      let document = source.document
      let keys = ["prefix", "opaque"].map { ["x-collection", "id", $0] }
      guard let node = keys.compactMap({ document.node(at: $0) }).first, let prefix = document.text(node) else {
        return nil
      }
      guard let first = seen[Key(prefix)] else {
        seen[Key(prefix)] = (source, node)
        return nil
      }
      return Finding(
        "schema/double-prefix", at: document.place(node, in: source.uri),
        Phrase(
          id: "awalan `\(prefix)` sudah dipakai koleksi lain", en: "another collection has the prefix `\(prefix)`"),
        hint: Phrase(id: "pilih awalan lain", en: "choose another one"),
        related: [
          Finding.Related(
            Phrase(id: "yang pertama", en: "the first"),
            at: first.source.document.place(first.node, in: first.source.uri))
        ])
    }
  }
}

extension Suggestion {
  /// The hint that names what was meant; nil when nothing is near.
  static func hint(for typed: String, among candidates: some Sequence<String>) -> Phrase? {
    nearest(to: typed, among: candidates).map { question($0) }
  }
}
