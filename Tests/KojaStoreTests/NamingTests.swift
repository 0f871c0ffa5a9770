import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport
import Testing

@Suite struct IDRuleTests {
  @Test func thePathFollowsFromTheIdAlone() throws {
    func path(_ collection: String, _ id: String) throws -> String? { try City.collection(collection).path(of: id) }
    #expect(try path("complaints", "SKS-2603-7K3FQ2X") == "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml")
    #expect(try path("units", "perkim") == "records/units/perkim.yaml")
    #expect(
      try path("numbers", "agenda-masuk-2026-012345")
        == "records/numbers/agenda-masuk/2026/012/agenda-masuk-2026-012345.yaml")
    #expect(
      try path("numbers", "surat-keluar-2026-000015-a")
        == "records/numbers/surat-keluar/2026/000/surat-keluar-2026-000015-a.yaml")
  }

  @Test(arguments: [
    "", ".", "..", "../x", "a/b", ".git", "a\n", "a\u{7F}", "A", "ñ", String(repeating: "a", count: 201),
  ])
  func whatCannotBeAFileNameIsNoId(_ id: String) throws {
    for collection in try City.catalogue().collections {
      #expect(collection.ids.judge(id) == .wrongForm, "\(collection.name)")
      #expect(collection.path(of: id) == nil)
    }
  }

  @Test func aMistypedIdIsToldFromOneOfAnotherForm() throws {
    let rule = try City.collection("complaints").ids
    #expect(rule.prefix == "SKS")
    #expect(rule.judge("SKS-2603-7K3FQ2X") == .good(folder: "2026/03"))
    #expect(rule.judge("SKS-2603-7K3FQ2Y") == .mistyped)
    #expect(rule.judge("SKS-2603-7K3FQX2") == .mistyped, "two letters swapped")
    #expect(rule.judge("SKS-2613-7K3FQ2X") == .wrongForm, "no such month")
    #expect(rule.judge("perkim") == .wrongForm)
  }

  @Test func everyShippedRecordLiesWhereItsIdSays() throws {
    for path in City.records.keys {
      let collection = try #require(try City.catalogue().collection(ofPath: path.string))
      #expect(collection.path(of: Record.id(ofPath: path.string)) == path.string)
    }
  }
}

@Suite struct AssignmentTests {
  @Test func theFormsAreToldApart() throws {
    func read(_ text: String) throws -> String {
      let assignment = try Assignment(argument: text)
      return switch assignment.kind {
      case .set(let value): "\(assignment.field) set <\(value)>"
      case .append(let value): "\(assignment.field) append <\(value)>"
      case .drop(let value): "\(assignment.field) drop <\(value)>"
      case .remove: "\(assignment.field) remove"
      }
    }
    #expect(try read("unit=perkim") == "unit set <perkim>")
    #expect(try read("unit=") == "unit set <>")
    #expect(try read("note=a=b - c") == "note set <a=b - c>")
    #expect(try read("keywords+=lampu mati") == "keywords append <lampu mati>")
    #expect(try read("priority-") == "priority remove")
    #expect(try read("keywords-=gelap") == "keywords drop <gelap>")
    #expect(try read("location.area=15.71") == "location.area set <15.71>")
  }

  @Test(arguments: ["", "=x", "+=x", "-", "unit"]) func whatIsNoneIsRefusedWithTheForms(_ text: String) {
    let failure = #expect(throws: Failure.self) { try Assignment(argument: text) }
    #expect(failure?.kind == .usage)
    #expect(failure?.hint?.id == "bentuknya `kolom=isi`, `kolom+=isi`, `kolom-=isi` atau `kolom-`")
  }
}

@Suite struct FieldTypingTests {
  private func typed(_ text: String, _ name: String, in collection: String = "complaints") throws -> String {
    let typing = FieldTyping(try City.collection(collection), offset: 7 * 60)
    return try typing.value(text, for: try typing.field(name)).json()
  }

  @Test func fieldsGoByNameAndByLabel() throws {
    let typing = FieldTyping(try City.collection("complaints"), offset: 7 * 60)
    for name in ["priority", "Prioritas", "prioritas"] { #expect(try typing.field(name).name == "priority") }
    #expect(try typing.field("location.area").name == "location.area")
    #expect(try typing.field("diterima pada").name == "received_at")
    let failure = #expect(throws: Failure.self) { try typing.field("prioriti") }
    #expect(failure?.kind == .usage)
    #expect(failure?.hint?.en.contains("did you mean `") == true)
  }

  @Test func codesGoByLabelInBothLanguages() throws {
    #expect(try typed("high", "priority") == "\"high\"")
    #expect(try typed("Tinggi", "priority") == "\"high\"")
    #expect(try typed("tinggi", "priority") == "\"high\"")
    #expect(try typed("Emergency", "priority") == "\"emergency\"")
    #expect(try typed("datang-langsung", "channel") == "\"counter\"")
    #expect(try typed("Selesai", "status") == "\"resolved\"")
    let failure = #expect(throws: Failure.self) { try typed("gawat", "priority") }
    #expect(failure?.hint?.en == "allowed: low (Low), normal (Normal), high (High), emergency (Emergency)")
  }

  @Test func timesGetTheOfficesZone() throws {
    #expect(try typed("2026-03-14T08:12", "received_at") == "\"2026-03-14T08:12:00+07:00\"")
    #expect(try typed("2026-03-14 08:12", "received_at") == "\"2026-03-14T08:12:00+07:00\"")
    #expect(try typed("2026-03-14T08:12:00+09:00", "received_at") == "\"2026-03-14T08:12:00+09:00\"")
    #expect(try typed("kemarin", "received_at") == "\"kemarin\"")
    #expect(try typed("2026-03-14", "promised_at") == "\"2026-03-14\"")
  }

  @Test func codesStayTextsAndNumbersNumbers() throws {
    #expect(try typed("15.71.01.1003", "location.area") == "\"15.71.01.1003\"")
    #expect(try typed("0123", "summary") == "\"0123\"")
    #expect(try typed("4", "rating") == "4")
    #expect(try typed("-1.60", "location.latitude") == "-1.60")
    for (text, name) in [
      ("empat", "rating"), ("4.5", "rating"), ("nan", "location.latitude"), ("inf", "location.latitude"),
      ("0x1p3", "location.latitude"),
    ] {
      #expect(throws: Failure.self, "\(text)") { try typed(text, name) }
    }
  }

  @Test func numbersAreWrittenAsJSONWritesThem() throws {
    for (text, name) in [
      ("007", "rating"), ("+4", "rating"), ("1.", "location.latitude"), (".5", "location.latitude"),
      ("-01", "location.latitude"), ("1.e5", "location.latitude"),
    ] {
      #expect(throws: Failure.self, "\(text)") { try typed(text, name) }
    }
    #expect(try typed("-0.5e+1", "location.latitude") == "-0.5e+1")
  }

  @Test func yesAndNoAreSaidInBothLanguages() throws {
    for yes in ["ya", "yes", "true", "Ya"] { #expect(try typed(yes, "sample") == "true") }
    for no in ["tidak", "no", "false"] { #expect(try typed(no, "sample") == "false") }
    #expect(throws: Failure.self) { try typed("mungkin", "sample") }
  }

  @Test func listsAreSplitAtCommas() throws {
    #expect(try typed("lampu, gelap ,tiang", "keywords", in: "categories") == "[\"lampu\",\"gelap\",\"tiang\"]")
    #expect(try typed("Admin penghubung,clerk", "roles", in: "officers") == "[\"liaison\",\"clerk\"]")
  }

  @Test func anObjectIsSetByItsParts() throws {
    let failure = #expect(throws: Failure.self) { try typed("rumah", "location") }
    #expect(failure?.hint?.en == "name its parts: location.text, location.area, location.latitude, location.longitude")
  }
}

@Suite struct FieldChangeTests {
  private func changes(_ old: String?, _ new: String?) throws -> [String] {
    func tree(_ text: String?) throws -> Document? {
      try text.map { try DraftReader.read(Array($0.utf8), path: "x.yaml") }
    }
    return FieldChange.between(try tree(old), try tree(new)).map {
      "\($0.field): \($0.old?.json() ?? "-") -> \($0.new?.json() ?? "-")"
    }
  }

  @Test func onlyValuesCount() throws {
    #expect(try changes("a: 1\nb: \"x\"\n", "# note\nb: x\n\na:   1\n") == [])
    #expect(try changes("a: 1\n", "a: 2\n") == ["a: 1 -> 2"])
    #expect(try changes("a: 1\n", "a: \"1\"\n") == ["a: 1 -> \"1\""])
  }

  @Test func mappingsAreFollowedAndListsAreOneValue() throws {
    #expect(
      try changes("p: {x: 1, y: 2}\nl: [1, 2]\n", "p: {x: 1, y: 3, z: 4}\nl: [1]\n") == [
        "p.y: 2 -> 3", "p.z: - -> 4", "l: [1,2] -> [1]",
      ])
    #expect(try changes("p: {x: {y: 1}}\n", "q: 1\n") == ["q: - -> 1", "p.x.y: 1 -> -"])
    #expect(try changes("p: {x: 1}\n", "p: 1\n") == ["p: {\"x\":1} -> 1"])
  }

  @Test func newAndRemovedRecordsTellEveryField() throws {
    #expect(try changes(nil, "a: 1\np: {x: 2}\n") == ["a: - -> 1", "p.x: - -> 2"])
    #expect(try changes("a: 1\n", nil) == ["a: 1 -> -"])
  }

  @Test func statusAndTimelineAreTheActionsToTell() throws {
    #expect(try changes("status: a\ntimeline: []\n", "status: b\ntimeline: [{x: 1}]\n") == [])
  }
}
