internal import ArgumentParser
internal import KojaGit
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja status`: what is not committed yet, and what stands in the way.
struct StatusCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "status",
      abstract: told(id: "Tampilkan suntingan yang belum dicatat.", en: "Show edits that are not committed."),
      discussion: told(id: "Contoh: koja status", en: "Example: koja status"))
  }

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let console = desk.console
    if let failure = store.repositoryFailure { throw failure }
    let state = try StoreState(store, desk.surroundings(store))
    for phrase in state.obstacles { console.say(phrase) }
    for edit in state.edits {
      switch edit.verdict {
      case .change(let change):
        console.write(
          "\(safe(edit.path))\n    \(told(id: "siap dicatat", en: "ready")): \(safe(change.summary.title(console.language)))\n"
        )
        if !change.findings.isEmpty {
          console.write(FindingFormat.text.render(change.findings, console.options(now: desk.present(store))))
        }
      case .refused(let findings):
        console.write(FindingFormat.text.render(findings.sorted(), console.options(now: desk.present(store))))
      }
    }
    if state.edits.isEmpty, state.obstacles.isEmpty {
      console.say(Phrase(id: "semua catatan sudah tercatat", en: "all records are committed"))
    } else if !state.edits.isEmpty {
      let count = state.edits.count == 1 ? "1 record is" : "\(state.edits.count) records are"
      console.say(
        Phrase(
          id:
            "\(state.edits.count) catatan belum dicatat; `koja commit` mencatat yang siap, `koja restore ID` membuang suntingan",
          en:
            "\(count) not committed; `koja commit` commits what is ready, `koja restore ID` drops an edit"
        ))
    }
    if state.hasErrors { throw ExitCode(Failure.Kind.findings.exitCode) }
    if state.isBlocked { throw ExitCode(Failure.Kind.conflict.exitCode) }
  }
}
