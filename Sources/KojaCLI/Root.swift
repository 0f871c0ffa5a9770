internal import ArgumentParser

/// The command line: its subcommands, each in a file of its own.
struct Koja: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "koja",
      abstract: told(
        id: "Penyimpanan catatan dalam berkas biasa, dengan git sebagai riwayatnya.",
        en: "A records store in plain files, with git as its history."),
      discussion: told(
        id:
          "Contoh:\n  koja check\n  koja list complaints status:assigned\n  koja do SKS-2603-7K3FQ2X selesaikan response=\"Lampu sudah diganti.\"",
        en:
          "Examples:\n  koja check\n  koja list complaints status:assigned\n  koja do SKS-2603-7K3FQ2X resolve response=\"The lamps were replaced.\""
      ),
      version: Version.text, subcommands: taken)
  }

  /// All commands, in the order in which help lists them.
  static let commands: [any ParsableCommand.Type] = [
    InitCommand.self, CheckCommand.self, ValidateCommand.self, NewCommand.self, SetCommand.self,
    AttachCommand.self, ApplyCommand.self, DoCommand.self, EditCommand.self, CommitCommand.self, StatusCommand.self,
    RestoreCommand.self, UndoCommand.self,
    WithdrawCommand.self, SweepCommand.self, RenameCommand.self, NumberCommand.self, MigrateCommand.self,
    ShowCommand.self,
    ListCommand.self, CountCommand.self, SearchCommand.self, SQLCommand.self, ReportCommand.self,
    OverviewCommand.self, TodayCommand.self, EvaluateCommand.self, DraftCommand.self,
    ExportCommand.self, PublishCommand.self,
    ImportCommand.self, DueCommand.self, LogCommand.self,
    DiffCommand.self, BlameCommand.self,
    ReviewCommand.self, AuditCommand.self, SchemaCommand.self, ExplainCommand.self, IndexCommand.self,
    HooksCommand.self, DemoCommand.self,
  ]

  /// The commands that the parser takes apart. It does so with each of them on every start, which takes longer than most
  /// commands themselves, so it is shown only the one that was named.
  nonisolated(unsafe) private static var taken = commands

  /// Leaves the parser only the command of a name; where there is none, all.
  static func settle(on name: String?) {
    guard let name, let command = commands.first(where: { $0._commandName == name }) else { return }
    taken = [command]
  }
}

/// The version of the tool.
enum Version {
  static let text = "0.1.0"
}
