import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let kept = ".git/koja/edit/complaints--SKS-2603-7K3FQ2X.yaml"

/// Verbs through the built tool.
@Suite struct VerbStoryTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  @Test func aCheckAsksAboutAnotherDay() throws {
    try store.edit(lampFile, "priority: high", "priority: tinggi")
    try store.folder.write(
      "code: schema/enum\nrecord: complaints/\(lamp)\nreason: Menunggu.\nowner: rina-sari\nuntil: \"2026-12-31\"\n",
      to: "records/waivers/lampu.yaml")
    func status(_ day: String) throws -> Int32 {
      try RunKoja.run(["check", "records/complaints", "--now", day], in: store.path).status
    }
    #expect(try status("2026-12-31") == 0 && status("2027-06-01") == 1)
  }

  /// Runs `koja edit` with an editor that is a shell script; `$1` is the file.
  private func edit(_ script: String, _ arguments: [String] = ["--lang", "en"]) throws -> Shell.Output {
    let editor = try store.folder.write("#!/bin/sh\n\(script)\n", to: ".git/editor")
    _ = try Shell.run("/bin/chmod", ["+x", editor], in: "/", environment: [:])
    return try RunKoja.run(["edit", lamp] + arguments, in: store.path, as: .agus, environment: ["EDITOR": editor])
  }

  @Test func anEditIsCompletedAndCommitted() throws {
    let output = try edit(#"sed -i 's/^status: .*/status: Dalam proses/' "$1""#)
    #expect(output.status == 0, "\(output.standardError)")
    #expect(output.text.contains("started (assigned -> in progress)"))
    #expect(try store.text(lampFile).contains("\nstatus: in-progress\n"))
    #expect(try store.status() == [] && !store.folder.exists(kept))
    #expect(try edit("true").text == "nothing changed\n")
  }

  @Test func anEditorThatFailsAndAnEmptiedFileAreNamed() throws {
    let failed = try edit(#"sed -i 's/^priority: .*/priority: low/' "$1"; exit 3"#)
    #expect(failed.status == 1 && failed.standardError.contains("editor` failed (exit 3)"), "\(failed.standardError)")
    #expect(store.folder.exists(kept))
    let emptied = try edit(#": > "$1""#)
    #expect(emptied.standardError.contains("the edited file is empty or gone"), "\(emptied.standardError)")
    #expect(try store.text(kept).contains("priority: low"), "what was typed before is not lost")
  }

  @Test func anAbandonedEditOpensWithItsFindingsAndWhatIsAllowed() throws {
    #expect(try edit(#"sed -i 's/^class: .*/class: bogus/' "$1"; exit 1"#).status == 1)
    let again = try edit(#"cp "$1" .git/seen"#)
    #expect(again.status == 1)
    let seen = try store.text(".git/seen")
    #expect(seen.hasPrefix("#! Cannot be committed yet.") && seen.contains("; allowed: complaint"), "\(seen)")
  }

  @Test func aPlanSaysWhatItsArgumentsLack() throws {
    let filter = ["--where", "status:resolved", "--plan", "p.json", "--lang", "en"]
    let without = try RunKoja.run(["set", "priority=low"] + filter, in: store.path)
    #expect(
      without.status == 2 && without.standardError.contains("the collection is missing"), "\(without.standardError)")
    let unquoted = try RunKoja.run(["set", "complaints", "category:jalan", "priority=low"] + filter, in: store.path)
    #expect(
      unquoted.status == 2 && unquoted.standardError.contains("`--where \"status:resolved category:jalan\"`"),
      "\(unquoted.standardError)")
    let nothing = try RunKoja.run(["set", "complaints"] + filter, in: store.path)
    #expect(nothing.status == 2 && nothing.standardError.contains("field=value"), "\(nothing.standardError)")
  }

  @Test func whatIsWrongStandsAboveTheTextUntilItIsSaved() throws {
    let output = try edit(
      #"cp "$1" "$0.$(ls "$0".* 2>/dev/null | wc -l)"; sed -i 's/^priority: gawat/priority: low/; s/^priority: high/priority: gawat/' "$1""#
    )
    #expect(output.status == 0, "\(output.standardError)")
    let second = try store.text(".git/editor.1")
    #expect(second.hasPrefix("#! Cannot be committed yet."))
    let line = try #require(second.splitting(at: "\n").firstIndex { $0 == "priority: gawat" }) + 1
    #expect(second.contains("#! line \(line): `priority` cannot be \"gawat\""))
    #expect(try store.text(lampFile).contains("\npriority: low\n"))
    #expect(try !store.text(lampFile).contains("#!"))
  }

  @Test func anAbandonedEditIsKeptAndGoneOnWith() throws {
    let text = try store.text(lampFile)
    let output = try edit(#"sed -i 's/^priority: .*/priority: gawat/' "$1""#)
    #expect(output.status == 1)
    #expect(output.standardError.contains("the edit is kept in \(store.path)/\(kept)"))
    #expect(try store.text(kept).contains("\npriority: gawat\n") && !store.text(kept).contains("#!"))
    #expect(try store.text(lampFile) == text)
    #expect(try store.koja("status", "--lang", "en").text.contains("an abandoned edit: "))
    let next = try edit(#"sed -i 's/^priority: .*/priority: low/' "$1""#)
    #expect(next.status == 0 && next.standardError.contains("going on with the abandoned edit"))
    #expect(try store.text(lampFile).contains("\npriority: low\n") && !store.folder.exists(kept))
  }

  @Test func anEditorThatFailsOrIsMissingChangesNothing() throws {
    let failed = try edit("exit 3")
    #expect(failed.status == 5 && failed.standardError.contains("failed (exit 3)"), "\(failed.standardError)")
    #expect(failed.standardError.contains("nothing changed"))
    let missing = try RunKoja.run(["edit", lamp], in: store.path, environment: ["VISUAL": "tidak-ada -w"])
    #expect(missing.status == 5 && missing.standardError.contains("`tidak-ada`"))
    #expect(!store.folder.exists(kept))
    #expect(try store.status() == [])
  }

  @Test func aRecordThatChangedMeanwhileIsNotOverwritten() throws {
    let output = try edit(
      #"sed -i 's/^priority: .*/priority: low/' "$1"; sed -i 's/^priority: .*/priority: emergency/' \#(lampFile)"#)
    #expect(output.status == 4, "\(output.standardError)")
    #expect(try store.text(lampFile).contains("\npriority: emergency\n"))
    #expect(try store.text(kept).contains("\npriority: low\n"))
    #expect(output.standardError.contains("koja edit \(lamp) --discard"))
    // The draft began with another record: going on with it would take the other change back.
    let again = try edit("true")
    #expect(again.status == 4 && again.standardError.contains(kept), "\(again.standardError)")
    #expect(try store.koja("status", "--lang", "en").text.contains("koja edit complaints/\(lamp) --discard"))
    let dropped = try store.koja("edit", "complaints/\(lamp)", "--discard", "--lang", "en")
    #expect(dropped.status == 0 && dropped.text.contains("the edit was dropped"))
    #expect(!store.folder.exists(kept) && !store.folder.exists(kept + ".base"))
    #expect(try store.koja("edit", lamp, "--discard", "--lang", "en").text == "there is no abandoned edit\n")
    #expect(try edit("true").text == "nothing changed\n")
  }

  @Test func anAbandonedEditDoesNotTakeBackWhatWasCommittedSince() throws {
    #expect(try edit(#"sed -i 's/^priority: .*/priority: gawat/' "$1""#).status == 1)
    #expect(try RunKoja.run(["set", lamp, "priority=emergency"], in: store.path).status == 0)
    let output = try edit(#"sed -i 's/^priority: .*/priority: low/' "$1""#)
    #expect(output.status == 4 && output.standardError.contains("has changed since this edit began"))
    #expect(output.standardError.contains("`priority`: \"low\" / \"emergency\""), "\(output.standardError)")
    #expect(try store.text(lampFile).contains("\npriority: emergency\n"))
    #expect(try store.text(kept).contains("\npriority: low\n"))
  }

  @Test func whatOthersChangedMeanwhileIsJoined() throws {
    // Comments of both sides stay, and lines that touch are no reason to refuse.
    let output = try edit(
      #"sed -i -e 's/^priority: .*/priority: low/' -e 's/^class:/# Sunting.\nclass:/' "$1"; sed -i -e 's/^channel: .*/channel: counter/' -e 's/^summary:/# Sementara itu.\nsummary:/' \#(lampFile)"#
    )
    #expect(output.status == 0 && output.standardError.contains("both changes were joined"), "\(output.standardError)")
    let text = try store.text(lampFile)
    for line in ["priority: low", "# Sunting.", "channel: counter", "# Sementara itu."] {
      #expect(text.contains("\n\(line)\n"), "\(text)")
    }
    #expect(!store.folder.exists(kept))
  }

  @Test func neighbouringLinesAreJoinedByField() throws {
    let output = try edit(
      #"sed -i 's/^priority: .*/priority: low/' "$1"; sed -i 's/^unit: .*/unit: pupr/' \#(lampFile)"#)
    // The lines touch: git would call it a conflict.
    #expect(output.status == 0 && output.standardError.contains("both changes were joined"), "\(output.standardError)")
    let text = try store.text(lampFile)
    #expect(text.contains("\npriority: low\nunit: pupr\n"), "\(text)")
  }

  @Test func anEditIsRefusedBeforeTheEditorStartsDuringAMerge() throws {
    try store.folder.write(try store.git(["rev-parse", "HEAD"]).text, to: ".git/MERGE_HEAD")
    let output = try edit("touch \(store.path)/.git/opened")
    #expect(output.status == 4 && output.standardError.contains("merge"), "\(output.standardError)")
    #expect(!store.folder.exists(".git/opened") && !store.folder.exists(kept))
  }

  @Test func actionsAndRestoresCanBeLookedAtFirst() throws {
    let before = try store.text(lampFile)
    let action = try RunKoja.run(
      ["do", lamp, "reassign", "unit=pupr", "--note", "x", "--dry-run", "--lang", "en"], in: store.path)
    let shown =
      action.status == 0
      ? action
      : try RunKoja.run(
        ["do", lamp, "assign", "unit=pupr", "--dry-run", "--lang", "en"], in: store.path)
    #expect(shown.status == 0 && shown.standardError.contains("nothing was written"), "\(shown.standardError)")
    #expect(try store.text(lampFile) == before)
    try store.edit(lampFile, "channel: sikesal", "channel: counter")
    let restore = try RunKoja.run(["restore", lamp, "--dry-run", "--lang", "en"], in: store.path)
    #expect(restore.status == 0 && restore.text.contains("+channel: sikesal"), "\(restore.text)")
    #expect(try store.text(lampFile).contains("channel: counter"))
  }

  @Test("What restoring drops is dropped from the staging area, too, and can still be read")
  func whatIsDroppedDoesNotComeBack() throws {
    let before = try store.text(lampFile)
    try store.edit(lampFile, "channel: sikesal", "channel: counter")
    try store.git(["add", lampFile])
    #expect(try store.koja("restore", lamp).status == 0)
    #expect(try store.status() == [] && store.text(lampFile) == before)
    try store.git(["rm", "-q", lampFile])
    #expect(try store.koja("restore", lamp).status == 0)
    #expect(try store.status() == [] && store.text(lampFile) == before)
    #expect(try store.koja("set", lamp, "priority=low").status == 0)
    try store.edit(lampFile, "channel: sikesal", "channel: counter")
    let back = try store.koja("restore", lamp, "--at", "HEAD~1", "--lang", "en")
    let kept = try #require(back.lines.first { $0.contains("git cat-file -p ") }, "\(back.text)")
    let id = try #require(kept.splitting(at: "git cat-file -p ").last)
    #expect(try store.git(["cat-file", "-p", id]).text.contains("channel: counter"))
  }

  @Test func aPlanIsShownWrittenAppliedAndRefused() throws {
    let outside = try ScratchDirectory()
    let plan = outside.path("rencana.json")
    func koja(_ arguments: String...) throws -> Shell.Output {
      try RunKoja.run(arguments + ["--lang", "en"], in: store.path)
    }
    let ask = ["set", "complaints", "--where", "class:complaint not status:rejected", "sample-", "priority=low"]
    let shown = try RunKoja.run(ask + ["--plan", plan, "-m", "Rapi", "--lang", "en"], in: store.path)
    #expect(shown.status == 0, "\(shown.standardError)")
    #expect(shown.text.hasPrefix("Complaint: changed, "))
    #expect(shown.text.contains("    priority: high -> low\n"))
    #expect(try store.status() == [])
    #expect(try koja("apply", plan, "--count", "3").status == 2)
    let braked = try koja("apply", plan)
    #expect(braked.status == 1 && braked.standardError.contains("more than the usual 25 %"), "\(braked.standardError)")
    let count = String(try #require(braked.standardError.splitting(at: "--count ").last).prefix { $0.isNumber })
    let text = try store.text(lampFile)
    #expect(try koja("set", lamp, "rating=4").status == 0)
    let stale = try koja("apply", plan, "--count", count)
    #expect(stale.status == 4 && stale.standardError.contains(lamp))
    #expect(try koja("undo", "HEAD", "--reason", "x").status == 0)
    #expect(try store.text(lampFile) == text)
    #expect(try koja("apply", plan, "--count", count, "--dry-run").text.contains("+priority: low\n"))
    let done = try koja("apply", plan, "--count", count)
    #expect(done.status == 0, "\(done.standardError)")
    let message = try store.git(["log", "-1", "--format=%B"]).text
    #expect(message.contains("Rapi\n\nKoja-Record: complaints/") && message.contains("\nKoja-Plan: "))
    #expect(try store.status() == [])
    #expect(try koja("apply", plan, "--count", count).standardError.contains("has been applied"))
    let planText = String(decoding: try outside.read("rencana.json"), as: UTF8.self)
    try outside.write(planText.normalized([("\"low\"", "\"high\"")]), to: "rencana.json")
    #expect(try koja("apply", plan).standardError.contains("was changed since it was made"))
    #expect(try koja("check").status == 0)
  }
}
