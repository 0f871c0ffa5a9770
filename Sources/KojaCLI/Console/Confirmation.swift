internal import KojaGit
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// Prints a plan, or makes it.
extension Desk {
  /// Makes a change and says so; with `isDryRun` shows what it would do and writes nothing.
  func conclude(
    _ change: PlannedChange, _ session: WriteSession, isDryRun: Bool, telling: () -> Void = {}
  ) throws(Failure) {
    guard isDryRun else {
      let commit = try session.make(change)
      telling()
      console.warn(change.findings)
      console.confirm(change, commit)
      try tellNotices(of: change)
      return
    }
    console.write(safe(change.title(console.language)) + "\n")
    console.write(diff(change.files, try store()))
    console.warn(change.findings)
    console.note(Phrase(id: "tidak ada yang ditulis", en: "nothing was written"))
  }

  /// Files of a change as a diff; on a terminal a few of them where there are many.
  func diff(_ files: [PlannedChange.FileEdit], _ store: Store) -> String {
    let most = console.isTerminal ? 20 : files.count
    let options = console.options(now: Timestamp(seconds: 0, offset: 0))
    func side(_ path: String, _ bytes: [UInt8]?) -> (path: String, bytes: [UInt8], hidden: Set<Int>)? {
      bytes.map { (path, $0, store.hiddenLines(of: $0, at: path)) }
    }
    var text = ""
    for file in files.prefix(most) {
      text += FileDiff(side(file.path, file.before), side(file.path, file.after), options).text
    }
    guard files.count > most else { return text }
    let rest = files.count - most
    return text + Phrase(id: "… dan \(rest) berkas lagi", en: "… and \(rest) more files")[console.language] + "\n"
  }
}

extension Console {
  /// One line that says what was done: the commit and its title.
  func confirm(_ change: PlannedChange, _ commit: ObjectID?) {
    let mark = commit.map { "[\($0.hex.prefix(8))] " } ?? ""
    write(mark + safe(change.title(language)) + "\n")
  }
}
