import KojaTestSupport
import Testing

/// What `--out` writes to stays what it is: pipes, descriptors and links are no files to be replaced, and the store's own
/// files are no place at all.
@Suite struct OutputPlaceTests {
  private static let record = "records/units/perkim.yaml"
  private let store: ScratchStore
  private let outside: ScratchDirectory

  init() throws { (store, outside) = (try ScratchStore(), try ScratchDirectory()) }

  /// Runs a line of the shell in the scratch folder; `koja` there works in the store.
  private func shell(_ line: String) throws -> Shell.Output {
    let tool = "koja() { timeout 60 \(RunKoja.executable) --store '\(store.path)' --lang en \"$@\"; }"
    return try Shell.run(
      "/bin/bash", ["-c", "\(tool)\n\(line)"], in: outside.path, environment: Shell.environment(home: outside.path))
  }

  private func units() throws -> String { try store.koja("export", "csv", "units").text }
  private func text(_ name: String) throws -> String { String(decoding: try outside.read(name), as: UTF8.self) }

  @Test func aPipeIsWrittenTo() throws {
    let output = try shell(
      "mkfifo pipa; timeout 60 cat pipa > terima & koja export csv units --out pipa; wait; test -p pipa")
    #expect(output.status == 0, "\(output.standardError)")
    #expect(try text("terima") == units())
  }

  /// As `/dev/stdout` is: a link into `/proc`. The descriptor may lead to a file that holds something already.
  @Test(arguments: ["keluar", "/dev/fd/1", "/dev/fd/3"]) func aDescriptorIsWrittenTo(_ name: String) throws {
    let output = try shell(
      """
      ln -s /proc/self/fd/1 keluar; echo lama > berkas
      { koja export csv units --out \(name); echo baru; } >> berkas 3>&1
      test -L keluar && koja export csv units --out \(name) 3>&1 | cat > lain
      """)
    #expect(output.status == 0, "\(output.standardError)")
    #expect(try text("berkas") == "lama\n" + units() + "baru\n")
    #expect(try text("lain") == units())
  }

  @Test func aLinkIsFollowed() throws {
    let output = try shell(
      """
      mkdir folder; echo lama > folder/tujuan; ln -s folder/tujuan tautan; ln -s folder/nanti gantung
      koja export csv units --out tautan && koja export csv units --out gantung
      koja export sqlite --out basis.db && ln -s basis.db tautan.db && koja export sqlite --out tautan.db
      test -L tautan && test -L gantung && test -L tautan.db
      """)
    #expect(output.status == 0, "\(output.standardError)")
    #expect(try text("folder/tujuan") == units() && text("folder/nanti") == units())
  }

  @Test func aDatabaseNeedsARegularFile() throws {
    let output = try shell("mkfifo pipa; koja export sqlite --out pipa; echo $?; test -p pipa && ls")
    #expect(output.text == "2\npipa\n" && output.standardError.contains("is no regular file"), "\(output.text)")
  }

  @Test(arguments: [
    record, "records/baru.csv", "schemas/store.yaml", "schemas/../records/x.csv", ".git/config", "attachments/x.csv",
    "tautan/units/perkim.yaml", "jauh",
  ]) func theStoresOwnFilesAreNoPlace(_ place: String) throws {
    try store.git(["config", "core.excludesFile", outside.write("tautan\njauh\n", to: "abaikan")])
    for (name, target) in [("tautan", "records"), ("jauh", "\(store.path)/\(Self.record)")] {
      _ = try Shell.run("/bin/ln", ["-s", target, name], in: store.path, environment: [:])
    }
    let before = try store.text(Self.record)
    for command in [
      ["export", "csv", "units"], ["export", "sqlite"], ["export", "publiccode"],
      ["set", "units", "--where", "parent:setda", "note=x", "--plan"],
    ] {
      let option = command.last == "--plan" ? [] : ["--out"]
      let output = try RunKoja.run(command + option + [place, "--lang", "en"], in: store.path)
      #expect(output.status == 2, "\(command): \(output.text)\(output.standardError)")
    }
    let output = try store.koja("export", "csv", "units", "--out", place, "--lang", "en")
    #expect(output.standardError.contains("lies among the records"))
    #expect(try store.text(Self.record) == before && store.status() == [])
  }

  @Test func rejectsHaveToGoSomewhereBeforeAnythingIsTakenIn() throws {
    let table = try outside.write(
      "app,time,status\nsipadek,2026-07-30T08:00:00+07:00,up\nsipadek,,up\n", to: "probes.csv")
    let head = try store.head()
    #expect(try store.koja("import", "probes", table, "--rejects", Self.record).status == 2)
    #expect(try store.head() == head)
  }
}
