import KojaCivic
import KojaDemo
import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport
import Testing

@Suite struct CityTests {
  @Test("The same seed makes the same commit, another one another")
  func sameSeedSameCommit() throws {
    let commits = try [(7, City.Commits.record), (7, .record), (8, .record), (7, .action)].map { seed, commits in
      try Template.city(try ScratchDirectory(), records: 40, seed: UInt64(seed), commits: commits).commit
    }
    #expect(commits[0] == commits[1])
    #expect(commits[0] != commits[2])
    #expect(commits[0] != commits[3])
  }

  @Test(
    "However it is cut into commits, nothing is wrong with the records or the repository",
    arguments: City.Commits.allCases)
  func nothingIsWrong(_ commits: City.Commits) throws {
    let scratch = try ScratchDirectory()
    let made = try Template.city(scratch, records: 150, seed: 3, commits: commits)
    let report = try Template.check(scratch, made)
    #expect(report.findings.map(\.message.en) == [])
    #expect(report.checked > 150)
    let city = scratch.path("city")
    #expect(try Shell.git(["status", "--porcelain"], in: city).text == "")
    #expect(try Shell.git(["fsck", "--strict"], in: city).standardOutput == [])
    #expect(try Shell.git(["rev-parse", "HEAD"], in: city).lines == [made.commit])
    #expect(try Shell.git(["rev-list", "--count", "HEAD"], in: city).lines == [String(made.commits)])
    let audit = try RunKoja.run(["audit"], in: city)
    #expect(audit.status == 0, "what actions need was so: \(audit.text)")
    let times = try Shell.git(["log", "--reverse", "--format=%at"], in: city).lines.compactMap { Int($0) }
    #expect(times == times.sorted())
    #expect(times.last.map { $0 <= made.end.seconds } ?? false)
    #expect(try Shell.git(["count-objects"], in: city).text.hasPrefix("0 objects"))
  }

  @Test("Every state and every action of every workflow occurs, and every choice of every field")
  func everythingOccurs() throws {
    // Of some cities together, so that no rare choice hangs by one seed.
    var seen: [String: Set<String>] = [:]
    for seed: UInt64 in [3, 6, 12, 16] {
      let scratch = try ScratchDirectory()
      _ = try Template.city(scratch, records: 1000, seed: seed)
      let store = try Store.open(try .exactly(scratch.path("city")))
      for entry in store.files.walk("records", stamps: false) {
        guard let collection = store.catalogue.collection(ofPath: entry.path), collection.kind == .case else {
          continue
        }
        collect(try store.read(entry.path).document, collection.name, into: &seen)
      }
    }
    let catalogue = try Store.open(.exactly(Checkout.root)).catalogue
    for collection in catalogue.collections where collection.kind == .case {
      for action in (collection.workflow?.initial ?? []) + (collection.workflow?.actions ?? []) {
        #expect(
          seen["\(collection.name).timeline.action"]?.contains(action.name) ?? false,
          "\(collection.name) \(action.name)")
      }
      // What is granted is as long as the categories say, in their units.
      for field in collection.fields where !field.name.hasPrefix("extended_by.") {
        for choice in field.scalar.enumValues {
          #expect(
            seen["\(collection.name).\(field.name)"]?.contains(choice.value) ?? false,
            "\(collection.name) \(field.name) \(choice.value)")
        }
      }
    }
  }

  @Test("Every collection has records, and the waiver is needed")
  func everyCollectionIsFilled() throws {
    let scratch = try ScratchDirectory()
    _ = try Template.city(scratch, records: 400, seed: 11)
    let store = try Store.open(try .exactly(scratch.path("city")))
    let empty = store.catalogue.collections.map(\.name).filter { name in
      !store.files.walk("records/\(name)", stamps: false).contains { $0.kind == .file }
    }
    #expect(empty == [])
    let checked = try RunKoja.run(["check", "--strict", "--lang", "en"], in: scratch.path("city"))
    #expect(checked.status == 0, "\(checked.text)")
    _ = try Shell.run("/bin/rm", ["-r", "records/waivers"], in: scratch.path("city"), environment: [:])
    let bare = try RunKoja.run(["check", "--lang", "en"], in: scratch.path("city"))
    #expect(bare.status == 1 && bare.text.contains("privacy/phone"), "\(bare.text)")
  }

  @Test("Units are graded by how they use the apps that are there from the beginning")
  func unitsAreGraded() throws {
    let scratch = try ScratchDirectory()
    _ = try Template.city(scratch, records: 1000, seed: 2)
    let city = scratch.path("city")
    #expect(scratch.exists("city/records/apps/sipadek.yaml") && scratch.exists("city/records/apps/sipaten.yaml"))
    let months = try Shell.run("/bin/sh", ["-c", "ls -d records/usage/*/* | tail -6"], in: city, environment: [:]).lines
      .map { $0.split(separator: "/").suffix(2).joined(separator: "-") }
    let graded = try RunKoja.run(
      [
        "evaluate", "sipadek-sipaten", "--period", "\(months[0])..\(months[months.count - 1])", "--dry-run", "--format",
        "jsonl",
      ],
      in: city)
    #expect(graded.status == 0, "\(graded.standardError)")
    #expect(graded.lines.count > 2 && graded.lines.contains { $0.contains("sipadek") }, "\(graded.text)")
  }

  @Test("An evaluation has the score and the grade that its card computes, unless a person judged with a reason")
  func scoresAreComputed() throws {
    let scratch = try ScratchDirectory()
    _ = try Template.city(scratch, records: 300, seed: 2)
    let store = try Store.open(try .exactly(scratch.path("city")))
    var seen: [String: Int] = [:]
    for entry in store.files.walk("records/evaluations", stamps: false) where entry.kind == .file {
      let document = try store.read(entry.path).document
      let score = try #require(document.scalarText("score").flatMap { Double($0) })
      let measures = document.items(try #require(document.value("measures")))
      func sum(_ number: (NodeIndex) -> Double) -> Double { measures.map(number).reduce(0, +) }
      func number(_ key: String, _ node: NodeIndex) -> Double {
        document.value(key, in: node).flatMap { document.text($0) }.flatMap { Double($0) } ?? .nan
      }
      let mean = sum { number("points", $0) * number("weight", $0) } / sum { number("weight", $0) }
      #expect(abs(mean - score) < 0.06, "\(entry.path)")
      seen[document.scalarText("scorecard.name") ?? "", default: 0] += 1
      let actions = document.items(try #require(document.value("timeline"))).map { entry in
        document.value("action", in: entry).flatMap { document.text($0) } ?? ""
      }
      guard !actions.contains("revise"), document.scalarText("scorecard.name") == "sipadek-sipaten" else { continue }
      #expect(document.scalarText("grade") == (score >= 75 ? "good" : score >= 50 ? "fair" : "poor"), "\(entry.path)")
    }
    #expect(seen["sipadek-sipaten", default: 0] > 4 && seen["indeks-spbe"] == 3 && seen.count == 2)
  }

  private func collect(
    _ document: Document, _ name: String, at node: NodeIndex = Document.root, into seen: inout [String: Set<String>]
  ) {
    for item in document.items(node) { collect(document, name, at: item, into: &seen) }
    for (key, value) in document.pairs(node) {
      collect(document, name + "." + (document.text(key) ?? ""), at: value, into: &seen)
    }
    if let text = document.text(node) { seen[name, default: []].insert(text) }
  }

  @Test("A folder that holds something is left alone")
  func occupiedFolder() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("mine", to: "city/mine.txt")
    #expect(throws: Failure.self) { try Template.city(scratch, records: 5) }
    #expect(try scratch.read("city/mine.txt") == Array("mine".utf8))
  }

  @Test("Places lie in the box of their area")
  func placesLieInTheirArea() throws {
    let scratch = try ScratchDirectory()
    _ = try Template.city(scratch, records: 60)
    let store = try Store.open(try .exactly(scratch.path("city")))
    var looked = 0
    for entry in store.files.walk("records/complaints", stamps: false) {
      let document = try store.read(entry.path).document
      func number(_ field: String, _ document: Document) -> Double? {
        document.scalarText(field).flatMap { Double($0) }
      }
      guard let latitude = number("location.latitude", document), let area = document.scalarText("location.area") else {
        continue
      }
      let box = try store.read("records/areas/\(area).yaml").document
      let (south, north) = (try #require(number("bounds.south", box)), try #require(number("bounds.north", box)))
      #expect((south...north).contains(latitude))
      looked += 1
    }
    #expect(looked > 5)
  }
}

extension Document {
  /// The scalar at a dotted field.
  func scalarText(_ dotted: String) -> String? {
    node(at: dotted.split(separator: ".").map(String.init)).flatMap { text($0) }
  }
}
