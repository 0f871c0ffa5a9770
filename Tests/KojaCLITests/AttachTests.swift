import KojaTestSupport
import Testing

/// `koja attach` as a clerk sees it: photos, papers, what is refused, and what the check says.
@Suite struct AttachTranscriptTests {
  @Test func attaching() throws {
    let store = try ScratchStore()
    let desk = try ScratchDirectory()
    try desk.write(MadePicture.jpeg(MadePicture.city.segment), to: "lubang.jpg")
    try desk.write(MadePicture.png(), to: "sesudah.png")
    try desk.write(Array("%PDF-1.7\n".utf8), to: "surat.pdf")
    try desk.write(Array("PK".utf8), to: "tabel.xlsx")
    try desk.write([UInt8](repeating: 9, count: 6 << 20), to: "film.mp4")
    try desk.write([0, 0, 0, 24] + Array("ftypheic".utf8), to: "ponsel.heic")
    let hole = "SKS-2607-VB0K8D0"
    var text = ""
    for arguments in [
      ["attach", hole, "lubang.jpg", "--dry-run"], ["attach", hole, "lubang.jpg"], ["attach", hole, "lubang.jpg"],
      ["attach", hole, "sesudah.png", "surat.pdf", "--kind", "foto sesudah", "-m", "Dari lurah."],
      ["attach", hole, "tabel.xlsx"], ["attach", hole, "film.mp4"], ["attach", hole, "ponsel.heic", "--lang", "en"],
      ["attach", "units/perkim", "surat.pdf"], ["check", "records/complaints/2026/07/\(hole).yaml", "--attachments"],
      ["check", "--attachments", "--staged"], ["show", hole, "--now", "2026-08-03T09:00"],
    ] {
      let output = try RunKoja.run(["--store", store.path] + arguments, in: desk.path)
      text += transcript(arguments, output)
    }
    text += try store.git(["log", "-2", "--format=%B==="]).text
    #expect(try goldens.difference(text.steady(), "attach") == nil)
    #expect(try store.status() == [])
  }

  @Test func theStoresOwnFilesAreNotAttached() throws {
    let store = try ScratchStore()
    for path in [
      "records/units/perkim.yaml", "schemas/store.yaml", ".git/config", "schemas/../records/units/perkim.yaml",
    ] {
      let output = try store.koja("attach", "SKS-2607-VB0K8D0", path, "--kind", "scan")
      #expect(output.status == 2 && output.standardError.contains("data git"), "\(path): \(output.standardError)")
    }
    #expect(try store.status() == [])
  }

  @Test func whatIsAttachedInAPrivateStoreIsForItsOwnerAlone() throws {
    let store = try ScratchStore()
    try store.edit("schemas/store.yaml", "history: git", "history: none")
    try store.folder.write(Array("%PDF-1.7\n".utf8), to: "surat.pdf")
    let output = try store.koja("attach", "SKS-2607-VB0K8D0", "surat.pdf")
    #expect(output.status == 0, "\(output.standardError)")
    let modes = try Shell.run(
      "/usr/bin/find", ["attachments", "-printf", "%m %y\n"], in: store.path, environment: [:]
    ).lines
    #expect(Set(modes) == ["700 d", "400 f", "600 f"], "\(modes)")
    #expect(try store.koja("check", "--attachments").status == 0)
  }
}
