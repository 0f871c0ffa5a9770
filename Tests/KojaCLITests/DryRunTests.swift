import KojaTestSupport
import Testing

/// What `--dry-run` prints is a patch: stock git makes the same of it as the tool.
@Suite struct DryRunTests {
  @Test(arguments: [
    ["set", "SKS-2603-7K3FQ2X", "priority=low", "description=Gelap sejak kemarin.\nSudah dilaporkan."],
    ["withdraw", "SKS-2603-7K3FQ2X", "--reason", "Laporan percobaan"],
    ["rename", "perkim", "bina-graha"],
  ])
  func gitAppliesWhatIsShown(_ command: [String]) throws {
    let (shown, made) = (try ScratchStore(), try ScratchStore())
    let patch = try RunKoja.run(command + ["--dry-run"], in: shown.path)
    #expect(patch.status == 0 && patch.text.contains("@@ -"), "\(patch.standardError)")
    #expect(try shown.status() == [], "nothing was written")
    try shown.folder.write(patch.text, to: ".git/shown.patch")
    try shown.git(["apply", ".git/shown.patch"])
    #expect(try RunKoja.run(command, in: made.path).status == 0)
    try shown.git(["add", "-A"])
    // A withdrawal tells its moment; the two differ by that alone.
    let (one, other) = (try shown.git(["ls-files", "-s"]).lines, try made.git(["ls-files", "-s"]).lines)
    #expect(one == other || command[0] == "withdraw" && zip(one, other).count { $0 != $1 } <= 1)
  }
}
