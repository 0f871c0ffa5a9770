internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja hooks`: git's hooks of this store.
struct HooksCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "hooks", abstract: told(id: "Pengait git untuk penyimpanan ini.", en: "Git hooks of this store."),
      discussion: told(id: "Contoh: koja hooks install", en: "Example: koja hooks install"),
      subcommands: [HooksInstallCommand.self])
  }
}

/// `koja hooks install`: a pre-commit that checks what is staged.
struct HooksInstallCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "install",
      abstract: told(
        id: "Pasang pre-commit yang menjalankan `koja check --staged`.",
        en: "Install a pre-commit that runs `koja check --staged`."),
      discussion: told(id: "Contoh: koja hooks install", en: "Example: koja hooks install"))
  }

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let path = try StoreFounder.installHook(try store.requiredRepository(), of: store)
    desk.console.say(Phrase(id: "terpasang: \(path)", en: "installed: \(path)"))
  }
}
