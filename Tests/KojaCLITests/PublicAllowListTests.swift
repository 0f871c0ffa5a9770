import KojaTestSupport
import Testing

/// What the public may know is a list, and nothing gets round it.
@Suite struct PublicAllowListTests {
  private static let complaint = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
  private let store: ScratchStore
  private let outside: ScratchDirectory

  init() throws { (store, outside) = (try ScratchStore(), try ScratchDirectory()) }

  private func publish() throws -> String {
    let output = try store.koja(
      "publish", outside.path("terbit"), "--audience", "public", "--now", "2026-08-01T09:00:00+07:00", "--lang", "en")
    #expect(output.status == 0, "\(output.standardError)")
    return try Shell.run(
      "/bin/sh", ["-c", "find terbit -type f | sort | xargs cat"], in: outside.path, environment: [:]
    ).text
  }

  /// Everything that any way out tells the public.
  private func everything() throws -> String {
    let whole = try Self.open.keys.sorted().flatMap { collection in
      try ["csv", "jsonl"].map {
        try RunKoja.run(["export", $0, collection, "--audience", "public"], in: store.path).text
      }
    }
    let defined = try ["complaints-map", "open311-requests", "open311-services", "publiccode"].map {
      try store.koja("export", $0).text
    }
    let database = outside.path("umum.db")
    _ = try? Shell.run("/bin/rm", ["-f", database], in: "/", environment: [:])
    #expect(try store.koja("export", "sqlite", "--audience", "public", "--out", database).status == 0)
    let binary = String(decoding: try outside.read("umum.db"), as: UTF8.self)
    return ([try publish(), binary] + whole + defined).joined(separator: "\n")
  }

  /// The fields of each collection that are open. Whoever opens another one has to say so here.
  private static let open: [String: String] = [
    "apps":
      "name long_name description.id description.en owner platforms publiccode.repository publiccode.license publiccode.software_type publiccode.long_description.id publiccode.long_description.en publiccode.features.id publiccode.features.en publiccode.maintenance publiccode.contacts publiccode.localised publiccode.languages address audience information_group successor status",
    "archive-codes": "name scheme retention.trigger retention.active retention.inactive fate",
    "areas":
      "name level parent postal_code centroid.latitude centroid.longitude bounds.south bounds.north bounds.west bounds.east",
    "categories":
      "name.id name.en description.id description.en unit routes.area routes.unit routes.reason targets.respond.amount targets.respond.unit targets.resolve.amount targets.resolve.unit evidence extension.amount extension.unit reopening group order",
    "complaints": "class category received_at location.area unit promised_at status",
    "permits": "service purpose status",
    "services":
      "name.id name.en level legal_basis requirements.new requirements.renewal requirements.change steps time.amount time.unit fee.kind fee.amount product.id product.en validity.months survey_required companies technical_unit complaints_to successor active valid_from valid_to",
    "units": "name short former.name former.short former.until successor kind parent area",
    "usage": "app unit service month digital manual downloads active_users",
  ]

  @Test func theOpenFieldsAreTheseAndNoOthers() throws {
    let names = try Shell.run("/bin/ls", [store.path + "/schemas"], in: "/", environment: [:]).lines
    for collection in names where store.folder.exists("schemas/\(collection)/schema.yaml") {
      let table = try RunKoja.run(["export", "csv", collection, "--audience", "public"], in: store.path)
      let heading = table.text.splitting(at: "\r\n").first.map { $0.splitting(at: ",") } ?? []
      let open = heading.filter { $0 != "id" && $0 != "family" }.joined(separator: " ")
      #expect(open == Self.open[collection, default: ""], "\(collection)")
    }
  }

  /// Ids tell, too: those of officers are their names.
  @Test func ofACollectionWithoutAnythingPublicNothingGoesOutNotEvenIds() throws {
    let names = try Shell.run("/bin/ls", [store.path + "/schemas"], in: "/", environment: [:]).lines
    let closed = names.filter { store.folder.exists("schemas/\($0)/schema.yaml") && Self.open[$0] == nil }
    #expect(closed.contains("officers") && closed.contains("letters"))
    for collection in closed {
      let table = try store.koja("export", "csv", collection, "--audience", "public")
      #expect(table.status == 0 && table.text == "id\r\n", "\(collection): \(table.text.prefix(80))")
      #expect(try store.koja("export", "jsonl", collection, "--audience", "public").text.isEmpty, "\(collection)")
      for id in try store.koja("list", collection, "--limit", "1", "--format", "ids").lines {
        #expect(try store.koja("show", id, "--audience", "public").status == 1, "\(collection)")
      }
      try store.folder.write(
        "label: {id: Bocor, en: Leak}\ncollection: \(collection)\naudience: public\nform: json\nfields: {id: id}\n",
        to: "schemas/exports/bocor.yaml")
      let checked = try store.koja("schema", "check", "--lang", "en")
      #expect(checked.status == 3 && checked.text.contains("schemas/exports/bocor.yaml:2:13: error[store/audience]"))
      let leak = try store.koja("export", "bocor")
      #expect(leak.status == 3 && leak.text.isEmpty, "\(collection)")
    }
    let database = outside.path("umum.db")
    let made = try store.koja("export", "sqlite", "--audience", "public", "--out", database, "--lang", "en")
    #expect(made.standardError.contains("\(Self.open.count) collections in"), "\(made.standardError)")
  }

  @Test func aPartThatSaysNothingIsNotPublicInsideOfSomethingPublic() throws {
    try store.edit(
      "schemas/common.yaml",
      "      latitude:\n        type: number\n        minimum: -90\n        maximum: 90\n        x-label: {id: Lintang, en: Latitude}\n        x-audience: internal",
      """
            contact:
              type: object
              x-label: {id: Kontak, en: Contact}
              properties:
                who: {type: string, x-label: {id: Siapa, en: Who}}
                where: {type: string, x-audience: public, x-label: {id: Di mana, en: Where}}
            latitude:
              type: number
              minimum: -90
              maximum: 90
              x-label: {id: Lintang, en: Latitude}
              x-audience: internal
      """)
    try store.edit(
      Self.complaint, "  latitude: -1.60677", "  contact:\n    who: KENARI1\n    where: KENARI2\n  latitude: -1.60677")
    #expect(try store.koja("check").status == 0)
    #expect(try !everything().contains("KENARI"))
  }

  @Test func whatWasWithdrawnIsNeitherListedNorCounted() throws {
    let id = "SKS-2603-7K3FQ2X"
    func rows() throws -> String { String(decoding: try outside.read("terbit/series/kinds.csv"), as: UTF8.self) }
    #expect(try everything().contains(id))
    let before = try rows()
    #expect(try store.koja("withdraw", id, "--reason", "KENARI salah catat").status == 0)
    let after = try everything()
    #expect(!after.contains(id) && !after.contains("KENARI"))
    #expect(try before != rows())
  }

  /// What does not fit its schema may hold anything: it goes out on no way.
  @Test(arguments: [
    ("unit: perkim\n", "unit: \"KENARI rahasia\"\n"), ("class: complaint", "class: \"KENARI\""),
    ("category: lampu-jalan", "category: KENARI"),
  ]) func aRecordWithErrorsGoesOutOnNoWay(_ right: String, _ wrong: String) throws {
    let text = try store.text(Self.complaint)
    let place = try #require(text.firstRange(of: right))
    try store.folder.write(text[..<place.lowerBound] + wrong + text[place.upperBound...], to: Self.complaint)
    let out = try everything()
    #expect(!out.contains("KENARI") && !out.contains("SKS-2603-7K3FQ2X"))
    let told = try store.koja("export", "complaints-map", "--lang", "en").standardError
    #expect(told.contains("1 record with errors is not published"), "\(told)")
  }

  @Test func noTextOfAPublicFieldDoesAnythingWhereItIsRead() throws {
    let hostile = #"=HYPERLINK(\"http://jahat.example\",\"klik\")"#
    let unit = try #require(
      try store.text("records/units/perkim.yaml").splitting(at: "\n").first { $0.hasPrefix("name: ") })
    try store.edit("records/units/perkim.yaml", unit, "name: \"\(hostile)\"")
    let name = try #require(
      try store.text("records/categories/lampu-jalan.yaml").splitting(at: "\n").first { $0.hasPrefix("  id: ") })
    try store.edit("records/categories/lampu-jalan.yaml", name, #"  id: "@SUM(A1)\t\e[31m\x07""#)
    _ = try publish()
    let tables = try Shell.run(
      "/bin/sh", ["-c", "cat terbit/series/*.csv"], in: outside.path, environment: [:]
    ).text
    for line in tables.splitting(at: "\r\n") {
      for cell in line.splitting(at: ",") {
        let start = cell.drop { $0 == "\"" }
        #expect(!["=", "@", "+"].contains(start.prefix(1)), "\(line)")
      }
    }
    for file in ["index.html", "en.html", "data.json", "complaints-map.geojson", "open311-requests.json"] {
      let text = String(decoding: try outside.read("terbit/" + file), as: UTF8.self)
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }, "\(file)")
    }
    let page = String(decoding: try outside.read("terbit/index.html"), as: UTF8.self)
    let links = page.splitting(at: " href=\"").dropFirst().compactMap { $0.splitting(at: "\"").first }
    #expect(links.count > 5 && links.allSatisfy { $0.hasPrefix("#") || outside.exists("terbit/" + $0) }, "\(links)")
  }

  @Test func anAddressIsOfTheWebAndNothingElse() throws {
    let wrong = try store.koja("set", "sikoja", "address=javascript:alert(1)", "--lang", "en")
    #expect(wrong.status == 1 && wrong.standardError.contains("`address`"), "\(wrong.standardError)")
  }

  @Test func nothingTellsWhereOrByWhomItWasMade() throws {
    let out = try publish()
    for trace in [store.path, "rina.sari", "@jambi.example", "/tmp/"] { #expect(!out.contains(trace), "\(trace)") }
  }
}
