import Glibc
import KojaTestSupport
import Testing

/// What goes out for other screens: whole or not at all, the same for the same commit and time, and for the public nothing
/// that is not marked for it.
@Suite struct PublishTests {
  private static let now = "2026-08-01T09:00:00+07:00"

  private let store: ScratchStore
  private let outside: ScratchDirectory
  private var target: String { outside.path("terbit") }

  init() throws {
    store = try ScratchStore()
    outside = try ScratchDirectory()
  }

  private func publish(_ arguments: String..., to folder: String? = nil) throws -> Shell.Output {
    try RunKoja.run(
      ["publish", folder ?? target, "--now", Self.now, "--lang", "en"] + arguments, in: store.path)
  }

  /// All published bytes.
  private func everything(_ folder: String) throws -> String {
    let output = try Shell.run("/bin/sh", ["-c", "find . -type f | sort | xargs cat"], in: folder, environment: [:])
    return output.text
  }

  private func files(_ folder: String) throws -> [String] {
    try Shell.run("/bin/sh", ["-c", "find . -type f | sort"], in: folder, environment: [:]).lines
  }

  @Test(arguments: ["public", "internal"]) func theSameCommitAndTimeGiveTheSameBytes(_ audience: String) throws {
    let first = try publish("--audience", audience)
    #expect(first.status == 0, "\(first.standardError)")
    #expect(try publish("--audience", audience, to: outside.path("lagi")).status == 0)
    let difference = try Shell.run("/usr/bin/diff", ["-r", "terbit", "lagi"], in: outside.path, environment: [:])
    #expect(difference.status == 0, "\(difference.text)")
    let names = try files(target)
    for name in ["./index.html", "./en.html", "./data.json", "./manifest.json", "./series/wards.csv"] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.contains { $0.hasSuffix(".geojson") })
    for name in ["data.json", "manifest.json"] {
      #expect(
        String(decoding: try outside.read("terbit/" + name), as: UTF8.self).contains("  \"format\": 1,\n"), "\(name)")
    }
    #expect(try files(outside.path).allSatisfy { !$0.contains(".part") && !$0.contains(".old") })
  }

  @Test func thePageStandsByItself() throws {
    #expect(try publish("--audience", "public").status == 0)
    for (name, language) in [("index.html", "id"), ("en.html", "en")] {
      let page = String(decoding: try outside.read("terbit/" + name), as: UTF8.self)
      #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\">"))
      #expect(page.contains("Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
      for outsider in ["<script", "http://", "https://", " style=", "@import", "url(", "src=", " onload="] {
        #expect(!page.contains(outsider), "\(name): \(outsider)")
      }
      #expect(page.splitting(at: "<h1>").count == 2)
      let (tables, captions) = (page.splitting(at: "<table>").count, page.splitting(at: "<caption>").count)
      #expect(tables == captions && tables > 5)
      #expect(page.splitting(at: "role=\"img\"").count == page.splitting(at: "<desc ").count)
      let parts = page.splitting(at: " id=\"").dropFirst().compactMap { $0.splitting(at: "\"").first }
      #expect(Set(parts).count == parts.count, "every id once")
    }
  }

  @Test func aFolderForThePublicIsNotWrittenOverForTheOffices() throws {
    #expect(try publish("--audience", "public").status == 0)
    let before = try everything(target)
    let refused = try publish()
    #expect(refused.status == 2, "\(refused.standardError)")
    #expect(refused.standardError.contains("add `--audience public`"))
    #expect(try everything(target) == before)
    #expect(try publish("--audience", "public").status == 0)
  }

  @Test func whatAWaiverLetsPassIsPublished() throws {
    let id = "SKS-2603-A4MZ817"
    func isPublished() throws -> Bool {
      let told = try RunKoja.run(
        ["export", "csv", "complaints", "--audience", "public", "--now", Self.now], in: store.path)
      return told.text.contains(id)
    }
    #expect(try isPublished())
    try store.edit("records/complaints/2026/03/\(id).yaml", "\nrefs:", "\npriority: gawat\nrefs:")
    #expect(try !isPublished(), "a record with an error is withheld")
    try store.folder.write(
      "code: schema/enum\nrecord: complaints/\(id)\nreason: \"Menunggu.\"\nowner: rina-sari\nuntil: \"2026-08-31\"\n",
      to: "records/waivers/prioritas.yaml")
    #expect(try isPublished(), "its waiver is in force")
    try store.edit("records/waivers/prioritas.yaml", "2026-08-31", "2026-07-31")
    #expect(try !isPublished(), "its waiver has ended")
  }

  /// Every text of every record that its schema does not open to the public is replaced by a canary; none comes out.
  @Test func nothingThatIsNotMarkedComesOut() throws {
    let places = [
      (
        "complaints/2026/03/SKS-2603-7K3FQ2X",
        ["summary", "description", "text: \"Depan", "name: \"lampu", "note: \"Lampu"]
      ),
      ("complaints/2026/04/SKS-2604-QW6D0TK", ["summary", "description"]),
      ("permits/2026/03/IZN-2603-2GQ7XD8", ["subject", "note"]),
      ("letters/2026/05/SRT-2605-WF1P7S8", ["subject", "abstract", "text"]),
    ]
    var planted = 0
    for (path, keys) in places {
      let file = "records/\(path).yaml"
      let lines = try store.text(file).splitting(at: "\n").map { line -> String in
        guard
          keys.contains(where: { line.drop { $0 == " " || $0 == "-" }.hasPrefix($0.contains(":") ? $0 : $0 + ":") }),
          let colon = line.firstIndex(of: ":"), !line.hasSuffix("|")
        else { return line }
        planted += 1
        return line[...colon] + " \"KENARI\(planted) rahasia\""
      }
      try store.folder.write(lines.joined(separator: "\n"), to: file)
    }
    try #require(planted >= 6)
    let place = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
    try store.edit(place, "-1.60677", "-1.61234")
    try store.edit(place, "103.58165", "103.59876")
    #expect(try publish("--audience", "public").status == 0)
    let bytes = try everything(target)
    #expect(!bytes.contains("KENARI"))
    for closed in ["ORG-", "rina-sari", "rudi-kurniawan", "SRT-2", "IZN-2", "-1.61234", "103.59876", "lampu-padam.jpg"]
    {
      #expect(!bytes.contains(closed), "\(closed)")
    }
  }

  @Test func aSecretComplaintIsNeitherListedNorCounted() throws {
    func cases() throws -> (rows: String, all: String) {
      #expect(try publish("--audience", "public").status == 0)
      return (String(decoding: try outside.read("terbit/series/kinds.csv"), as: UTF8.self), try everything(target))
    }
    let case1 = "SKS-2603-7K3FQ2X"
    let before = try cases()
    #expect(before.all.contains(case1))
    try store.edit("records/complaints/2026/03/\(case1).yaml", "secret: false", "secret: true")
    let after = try cases()
    #expect(!after.all.contains(case1))
    #expect(before.rows != after.rows)
    #expect(try !store.koja("report", "kinds", "--format", "csv").text.contains(case1))
  }

  @Test func hostileTextStaysText() throws {
    let hostile = "<script>alert(1)</script> ]]> \\\" ' & \\u202Egnp.\\x07 <svg onload=x>"
    try store.edit(
      "records/categories/lampu-jalan.yaml", try name(of: "records/categories/lampu-jalan.yaml"), "\"\(hostile)\"")
    #expect(try publish("--audience", "public").status == 0)
    for name in ["index.html", "en.html"] {
      let page = String(decoding: try outside.read("terbit/" + name), as: UTF8.self)
      #expect(!page.contains("<script") && !page.contains("<svg onload") && !page.contains("]]>"))
      #expect(page.unicodeScalars.allSatisfy { $0.value != 0x202E && ($0.value >= 0x20 || $0 == "\n") })
    }
    #expect(String(decoding: try outside.read("terbit/index.html"), as: UTF8.self).contains("&lt;script&gt;alert(1)"))
  }

  /// The Indonesian name of a category as it is written.
  private func name(of file: String) throws -> String {
    let text = try store.text(file)
    let line = try #require(text.splitting(at: "\n").first { $0.contains("id: ") && $0.contains("\"") })
    return "\"" + line.splitting(at: "\"")[1] + "\""
  }

  @Test func smallGroupsAreKeptBack() throws {
    let services = try store.koja("report", "services", "--audience", "public", "--format", "json", "--now", Self.now)
    #expect(services.text.contains("null"), "\(services.text)")
    for line in services.lines where line.contains("\"cases\"") {
      let digits = line.filter(\.isNumber)
      #expect(digits.isEmpty || (Int(digits) ?? 0) >= 5, "\(line)")
    }
  }

  @Test func whatSomebodyElsePutThereIsNotTouched() throws {
    try outside.write("milik orang", to: "terbit/foto.jpg")
    let refused = try publish()
    #expect(refused.status == 2 && refused.standardError.contains("foto.jpg"))
    #expect(try files(outside.path) == ["./terbit/foto.jpg"])
    outside.delete("terbit/foto.jpg")
    #expect(try publish().status == 0)
    try outside.write("milik orang", to: "terbit/series/catatan.txt")
    let again = try publish()
    #expect(again.status == 2 && again.standardError.contains("series/catatan.txt"))
    #expect(outside.exists("terbit/index.html"))
    for inside in ["records/terbit", "schemas", ".git/terbit"] {
      #expect(try publish(to: inside).status == 2, "\(inside)")
    }
  }

  @Test func aPublicationForTheWrongAudienceIsRefused() throws {
    try store.edit("schemas/publish.yaml", "- {report: city, as: tiles}", "- {report: backlog}")
    let refused = try publish("--audience", "public")
    #expect(refused.status == 3 && refused.standardError.contains("store/audience"))
    #expect(!outside.exists("terbit"))
    let schema = try store.koja("schema", "check")
    #expect(schema.status != 0 && schema.text.contains("store/audience"))
  }

  /// A report for the public has no other columns to ask for, in its own words or by a trick.
  @Test(arguments: [
    "SELECT summary AS status, 1 AS apps FROM complaints", "SELECT json AS status, 1 AS apps FROM complaints",
    "SELECT \"reporter.person\" AS status, 1 AS apps FROM complaints",
    "SELECT subject AS status, 1 AS apps FROM letters",
    "SELECT note AS status, 1 AS apps FROM timeline", "SELECT title AS status, 1 AS apps FROM records",
    "SELECT \"location.latitude\" AS status, 1 AS apps FROM complaints",
  ]) func aReportForThePublicCannotAskForMore(_ sql: String) throws {
    let file = "schemas/reports/app-states.yaml"
    let head = try store.text(file).splitting(at: "sql: |")[0]
    try store.folder.write(head + "sql: |\n  \(sql)\n", to: file)
    #expect(try store.koja("schema", "check").text.contains("[store/sql]"))
    let refused = try publish("--audience", "public")
    #expect(refused.status == 3 && !outside.exists("terbit"), "\(refused.standardError)")
  }

  @Test func aFileIsNoFolder() throws {
    try outside.write("penting", to: "catatan.txt")
    let refused = try publish("--audience", "public", to: outside.path("catatan.txt"))
    #expect(refused.status == 2 && refused.standardError.contains("is a file, not a folder"))
    #expect(try outside.read("catatan.txt") == Array("penting".utf8))
    #expect(try publish("--audience", "public", to: outside.path("rilis")).status == 0)
    #expect(symlink("rilis", outside.path("kota")) == 0)
    #expect(try publish("--audience", "public", to: outside.path("kota")).status == 0)
    let link = try Shell.run("/usr/bin/readlink", ["kota"], in: outside.path, environment: [:])
    #expect(link.text == "rilis\n", "a link stays one")
  }

  @Test func whatIsSecretNowDoesNotGoOutOfAnOldCommit() throws {
    let old = try store.head()
    let id = "SKS-2603-7K3FQ2X"
    #expect(try publish("--audience", "public", "--as-of", old).status == 0)
    #expect(try everything(target).contains(id))
    #expect(try store.koja("set", id, "reporter.secret=ya").status == 0)
    let again = try publish("--audience", "public", "--as-of", old)
    #expect(again.status == 0 && again.standardError.contains("1 record open to the public then"))
    #expect(try !everything(target).contains(id))
    let table = try store.koja("export", "csv", "complaints", "--audience", "public", "--as-of", old)
    #expect(table.status == 0 && !table.text.contains(id))
  }

  @Test func everyWayOutLeavesFaultyRecordsIn() throws {
    let id = "SKS-2603-7K3FQ2X"
    let file = try #require(try store.koja("list", "complaints", "id:\(id)", "--format", "paths").lines.first)
    try store.edit(file, "class: complaint\n", "class: complaint\nbogus: 1\n")
    try store.git(["commit", "-q", "--no-verify", "-am", "Salah"])
    #expect(try store.koja("show", id, "--audience", "public").status == 1)
    let rows = try store.koja("report", "kinds", "--audience", "public", "--records", "--format", "csv")
    #expect(rows.status == 0 && !rows.text.contains(id), "\(rows.text)")
  }
}
