internal import KojaGit
package import KojaModel
internal import KojaYAML

/// A record that a person has open in a text editor: a copy in the git folder, so that the file itself changes only when
/// the edit is committed, and so that nothing that was typed is lost.
package struct RecordEdit {
  /// The record.
  package let record: (collection: Collection, id: String, path: String)
  /// The bytes that the edit began with.
  package let original: [UInt8]
  private let store: Store
  private let files: StoreFiles

  private static let folder = "koja/edit"
  /// What koja's own lines at the top begin with; they are gone when the edit is saved.
  private static let mark = "#! "

  /// Opens a record. Throws where it cannot be read as one.
  package init(_ store: Store, _ record: (collection: Collection, id: String, path: String)) throws(Failure) {
    self.store = store
    self.record = record
    files = StoreFiles(root: Self.root(of: store))
    do throws(FileError) { original = try store.files.read(record.path, limit: Store.recordLimit) } catch {
      throw error.failure
    }
  }

  private static func root(of store: Store) -> String {
    store.repository?.gitDirectory ?? store.files.absolute(".koja")
  }

  private var name: String { "\(Self.folder)/\(record.collection.name)--\(record.id).yaml" }

  /// The absolute path of the copy.
  package var path: String { files.absolute(name) }

  /// What an abandoned edit left; nil when there is none.
  package var kept: [UInt8]? { (try? files.read(name, limit: Store.recordLimit * 2)).map(Self.withoutMarks) }

  /// Writes the copy, with what is wrong at its top.
  package func save(_ text: [UInt8], _ findings: [Finding], _ language: Language) throws(Failure) {
    let lines = Self.lines(findings, language)
    let head = lines.map { Self.mark + $0 + "\n" }.joined()
    do throws(FileError) { try files.write(Array(head.utf8) + text, to: name) } catch { throw error.failure }
  }

  /// The text of the copy as the person left it; empty when it is gone.
  package func saved() -> [UInt8] { kept ?? [] }

  /// Removes the copy.
  package func discard() { try? files.remove(name) }

  /// What koja makes of a text in place of the record's.
  package func judge(_ text: [UInt8], note: String?, _ surroundings: Surroundings) throws(Failure)
    -> HandEditedRecord.Verdict
  {
    try HandEdits(store, surroundings, note: note).judge(text, insteadOf: original, of: record)
  }

  /// The findings as lines; the numbers are those of the text with these lines above it.
  private static func lines(_ findings: [Finding], _ language: Language) -> [String] {
    guard !findings.isEmpty else { return [] }
    let head = Phrase(
      id:
        "Belum dapat dicatat. Baris-baris ini hilang saat disimpan; keluar tanpa mengubah apa pun menyimpan suntingan ini.",
      en:
        "Cannot be committed yet. These lines go when you save; leave without changing anything to keep the edit for later."
    )
    let shown = findings.filter { $0.severity != .note }.prefix(20)
    let told = shown.map { finding -> String in
      let line = finding.place.start.line + shown.count + 1
      let hint = finding.hint.map { "; \($0[language])" } ?? ""
      let at = Phrase(id: "baris \(line): ", en: "line \(line): ")[language]
      return Self.oneLine(at + finding.message[language] + hint)
    }
    return [head[language]] + told
  }

  /// Nothing that breaks a line or moves a cursor comes out of a finding.
  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  private static func withoutMarks(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes[...]
    while rest.starts(with: mark.utf8) {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      rest = rest[end...]
    }
    return Array(rest)
  }

  /// The edits that were abandoned in a store: the records' ids and the copies.
  package static func abandoned(in store: Store) -> [(id: String, path: String)] {
    let files = StoreFiles(root: root(of: store))
    guard files.isFolder(folder) else { return [] }
    return files.walk(folder, stamps: false).filter { $0.kind == .file && $0.path.hasSuffix(".yaml") }.map { entry in
      let name = Record.id(ofPath: entry.path).replacing("--", with: "/")
      return (name, files.absolute(entry.path))
    }
  }
}
