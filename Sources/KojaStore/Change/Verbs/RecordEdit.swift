internal import KojaGit
package import KojaModel
internal import KojaYAML

/// A record that a person has open in a text editor: a copy in the git folder, so that the file itself changes only when
/// the edit is committed, and so that nothing that was typed is lost.
package struct RecordEdit: EditedText {
  /// The record.
  package let record: (collection: Collection, id: String, path: String)
  /// The bytes of the record as it is now.
  package let original: [UInt8]
  /// The bytes that the edit began with; nil where an abandoned edit does not tell.
  package let base: [UInt8]?
  private let store: Store
  private let copy: KeptText
  private let begun: KeptText

  /// Opens a record. Throws where it cannot be read as one.
  package init(_ store: Store, _ record: (collection: Collection, id: String, path: String)) throws(Failure) {
    self.store = store
    self.record = record
    copy = KeptText(own: store.own, name: Self.name(record))
    begun = KeptText(own: store.own, name: Self.name(record) + Self.baseEnding)
    do throws(FileError) { original = try store.files.read(record.path, limit: Store.recordLimit) } catch {
      throw error.failure
    }
    base = copy.text?.isEmpty ?? true ? original : begun.text
  }

  /// The text with what others have changed of the record since the edit began, and the bytes that it goes in place of.
  ///
  /// Throws where both changed the same, with the values of both: one would take back the other.
  package func upToDate(_ text: [UInt8]) throws(Failure) -> (text: [UInt8], disk: [UInt8]) {
    let present: [UInt8]
    do throws(FileError) { present = try store.files.read(record.path, limit: Store.recordLimit) } catch {
      throw error.failure
    }
    guard let base else { throw outdated([]) }
    guard present != base else { return (text, present) }
    let outcome: EditMerge.Outcome
    do throws(GitError) {
      outcome = try EditMerge(base: base, edit: text, present: present, path: record.path).outcome()
    } catch {
      throw error.failure
    }
    switch outcome {
    case .joined(let joined): return (joined, present)
    case .unreadable: throw outdated([])
    case .clash(let clashes): throw outdated(clashes)
    }
  }

  private func outdated(_ clashes: [EditMerge.Clash]) -> Failure {
    let told = clashes.map { clash -> String in
      guard record.collection.isOpen(clash.field) else { return "`\(clash.field)`" }
      let (mine, theirs) = (clash.edited?.json() ?? "-", clash.present?.json() ?? "-")
      return "`\(clash.field)`: \(mine) / \(theirs)"
    }.joined(separator: "; ")
    let fields = Phrase(
      id: told.isEmpty ? "" : " pada kolom yang sama (suntingan / sekarang): \(told)",
      en: told.isEmpty ? "" : " in the same fields (edit / now): \(told)")
    return Failure(
      .conflict,
      Phrase(
        id: "`\(record.id)` sudah berubah sejak suntingan ini dimulai\(fields.id)",
        en: "`\(record.id)` has changed since this edit began\(fields.en)"),
      hint: Phrase(
        id:
          "tidak ada yang ditulis; suntingan itu tersimpan di \(path): salin yang perlu, buang dengan `koja edit \(record.id) --discard`, lalu mulai lagi dengan `koja edit \(record.id)`",
        en:
          "nothing was written; the edit is kept in \(path): copy what you need, drop it with `koja edit \(record.id) --discard`, then start again with `koja edit \(record.id)`"
      ))
  }

  /// What the name of the file ends in that holds what an edit began with.
  private static let baseEnding = ".base"

  private static func name(_ record: (collection: Collection, id: String, path: String)) -> String {
    "\(record.collection.name)--\(record.id).yaml"
  }

  /// The absolute path of the copy.
  package var path: String { copy.path }

  /// What an abandoned edit left; nil when there is none.
  package var kept: [UInt8]? { copy.text }

  package func save(_ text: [UInt8], _ findings: [Finding], _ language: Language) throws(Failure) {
    if let base { try begun.write(base) }
    try copy.write(text, below: KeptText.lines(findings, language))
  }

  package func saved() -> [UInt8] { kept ?? [] }

  package func discard() {
    try? copy.remove()
    try? begun.remove()
  }

  /// Drops an abandoned edit of a record, whether the record is still there or not; false when there is none. What was
  /// typed goes to the object store, under the name that is returned.
  package static func drop(
    _ typed: String, located: (collection: Collection, id: String, path: String)?, in store: Store
  ) throws(Failure) -> (isThere: Bool, kept: String?) {
    let own = store.own
    let names = ((located.map { [$0] } ?? []) + store.places(typed)).map { name($0) }
    let copies = names.map { KeptText(own: own, name: $0) }
    guard let copy = copies.first(where: { $0.text != nil }), let bytes = copy.text else { return (false, nil) }
    let kept: String?
    do throws(GitError) {
      kept = try store.repository.map { repository throws(GitError) in try repository.writeBlob(bytes).hex }
    } catch {
      throw error.failure
    }
    do throws(FileError) { try copy.remove() } catch { throw error.failure }
    try? KeptText(own: own, name: copy.name + baseEnding).remove()
    return (true, kept)
  }

  /// What koja makes of a text in place of the record's, which has the bytes `disk` now.
  package func judge(_ text: [UInt8], insteadOf disk: [UInt8], note: String?, _ surroundings: Surroundings)
    throws(Failure)
    -> HandEditedRecord.Verdict
  {
    try HandEdits(store, surroundings, note: note).judge(text, insteadOf: disk, of: record)
  }

  /// Removes what abandoned edits left of records that are gone from a store without a history, with whatever an editor
  /// put beside: erasing a record's file erases all of it.
  package static func forgetErased(in store: Store) {
    guard !store.settings.hasHistory else { return }
    for name in store.own.names(in: KeptText.folder) {
      let parts = name.drop { !$0.isLetter && !$0.isNumber }.replacing(#/\.yaml.*$/#, with: "").split(
        separator: "--", maxSplits: 1)
      guard parts.count == 2, let path = store.catalogue.collection(String(parts[0]))?.path(of: String(parts[1])),
        !store.records.has(path)
      else { continue }
      try? KeptText(own: store.own, name: name).remove()
    }
  }

  /// The edits that were abandoned in a store: the records' ids and the copies.
  package static func abandoned(in store: Store) -> [(id: String, path: String)] {
    store.own.names(in: KeptText.folder).filter { $0.hasSuffix(".yaml") }.map { name in
      (
        Record.id(ofPath: name).replacing("--", with: "/"),
        KeptText(own: store.own, name: name).path
      )
    }
  }
}
