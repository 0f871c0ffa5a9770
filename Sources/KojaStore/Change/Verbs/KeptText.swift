package import KojaModel

/// A text that a person has open in an editor.
package protocol EditedText {
  /// The absolute path of the file that the editor opens.
  var path: String { get }
  /// What the person began with.
  var original: [UInt8] { get }
  /// Writes the file, with what is wrong at its top.
  func save(_ text: [UInt8], _ findings: [Finding], _ language: Language) throws(Failure)
  /// The text as the person left it; empty when it is gone.
  func saved() -> [UInt8]
  /// Removes the file.
  func discard()
}

/// A file in the store's own folder that holds what somebody types until it is committed, so that nothing is lost.
///
/// Lines of koja's own stand at its top and are gone when it is read.
struct KeptText {
  /// The folder of such files.
  static let folder = "edit"
  /// What koja's own lines begin with.
  private static let mark = "#! "

  let own: OwnFolder
  /// The name below the folder, which is also how it is told from others.
  let name: String

  private var place: String { "\(Self.folder)/\(name)" }

  /// The absolute path.
  var path: String { own.absolute(place) }

  /// The text without koja's own lines; nil when there is none.
  var text: [UInt8]? { (try? own.read(place, limit: Store.recordLimit * 2)).map(Self.withoutMarks) }

  /// Writes it below lines of koja's own.
  func write(_ text: [UInt8], below lines: [String] = []) throws(Failure) {
    let head = lines.map { Self.mark + Self.oneLine($0) + "\n" }.joined()
    do throws(FileError) { try own.write(Array(head.utf8) + text, to: place) } catch { throw error.failure }
  }

  /// Removes it.
  func remove() throws(FileError) { try own.remove(place) }

  /// The findings as lines; the numbers are those of the text with these lines above it.
  static func lines(_ findings: [Finding], _ language: Language) -> [String] {
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
      let more = ([finding.hint].compactMap(\.self) + finding.details).map { "; \($0[language])" }.joined()
      let at = Phrase(id: "baris \(line): ", en: "line \(line): ")[language]
      return at + finding.message[language] + more
    }
    return [head[language]] + told
  }

  /// Nothing that breaks a line or moves a cursor comes out of a finding.
  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  static func withoutMarks(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes[...]
    while rest.starts(with: mark.utf8) {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      rest = rest[end...]
    }
    return Array(rest)
  }
}
