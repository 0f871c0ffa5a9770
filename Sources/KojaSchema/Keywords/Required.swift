internal import KojaModel

/// `required`: a mapping has these keys.
///
/// Fails when: one is missing; one finding for each, at the key above; none for a key that is there, misspelt.
/// Spec: JSON Schema Validation 2020-12, 6.5.3.
struct Required: Keyword {
  static let name = "required"
  private let table: SymbolTable
  private let properties: [Key: SchemaIndex]
  /// The only value that a key may have, where its schema beside tells one that fits a line.
  private let only: [Key: String]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let keys = compiler.texts(site, at: site.value), !keys.isEmpty else { return nil }
    table = SymbolTable(keys)
    properties = compiler.properties(beside: site)
    only = Self.constants(beside: site)
  }

  private static func constants(beside site: Site) -> [Key: String] {
    guard let properties = site.sibling(Properties.name) else { return [:] }
    let document = site.document
    let told = document.pairs(properties.value).compactMap { key, schema -> (Key, String)? in
      guard let name = document.text(key), let value = document.value(ConstKeyword.name, in: schema),
        let text = document.text(value), !text.isEmpty, text.utf8.count <= 40, !text.contains("\n")
      else { return nil }
      return (Key(name), document.kind(value) == .string && !Fix.isCode(text) ? document.value(of: value).json() : text)
    }
    return Dictionary(told, uniquingKeysWith: { first, _ in first })
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    flat.children.required = table.names
    return nil
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    guard report.run.kind(node) == .mapping else { return }
    for key in table.names where report.run.document.pair(key, in: node) == nil {
      let label = properties[Key(key)].flatMap { report.run.program.schemas[$0].annotations.label }
      if let glued = Self.glued(key, in: node, report.run.document) {
        report.add(glued) { scene in Self.wording(key, only: only[Key(key)], label: label, node, scene) }
      } else {
        report.add(node, missing: key) { scene in Self.wording(key, only: only[Key(key)], label: label, node, scene) }
      }
    }
  }

  /// The key `{name:value}` without a value: the missing one is in it, for want of a space behind the colon.
  private static func glued(_ name: String, in node: NodeIndex, _ document: Document) -> NodeIndex? {
    guard document.nodes[node].style == .flow else { return nil }
    return document.pairs(node).first { key, value in
      document.nodes[key].style == .plain && document.kind(value) == .null && document.range(value).isEmpty
        && (document.text(key)?.utf8.starts(with: (name + ":").utf8) ?? false)
    }?.key
  }

  /// Says that a key is missing, with its label, and with its value where there is but one.
  static func wording(
    _ key: String, only: String? = nil, label: Phrase?, _ node: NodeIndex, _ scene: Scene
  ) -> Wording {
    let name = scene.name(node)
    func called(_ label: String?) -> String {
      label.map { $0.lowercased() == key.lowercased() ? "`\(key)`" : "`\(key)` (\($0))" } ?? "`\(key)`"
    }
    return Wording(
      Phrase(id: "\(name.id) harus memuat \(called(label?.id))", en: "\(name.en) must have \(called(label?.en))"),
      hint: Phrase(id: "tambahkan `\(key): \(only ?? "…")`", en: "add `\(key): \(only ?? "…")`"))
  }
}

extension Compiler {
  /// The schemas in the `properties` beside a keyword.
  mutating func properties(beside site: Site) -> [Key: SchemaIndex] {
    guard let properties = site.sibling(Properties.name) else { return [:] }
    var result: [Key: SchemaIndex] = [:]
    for (key, value) in site.document.pairs(properties.value) {
      result[Key(site.document.text(key) ?? "")] = subschema(site, value)
    }
    return result
  }
}
