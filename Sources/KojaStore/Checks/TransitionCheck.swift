internal import KojaCivic
internal import KojaModel
internal import KojaYAML

/// What may not happen between two states of the records: from one commit to the next, or from a commit to the work tree.
///
/// Findings: those of ``HistoryCheck``, `history/removed` (a record is gone), `history/claim` (a claimed number went to
/// another record, or is in use again after it was void), and those of ``WorkflowCheck`` that are new.
struct TransitionCheck {
  /// A file in one or both of the states; paths are relative to the store.
  struct Version {
    let path: String
    let old: [UInt8]?
    let new: [UInt8]?
  }

  let context: CheckContext
  /// Whether the new state came about by a merge: then entries of the other side may stand in between.
  var isMerge = false
  /// Whether the timelines are to be judged by the workflows; else only what was there before is compared.
  var judgesWorkflow = true

  /// What is wrong with the step from the old versions to the new ones. Files outside of all collections do not count.
  func findings(_ versions: [Version]) -> [Finding] {
    let moves = MoveFinder(versions, context.catalogue)
    return versions.flatMap { version -> [Finding] in
      guard let collection = context.catalogue.collection(ofPath: version.path) else { return [] }
      switch (version.old, version.new) {
      case (let old?, let new?): return changed(version.path, old, new, collection, moves)
      case (let old?, nil):
        if moves.target(of: version.path) != nil { return [] }
        return [removed(version.path, old, collection)]
      case (nil, let new?):
        guard let from = moves.source(of: version.path) else { return made(version.path, new, collection) }
        return changed(version.path, from, new, collection, moves)
      case (nil, nil): return []
      }
    }
  }

  private func changed(_ path: String, _ old: [UInt8], _ new: [UInt8], _ collection: Collection, _ moves: MoveFinder)
    -> [Finding]
  {
    // What cannot be read is reported where it came about, or by the check.
    guard let before = document(old, path), let record = record(new, path, collection) else { return [] }
    return HistoryCheck.findings(record, since: before, isMerge: isMerge) + claim(record, before, moves)
      + workflow(record, since: before)
  }

  private func made(_ path: String, _ new: [UInt8], _ collection: Collection) -> [Finding] {
    record(new, path, collection).map { workflow($0, since: nil) } ?? []
  }

  private func removed(_ path: String, _ old: [UInt8], _ collection: Collection) -> Finding {
    let id = Record.id(ofPath: path)
    return Finding(
      "history/removed", at: Place(file: path),
      Phrase(id: "catatan `\(id)` sudah dicatat lalu dihapus", en: "the record `\(id)` was committed and then removed"),
      hint: collection.name.sameBytes(as: EngineCollections.numbers)
        ? Phrase(
          id: "`koja restore \(id)` mengembalikannya; nomor yang tidak dipakai dinyatakan `void`",
          en: "`koja restore \(id)` brings it back; a number that is not used is declared `void`")
        : Phrase(id: "`koja restore \(id)` mengembalikannya", en: "`koja restore \(id)` brings it back"))
  }

  /// A number stays with the record that it was claimed for, and a void one stays void.
  private func claim(_ record: Record, _ old: Document, _ moves: MoveFinder) -> [Finding] {
    guard record.collection.name.sameBytes(as: EngineCollections.numbers) else { return [] }
    let document = record.document
    var findings: [Finding] = []
    func finding(_ key: String, _ message: Phrase) -> Finding {
      Finding(
        "history/claim",
        at: document.value(key).map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path),
        message,
        hint: Phrase(
          id: "kembalikan isinya; catatan lain mengambil nomor berikutnya",
          en: "put it back; another record takes the next number"))
    }
    if let before = old.scalar("record") {
      let now = document.scalar("record")
      let isSame = now?.sameBytes(as: before) ?? false
      let isRenamed = now.map { moves.isRename(from: before, to: $0) } ?? false
      if !isSame, !isRenamed {
        findings.append(
          finding(
            "record",
            Phrase(
              id: "nomor ini sudah diambil untuk `\(before)` dan tidak berpindah",
              en: "this number was claimed for `\(before)` and does not go to another record")))
      }
    }
    if old.value("void").map({ old.kind($0) == .mapping }) ?? false, document.value("void") == nil {
      findings.append(
        finding("number", Phrase(id: "nomor batal ini dipakai lagi", en: "this void number is in use again")))
    }
    return findings
  }

  /// What the workflow has against a record, and had not before.
  private func workflow(_ record: Record, since old: Document?) -> [Finding] {
    guard judgesWorkflow, record.collection.workflow != nil else { return [] }
    // Officers come and go; who is one is asked of the store as it is now.
    let found = WorkflowCheck().findings(record, context).filter { $0.code != "workflow/officer" }
    guard !found.isEmpty, let old else { return found }
    let before = Record(collection: record.collection, id: record.id, path: record.path, document: old)
    var known = WorkflowCheck().findings(before, context).map { TextKey($0.code, $0.message.en) }
    return found.filter { finding in
      guard let index = known.firstIndex(of: TextKey(finding.code, finding.message.en)) else { return true }
      known.remove(at: index)
      return false
    }
  }

  private func record(_ bytes: [UInt8], _ path: String, _ collection: Collection) -> Record? {
    document(bytes, path).map {
      Record(collection: collection, id: Record.id(ofPath: path), path: path, document: $0)
    }
  }

  private func document(_ bytes: [UInt8], _ path: String) -> Document? {
    let document = YAMLReader.read(bytes, path: path, symbols: context.catalogue.symbols).document
    return document.flatMap { $0.kind(Document.root) == .mapping ? $0 : nil }
  }
}
