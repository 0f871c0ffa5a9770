internal import KojaGit
internal import KojaModel
internal import KojaOutput
internal import KojaStore

extension Console {
  /// One line that says what was done: the commit and its title.
  func confirm(_ change: PlannedChange, _ commit: ObjectID?) {
    let mark = commit.map { "[\($0.hex.prefix(8))] " } ?? ""
    write(mark + safe(change.summary.title(language)) + "\n")
  }
}
