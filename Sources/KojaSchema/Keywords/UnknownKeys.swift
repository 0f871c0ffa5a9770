internal import KojaModel

/// Keys that a mapping may not have, each with the known one that it stands for.
struct UnknownKeys {
  /// The names that are known.
  let known: [String]
  /// Those of them that are not there.
  let missing: [String]
  /// Their schemas.
  let schemas: [Key: SchemaIndex]

  /// Adds a finding for each key. A key that is missing and one that is it, misspelt, are one mistake.
  func report(_ keys: [NodeIndex], in node: NodeIndex, _ report: inout Report) {
    // Two keys cannot both be the one that is missing.
    var rivals: [Key: Int] = [:]
    for key in keys.prefix(Report.limit) {
      if let meant = meant(by: key, report.run) { report.excuse(meant, in: node) }
      if let only = only(for: key, report.run) { rivals[Key(only), default: 0] += 1 }
    }
    let free = missing.filter { rivals[Key($0)] == 1 }
    for key in keys { report.add(key) { wording(key, free: free, $0) } }
  }

  /// Says that a key is unknown; it may stand for one that is missing, and be renamed to one that is `free`.
  private func wording(_ key: NodeIndex, free: [String], _ scene: Scene) -> Wording {
    let meant = meant(by: key, scene.run)
    let (name, listed) = (scene.keyName(key), choices(known, scene.run).listed())
    return Wording(
      Phrase(id: "kunci \(name.id) tidak dikenal", en: "unknown key \(name.en)"),
      hint: meant.map { Suggestion.question($0, insteadOf: scene.document.text(key)) }
        ?? (known.isEmpty ? Phrase(id: "periksa ejaannya, atau hapus", en: "check its spelling, or remove it") : nil),
      details: known.isEmpty || meant != nil
        ? [] : [Phrase(id: "dikenal: \(listed.id)", en: "known: \(listed.en)")],
      // The value of a misspelt personal field is as personal.
      isHidden: meant.flatMap { annotations($0, scene.run)?.isHidden } ?? false,
      fix: only(for: key, scene.run).flatMap { only in
        free.contains { $0.sameBytes(as: only) } ? Fix.renaming(key, in: scene.document, to: only) : nil
      })
  }

  /// The missing key that an unknown one stands for without a doubt.
  private func only(for key: NodeIndex, _ run: Run) -> String? {
    choices(missing, run).only(for: run.document.text(key) ?? "")
  }

  /// The key that an unknown one most likely stands for.
  private func meant(by key: NodeIndex, _ run: Run) -> String? {
    choices(missing, run).meant(by: run.document.text(key) ?? "")
  }

  private func choices(_ names: [String], _ run: Run) -> Choices {
    Choices(all: names.map { .init(value: $0, label: annotations($0, run)?.label) })
  }

  private func annotations(_ name: String, _ run: Run) -> Annotations? {
    schemas[Key(name)].map { run.program.schemas[$0].annotations }
  }
}
