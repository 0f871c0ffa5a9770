internal import KojaModel

/// A keyword for the children that nothing else in its schema has looked at.
protocol Unevaluated: Keyword {
  /// The schema for those children.
  var schema: SchemaIndex { get }
  /// The schema that the keyword stands in.
  var own: SchemaIndex { get }
  /// A keyword of these.
  init(schema: SchemaIndex, own: SchemaIndex, isFalse: Bool)
  /// Whether none may be left.
  var isFalse: Bool { get }
  /// How it is decided.
  static var code: Operation.Code { get }
  /// The collections it is about.
  static var kind: NodeKind { get }
  /// Adds that children are not allowed, which are keys or items.
  func refuse(_ children: [NodeIndex], in node: NodeIndex, _ report: inout Report)
}

extension Unevaluated {
  static var shape: Shape { .schema }

  init?(_ site: Site, _ compiler: inout Compiler) {
    self.init(
      schema: compiler.subschema(site, site.value), own: compiler.subschema(site, site.schema),
      isFalse: site.document.boolean(site.value) == false)
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(Self.code, schema, own) }

  /// Every child is judged that nobody has looked at and that has no finding yet.
  func report(_ node: NodeIndex, _ report: inout Report) {
    guard report.run.kind(node) == Self.kind else { return }
    let seen = report.run.seen(node, own, by: Self.code)
    var child = node + 1
    var refused: [NodeIndex] = []
    for isSeen in seen {
      let document = report.run.document
      let value = Self.kind == .mapping ? child + 1 : child
      if !isSeen, !report.hasIssue(in: child), !report.hasIssue(in: value) {
        if isFalse { refused.append(child) } else { report.check(value, schema) }
      }
      child = Int(document.nodes[value].next)
    }
    refuse(refused, in: node, &report)
  }
}

/// `unevaluatedProperties`: the members that neither this schema nor those it takes in know.
///
/// Fails when: it is false and there is such a key (one finding for each, at the key), or a value does not satisfy it.
/// Spec: JSON Schema Core 2020-12, 11.3.
struct UnevaluatedProperties: Unevaluated {
  static let name = "unevaluatedProperties"
  static let code = Operation.Code.restOfMembers
  static let kind = NodeKind.mapping
  let schema: SchemaIndex
  let own: SchemaIndex
  let isFalse: Bool

  func refuse(_ children: [NodeIndex], in node: NodeIndex, _ report: inout Report) {
    guard !children.isEmpty else { return }
    // What alternatives know beyond this comes and goes with them: no name to suggest.
    let program = report.run.program
    var seen: Set<Key> = []
    let known = program.facets(of: own).properties.map(\.name).filter { seen.insert(Key($0)).inserted }
    let schemas = program.properties(of: own)
    let document = report.run.document
    let missing = known.filter { document.pair($0, in: node) == nil }
    UnknownKeys(known: known, missing: missing, schemas: schemas).report(children, in: node, &report)
  }
}

/// `unevaluatedItems`: the items that neither this schema nor those it takes in know.
///
/// Fails when: it is false and there is such an item (one finding for each), or one does not satisfy it.
/// Spec: JSON Schema Core 2020-12, 11.2.
struct UnevaluatedItems: Unevaluated {
  static let name = "unevaluatedItems"
  static let code = Operation.Code.restOfItems
  static let kind = NodeKind.sequence
  let schema: SchemaIndex
  let own: SchemaIndex
  let isFalse: Bool

  func refuse(_ children: [NodeIndex], in node: NodeIndex, _ report: inout Report) {
    for child in children {
      report.add(child) { scene in
        let name = scene.name(child)
        return Wording(
          Phrase(id: "\(name.id) berlebih", en: "\(name.en) is one too many"),
          hint: Phrase(id: "hapus butir ini", en: "remove this item"))
      }
    }
  }
}
