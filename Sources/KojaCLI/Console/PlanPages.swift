internal import Foundation
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// A plan for many records, before it is applied.
extension Desk {
  /// Shows what a plan would do, the first records one by one.
  func show(_ made: MadePlan, most: Int = 10) throws(Failure) {
    let (language, store) = (console.language, try store())
    console.write(safe(made.change.title(language)) + "\n")
    for summary in made.summaries.prefix(most) {
      console.write("  \(safe(summary.id))\n")
      for change in summary.fields {
        let line = summary.line(change, language) { collection, id in store.title(of: id, in: collection)?[language] }
        console.write("    \(safe(line))\n")
      }
    }
    if made.summaries.count > most {
      let rest = made.summaries.count - most
      console.say(Phrase(id: "  … dan \(rest) catatan lagi", en: "  … and \(rest) more records"))
      for line in made.change.batch?.lines ?? [] { console.write("  \(safe(line))\n") }
    }
    console.warn(Array(made.change.findings.prefix(20)))
  }

  /// Writes a plan to a file that only its owner may read: it may hold what others must not see.
  func write(_ plan: ChangePlan, to path: String) throws(Failure) {
    _ = try OutputPlace(path, try store())
    let file = FileManager.default
    guard !file.fileExists(atPath: path) else {
      throw Failure(
        .usage, Phrase(id: "`\(path)` sudah ada", en: "`\(path)` exists already"),
        hint: Phrase(id: "pilih nama lain atau hapus dahulu", en: "choose another name, or remove it first"))
    }
    guard file.createFile(atPath: path, contents: Data(plan.text.utf8), attributes: [.posixPermissions: 0o600]) else {
      throw Failure(
        .environment, Phrase(id: "`\(path)` tidak dapat ditulis", en: "`\(path)` cannot be written"),
        hint: Phrase(id: "periksa folder dan hak aksesnya", en: "look at the folder and its rights"))
    }
    console.note(
      Phrase(
        id: "rencana untuk \(plan.entries.count) catatan ada di \(path); catat dengan `koja apply \(path)`",
        en:
          "the plan for \(plan.entries.count == 1 ? "1 record" : "\(plan.entries.count) records") is in \(path); commit it with `koja apply \(path)`"
      ))
  }
}
