internal import KojaCivic
internal import KojaModel
internal import KojaYAML

/// What may not happen between two states of the records: from one commit to the next, or from a commit to the work tree.
///
/// Findings: those of ``HistoryCheck`` and ``OwnedFields``, `history/removed` (a record is gone), `history/unreadable` (one
/// is there and says nothing any more), those of ``DatingCheck`` and ``NewEntryCheck``, and those of ``WorkflowCheck``, ``FutureCheck`` and
/// ``NumberlessEntry`` that are new.
/// A record that has another id, and the references to it with it, is no violation.
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
  /// Whether a file that cannot be read any more is told; a check of the records says what is wrong with it.
  var judgesReading = false
  /// Whether withdrawals must stay as they are: between two states with many changes one may have been undone.
  var judgesWithdrawals = false
  /// Whether the context knows the officers of the new state; else who is one is asked elsewhere.
  var judgesOfficers = false
  /// What new entries are judged by: it reads the records of the new state; nil where they are not.
  var entries: NewEntryCheck?
  /// When the new state was written; nil where nobody knows.
  var writtenAt: Timestamp?
  /// The committed versions of a file up to the old state.
  let past: (_ path: String) -> RecordPast

  /// What is wrong with the step from the old versions to the new ones. Files outside of all collections do not count.
  ///
  /// - Parameter all: Everything that the step changes, where only some of it is judged.
  func findings(_ versions: [Version], among all: [Version]? = nil) -> [Finding] {
    let moves = MoveFinder(versions, context.catalogue)
    let renumbering = Renumbering((all ?? versions).map { ($0.path, $0.old, $0.new) }, context.catalogue) { path in
      context.catalogue.collection(ofPath: path).flatMap { collection in
        context.reference.document(Record.id(ofPath: path), in: collection.name)
      }
    }
    return versions.flatMap { version -> [Finding] in
      guard let collection = context.catalogue.collection(ofPath: version.path) else { return [] }
      switch (version.old, version.new) {
      case (let old?, let new?):
        return changed(version.path, moves.source(of: version.path) ?? old, new, collection, moves, renumbering)
      case (let old?, nil):
        if moves.target(of: version.path) != nil { return [] }
        return [removed(version.path, old, collection)]
      case (nil, let new?):
        guard let from = moves.source(of: version.path) else { return made(version.path, new, collection) }
        return changed(version.path, from, new, collection, moves, renumbering)
      case (nil, nil): return []
      }
    }
  }

  private func changed(
    _ path: String, _ old: [UInt8], _ new: [UInt8], _ collection: Collection, _ moves: MoveFinder,
    _ renumbering: Renumbering
  ) -> [Finding] {
    let readable = document(old, path)
    guard let record = record(new, path, collection) else {
      return judgesReading && readable != nil ? [unreadable(path)] : []
    }
    // What could not be read is no reason to forget what had been committed before.
    guard let document = readable ?? past(path).newest else { return [] }
    let before = moves.ids.applied(to: document, old, path: path, collection, as: record.document)
    let past = { self.past(path) }
    return HistoryCheck.findings(
      record, since: before, isMerge: isMerge, isRename: moves.isRename, renumbering: renumbering, past: past)
      + (judgesWithdrawals ? HistoryCheck.withdrawal(record, since: before) : [])
      + OwnedFields.findings(record, since: before, past: past) + workflow(record, since: before)
      + (entries?.findings(record, since: before) ?? []) + dating(record, since: before, past)
  }

  private func dating(_ record: Record, since old: Document?, _ past: () -> RecordPast) -> [Finding] {
    guard let writtenAt else { return [] }
    let check = DatingCheck(rule: Backdating(now: writtenAt, tolerance: context.catalogue.settings.tolerance))
    return check.withdrawal(record, since: old) + (old.map { check.entries(record, since: $0, past: past) } ?? [])
  }

  private func unreadable(_ path: String) -> Finding {
    let id = Record.id(ofPath: path)
    return Finding(
      "history/unreadable", at: Place(file: path),
      Phrase(
        id: "catatan `\(id)` sudah dicatat dan sejak perubahan ini tidak terbaca",
        en: "the record `\(id)` was committed and cannot be read since this change"),
      hint: Phrase(
        id: "`koja log \(id)` menyebut versi sebelumnya; `koja restore \(id) --at …` mengembalikannya",
        en: "`koja log \(id)` names the version before; `koja restore \(id) --at …` brings it back"))
  }

  private func made(_ path: String, _ new: [UInt8], _ collection: Collection) -> [Finding] {
    record(new, path, collection).map { record in
      workflow(record, since: nil) + (entries?.findings(record, since: nil) ?? [])
        + dating(record, since: nil) { .none }
    } ?? []
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

  /// What the workflow, and the clock, have against a record, and had not before.
  private func workflow(_ record: Record, since old: Document?) -> [Finding] {
    guard judgesWorkflow else { return [] }
    let found = judged(record).filter { judgesOfficers || $0.code != "workflow/officer" }
    guard !found.isEmpty, let old else { return found }
    let before = Record(collection: record.collection, id: record.id, path: record.path, document: old)
    var known = judged(before).map { TextKey($0.code, $0.message.en) }
    return found.filter { finding in
      guard let index = known.firstIndex(of: TextKey(finding.code, finding.message.en)) else { return true }
      known.remove(at: index)
      return false
    }
  }

  private func judged(_ record: Record) -> [Finding] {
    let numberless = NumberlessEntry.first(in: record, context.reference)
    return WorkflowCheck().findings(record, context) + FutureCheck().findings(record, context)
      + (numberless.map { [$0.finding(at: LineTable(record.document.source).place($0.mark.bytes, in: record.path))] }
        ?? [])
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
