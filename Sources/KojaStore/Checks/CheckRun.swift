internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A check of a set of records: every file by itself in parallel, then all of them together.
package struct CheckRun: Sendable {
  /// What a check found.
  package struct Report: Sendable {
    /// All findings, sorted.
    package let findings: [Finding]
    /// How many files were looked at.
    package let checked: Int

    /// Whether something forbids a commit.
    package var hasErrors: Bool { findings.contains { $0.severity == .error } }
  }

  let context: CheckContext
  let entries: [StoreFiles.Entry]
  let bytes: @Sendable (String) throws(FileError) -> [UInt8]?

  /// Prepares a check of all records of a source.
  package init(_ catalogue: Catalogue, _ source: some RecordSource & Sendable, now: Timestamp) throws(Failure) {
    entries = try source.entries()
    bytes = { path throws(FileError) in try source.bytes(path) }
    context = CheckContext(
      catalogue: catalogue,
      reference: ReferenceData(catalogue, entries: entries) { path throws(FileError) in
        try source.bytes(path)
      }, now: now)
  }

  /// The reference data that was read on the way.
  package var reference: ReferenceData { context.reference }

  /// Checks everything.
  package func all() -> Report { report(entries, joined: true) }

  /// Checks the files at or below some paths, and of the checks between records those that concern them.
  package func only(_ paths: [String]) -> Report {
    let chosen = entries.filter { entry in
      paths.contains { $0.sameBytes(as: entry.path) || $0.isEmpty || entry.path.hasPrefix($0 + "/") }
    }
    return report(chosen, joined: true)
  }

  private struct Outcome: Sendable {
    var findings: [Finding] = []
    var facts: JoinedFacts?
  }

  private func report(_ chosen: [StoreFiles.Entry], joined: Bool) -> Report {
    let chosenPaths = Set(chosen.map { Key($0.path) })
    // Files outside the choice take part only where records are compared with each other.
    let others =
      chosen.count == entries.count ? [] : entries.filter { !chosenPaths.contains(Key($0.path)) && isJoined($0) }
    let outcomes = Parallel.map(chosen) { self.outcome($0) }
    let background = Parallel.map(others) { self.record($0).map { JoinedFacts($0, context) } }
    let facts = outcomes.compactMap(\.facts) + background.compactMap { $0 }
    let between =
      (UniqueCheck.findings(facts, place: place) + NumberCheck(context: context, place: place).findings(facts))
      .filter { finding in
        others.isEmpty || chosenPaths.contains(Key(finding.place.path))
          || finding.related.contains { chosenPaths.contains(Key($0.place.path)) }
      }
    return Report(findings: (outcomes.flatMap(\.findings) + between).sorted(), checked: chosen.count)
  }

  /// Whether records of this file's collection have anything to compare with others.
  private func isJoined(_ entry: StoreFiles.Entry) -> Bool {
    guard entry.kind == .file, let collection = context.catalogue.collection(ofPath: entry.path) else { return false }
    return collection.name == EngineCollections.numbers || collection.fields.contains { $0.isUnique }
      || context.reference.registers.contains { $0.collection.sameBytes(as: collection.name) }
  }

  private func outcome(_ entry: StoreFiles.Entry) -> Outcome {
    let (collection, id, placement) = PlacementCheck.judge(entry, context.catalogue)
    guard let collection else { return Outcome(findings: placement) }
    let content: [UInt8]?
    do throws(FileError) {
      content = try bytes(entry.path)
    } catch {
      return Outcome(findings: placement + [Self.unreadable(entry.path, error)])
    }
    guard let content else { return Outcome(findings: placement) }
    let reading = YAMLReader.read(content, path: entry.path)
    guard let document = reading.document else { return Outcome(findings: placement + reading.findings) }
    let record = Record(collection: collection, id: id, path: entry.path, document: document)
    let findings = RecordChecks.all.flatMap { $0.findings(record, context) }
    return Outcome(findings: placement + reading.findings + findings, facts: JoinedFacts(record, context))
  }

  private func record(_ entry: StoreFiles.Entry) -> Record? {
    guard let collection = context.catalogue.collection(ofPath: entry.path), let content = try? bytes(entry.path),
      let document = YAMLReader.read(content, path: entry.path).document
    else { return nil }
    return Record(collection: collection, id: Record.id(ofPath: entry.path), path: entry.path, document: document)
  }

  private func place(_ mark: JoinedFacts.Mark) -> Place {
    guard let content = try? bytes(mark.path) else { return Place(file: mark.path) }
    return LineTable(content).place(mark.bytes, in: mark.path)
  }

  private static func unreadable(_ path: String, _ error: FileError) -> Finding {
    switch error.kind {
    case .tooLarge:
      Finding(
        "yaml/too-large", at: Place(file: path), error.phrase,
        hint: Phrase(
          id: "sebuah catatan paling besar 1 MiB; simpan lampiran di luar catatan",
          en: "a record is at most 1 MiB; keep attachments outside"))
    default: Finding("store/unreadable", at: Place(file: path), error.phrase, hint: error.failure.hint)
    }
  }
}
