import KojaIndex
import KojaModel
import Testing

@Suite struct FilterErrorTests {
  /// Where each mistake is, and a piece of the hint.
  @Test(
    arguments: [
      (["statsu:assigned"], 0, 1..<7, "`status`"), (["-statsu:assigned"], 0, 2..<8, "`status`"),
      (["status:asigned"], 0, 8..<15, "`assigned`"), (["status:received,selesia"], 0, 17..<24, "`resolved`"),
      (["status:qqqqqqqqq"], 0, 8..<17, "there are: received"), (["kategory:x"], 0, 1..<9, "`category`"),
      (["category.unti:x"], 0, 1..<14, "`category.unit`"), (["cafe", "received_at:"], 1, 1..<13, "shell"),
      (["received_at:2026-13"], 0, 13..<20, "2026-03"), (["received_at:2026-02-30.."], 0, 13..<23, "2026-03"),
      (["age:7"], 0, 5..<6, "7d"), (["has:tag"], 0, 5..<8, "`tags`"),
      (["sort:-recieved_at"], 0, 7..<18, "`received_at`"),
      (["secret:mungkin"], 0, 8..<15, "true"), (["overdue:resolv"], 0, 9..<15, "`resolve`"),
      (["votes:1,,2"], 0, 7..<11, "comma"), (["lampu", "or"], 1, 1..<3, "words of their own"),
      (["cafe", "votes"], 1, 1..<6, "shell"),
      (["é", "due.respon:today"], 1, 1..<11, "`due.respond`"),
      (["status=received"], 0, 7..<16, "`status:received`"),
      (["a", "status!=received"], 1, 7..<17, "`-status:received`"),
      (["status==received"], 0, 7..<17, "`status:received`"), (["!status:received"], 0, 1..<17, "`-status:received`"),
      (["received_at:2026-03-15..2026-01"], 0, 13..<32, "`2026-01..2026-03-15`"), (["votes:9..2"], 0, 7..<11, "`2..9`"),
      (["age:2y..1y"], 0, 5..<11, "`1y..2y`"), (["votes..9"], 0, 6..<9, "`votes:..9`"),
      (["status~received"], 0, 7..<16, "`status:received`"),
      (["a", "[status:received]"], 1, 1..<18, "[ status:received ]"),
      (["(status:received or lampu)"], 0, 1..<27, "( status:received or lampu )"),
      (["not lampu"], 0, 1..<10, "not lampu"), (["sort:"], 0, 1..<6, "sort:-"), (["a", "has:"], 1, 1..<5, "has:FIELD"),
      (["(", "lampu", "or", ")"], 2, 1..<3, "words of their own"), (["a", "sort:votes", "not"], 2, 1..<4, "`not`"),
      (["tidak", "status:received"], 0, 1..<6, "`not status:received`"),
    ] as [([String], Int, Range<Int>, String)])
  func mistakesAreShownWhereTheyAre(_ row: ([String], Int, Range<Int>, String)) throws {
    let error = try #require(throws: FilterError.self) { try City.filter(row.0) }
    #expect(error.argument == row.1)
    #expect(error.columns == row.2, "\(row.0)")
    #expect(error.hint?.en.contains(row.3) == true, "\(error.message.en): \(error.hint?.en ?? "")")
    #expect(error.hint?.id != error.hint?.en)
  }

  @Test(arguments: [
    ["("], [")"], ["(", "a"], ["a", ")"], ["not"], ["or", "a"], [""], ["status:received..resolved"], ["votes:.."],
    ["votes:x"], ["votes:nan"], ["a\0b"], ["summary:a\0"], ["secret<true"], ["overdue:"], ["sort:"], [":"],
  ])
  func whatMakesNoSenseIsRefused(_ arguments: [String]) {
    if arguments == ["votes:.."] {
      #expect(throws: FilterError.self) { try City.filter(["votes:1,.."]) }
    }
    #expect(throws: FilterError.self) { try City.filter(arguments) }
  }

  @Test func idsThatNoRecordHasAreToldWithTheNearest() throws {
    let index = try City.index(City.references + City.complaints(20, seed: 1))
    func check(_ arguments: String...) throws -> FilterError? {
      try index.unknownReference(in: City.filter(arguments), of: "complaints")
    }
    let error = try #require(try check("lampu", "or", "-category:drainase,lampu-jaln"))
    #expect(error.argument == 2)
    #expect(error.columns == 20..<30)
    #expect(error.hint?.en == "did you mean `lampu-jalan`?")
    #expect(try check("category.unit:perkm") != nil)
    #expect(try check("category:drainase", "category.unit:perkim,pupr") == nil)
    #expect(try check("category:tidak-ada") == nil, "dangling, but records refer to it")
    let id = try #require(index.identifiers(in: "complaints").first)
    #expect(try check("id:\(id)") == nil)
    #expect(try check("-id:\(id),nobody")?.columns == (6 + id.count)..<(12 + id.count))
  }
}
