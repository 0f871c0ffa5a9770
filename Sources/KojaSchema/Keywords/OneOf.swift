internal import KojaModel

/// `oneOf`: the value satisfies exactly one of these.
///
/// Fails when: none is satisfied (the findings are those of the one that was evidently meant, see ``Branches``), or
/// several are (they are named).
/// Spec: JSON Schema Core 2020-12, 10.2.1.3.
struct OneOf: Keyword {
  static let name = "oneOf"
  static let shape = Shape.list
  let sameplace: [SchemaIndex]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let schemas = compiler.list(site) else { return nil }
    sameplace = schemas
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.exactlyOne, flat.list(sameplace)) }

  func report(_ node: NodeIndex, _ report: inout Report) {
    let branches = Branches(node, sameplace, &report)
    guard !branches.isNoneRight else {
      branches.explain(&report)
      return
    }
    branches.takeRight(&report)
    let right = sameplace.filter { report.run.accepts(node, $0) }
    guard right.count > 1 else { return }
    let apart = Self.keysApart(node, right, report.run)
    report.add(node) { scene in
      let name = scene.name(node)
      let titles = right.map { scene.run.program.title($0) }
      return Wording(
        Phrase(
          id: "\(name.id) cocok dengan lebih dari satu bentuk, padahal harus tepat satu",
          en: "\(name.en) fits more than one form, but must fit exactly one"),
        hint: apart.isEmpty ? nil : hint(apart, scene),
        details: [
          Phrase(
            id: "cocok: " + titles.map(\.id).joined(separator: ", "),
            en: "fits: " + titles.map(\.en).joined(separator: ", "))
        ])
    }
  }

  /// The keys of a mapping that some of the alternatives declare and others do not: what tells them apart.
  private static func keysApart(_ node: NodeIndex, _ right: [SchemaIndex], _ run: Run) -> [NodeIndex] {
    guard run.kind(node) == .mapping else { return [] }
    let declared = right.map { Set(run.program.properties(of: $0).keys) }
    return Members(run.document, node).map(\.key).filter { key in
      let name = Key(run.document.text(key) ?? "")
      return (1..<right.count).contains(declared.count { $0.contains(name) })
    }
  }

  private func hint(_ keys: [NodeIndex], _ scene: Scene) -> Phrase {
    let names = keys.prefix(5).map { scene.keyName($0) }
    return Phrase(
      id: "pilih salah satu; yang membedakannya: " + names.map(\.id).joined(separator: ", "),
      en: "choose one of them; what tells them apart: " + names.map(\.en).joined(separator: ", "))
  }
}
