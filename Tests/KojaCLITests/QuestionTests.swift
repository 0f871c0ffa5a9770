import KojaTestSupport
import Testing

/// A category asks further questions, as a schema that it lends to the complaints that name it.
@Suite struct QuestionTests {
  private let store: ScratchStore

  init() throws {
    store = try ScratchStore()
    try store.edit(
      "records/categories/jalan.yaml", "questions:\n  type: object\n",
      "questions:\n  type: object\n  required: [damage]\n")
    try store.git(["commit", "-qam", "Jenis kerusakan wajib"])
  }

  private func complaint(_ more: String...) throws -> Shell.Output {
    try RunKoja.run(
      [
        "new", "complaints", "class=complaint", "channel=counter", "summary=Jalan rusak", "description=Rusak.",
        "--lang", "en",
      ] + more, in: store.path)
  }

  @Test func anAnswerIsTypedByTheQuestionWhereverTheCategoryStands() throws {
    let made = try complaint("answers.damage=Amblas", "answers.length_m=12", "category=jalan")
    let id = try #require(made.lines.first, "\(made.standardError)")
    let text = try store.koja("show", id, "--format", "yaml").text
    #expect(text.contains("damage: subsided\n") && text.contains("length_m: 12\n"), "\(text)")
    let page = try store.koja("show", id, "--lang", "en").text
    #expect(page.contains("Kind of damage") && page.contains("Subsided") && page.contains("Length, about (metres)"))
  }

  @Test(arguments: [
    ("answers.damage=hijau", "`answers.damage` cannot be `hijau`"), ("answers.depth=3", "`answers` has no `depth`"),
    ("answers.length_m=0", "`length_m` (Length, about (metres)) must be at least 1"),
    ("answers.length_m=jauh", "`answers.length_m` cannot be `jauh`"),
  ]) func whatIsNotAskedOrDoesNotFitIsRefused(_ answer: String, _ told: String) throws {
    let refused = try complaint("category=jalan", answer)
    #expect(refused.status != 0 && refused.text.isEmpty)
    #expect(refused.standardError.contains(told), "\(refused.standardError)")
  }

  @Test func whatMustBeKnownIsAskedForAtTheVerification() throws {
    let made = try complaint("category=jalan", "answers.length_m=4")
    #expect(made.standardError.contains("answers.damage"), "what is asked is told at intake")
    let id = try #require(made.lines.first)
    let refused = try store.koja("do", id, "verify", "--lang", "en")
    #expect(refused.status == 1 && refused.standardError.contains("`answers` must have `damage`"))
    #expect(try store.koja("set", id, "answers.damage=hole").status == 0)
    #expect(try store.koja("do", id, "verify").status == 0)
    #expect(try store.koja("audit").standardError.contains("error") == false)
  }

  @Test func anotherCategoryDoesNotTakeTheAnswersOfTheFirst() throws {
    let id = try #require(try complaint("category=jalan", "answers.damage=hole").lines.first)
    let refused = try store.koja("set", id, "category=lampu-jalan", "--lang", "en")
    #expect(refused.status == 1 && refused.standardError.contains("`damage`"), "\(refused.standardError)")
    #expect(try store.koja("set", id, "category=lampu-jalan", "answers-").status == 0)
  }

  /// Answers were right when they were given.
  @Test func aQuestionThatIsTakenOutLaterMakesNoRecordWrong() throws {
    let id = try #require(try complaint("category=jalan", "answers.length_m=4").lines.first)
    try store.edit("records/categories/jalan.yaml", "      maximum: 20000\n", "      maximum: 3\n")
    #expect(try store.koja("commit", "-m", "Paling panjang tiga meter").status == 0)
    #expect(try store.koja("check").status == 0)
    #expect(try store.koja("set", id, "priority=high").status == 0)
    #expect(try store.koja("set", id, "answers.length_m=5").status == 1)
  }

  @Test func aHandEditIsAskedTheSame() throws {
    let id = try #require(try complaint("category=jalan", "answers.damage=hole").lines.first)
    let file = try #require(try store.koja("list", "complaints", "id:\(id)", "--format", "paths").lines.first)
    try store.edit(file, "damage: hole", "damage: besar")
    let refused = try store.koja("commit", "--lang", "en")
    #expect(refused.status == 1 && (refused.text + refused.standardError).contains("besar"))
  }

  @Test(arguments: [
    ("questions:\n  type: object\n", "questions:\n  type: array\n", "schema/const"),
    ("      minimum: 1\n", "      minimum: satu\n", "schema/"),
  ]) func questionsAreASchema(_ old: String, _ new: String, _ code: String) throws {
    try store.edit("records/categories/jalan.yaml", "  required: [damage]\n", "")
    try store.edit("records/categories/jalan.yaml", old, new)
    let found = try store.koja("check", "records/categories/jalan.yaml")
    #expect(found.status == 1 && found.text.contains(code), "\(found.text)")
  }

  @Test(arguments: [
    ("{properties: {b: {tpye: string}}}", "schema/unknown-keyword"),
    ("{properties: {a: {$ref: \"../../etc/passwd\"}}}", "schema/unknown-reference"),
    ("{properties: {a: {type: string}}, required: [b]}", "schema/unknown-field"),
    ("{properties: {a: {type: string, x-audience: personal}}}", "schema/open-person"),
  ]) func whatNobodyCouldAnswerOrReadIsNoQuestion(_ questions: String, _ code: String) throws {
    let refused = try store.koja("set", "categories/parkir", "questions=\(questions)")
    #expect(refused.status == 1 && refused.standardError.contains("[\(code)]"), "\(refused.standardError)")
  }

  @Test func manyFromAFileAreAskedTheSame() throws {
    let beside = try ScratchDirectory()
    func made(_ category: String, _ answers: String) throws -> Shell.Output {
      try beside.write(
        #"{"class":"complaint","category":"\#(category)","channel":"counter","summary":"Jalan rusak","description":"Ada.","answers":\#(answers),"reporter":{"anonymous":true,"secret":true}}"#
          + "\n", to: "x.jsonl")
      return try store.koja("new", "complaints", "--from", beside.path("x.jsonl"), "--lang", "en")
    }
    let bogus = try made("jalan", #"{"damage":"besar"}"#)
    #expect(
      bogus.status == 1 && bogus.standardError.contains("x.jsonl:1:") && bogus.standardError.contains("schema/enum"))
    #expect(try made("parkir", #"{"a":1}"#).standardError.contains("nothing is asked"))
    #expect(try store.koja("set", "categories/jalan", "active=tidak").status == 0)
    let idle = try made("jalan", #"{"damage":"hole"}"#)
    #expect(idle.status == 1 && idle.standardError.contains("its category is still in use"), "\(idle.standardError)")
  }

  @Test func aSchemaThatLendsNothingIsFound() throws {
    try store.edit("schemas/complaints/schema.yaml", "x-schema: category.questions", "x-schema: category.question")
    let found = try store.koja("schema", "check", "--lang", "en")
    #expect(found.status == 3 && found.text.contains("did you mean `category.questions`?"), "\(found.text)")
  }

  @Test func answersAreAskedForAsFields() throws {
    let hole = try #require(try complaint("category=jalan", "answers.damage=hole").lines.first)
    let deep = try #require(
      try complaint("category=jalan", "answers.damage=subsided", "answers.length_m=12").lines.first)
    let lamp = try #require(try complaint("category=lampu-jalan", "answers.pole=T-77 B").lines.first)
    func found(_ filter: String...) throws -> Set<String> {
      Set(try RunKoja.run(["list", "complaints"] + filter + ["--format", "ids"], in: store.path).lines)
    }
    #expect(try found("answers.damage:Amblas") == [deep] && found("answers.damage:hole") == [hole])
    #expect(try found("answers.length_m:10..20") == [deep] && found("answers.length_m<12") == [])
    #expect(try found("answers.pole:t-77") == [lamp], "a text is looked for in it")
    #expect(try found("has:answers", "sort:answers.damage") == [hole, deep, lamp])
    let typo = try store.koja("list", "complaints", "answers.damge:hole", "--lang", "en")
    #expect(typo.status == 2 && typo.standardError.contains("did you mean `answers.damage`?"), "\(typo.standardError)")
    let counts = try store.koja("count", "complaints", "--by", "answers.damage", "--format", "csv", "--lang", "en")
    #expect(counts.text.contains("hole,1") && counts.text.contains("subsided,1"), "\(counts.text)")
    let table = try store.koja("list", "complaints", "id:\(deep)", "--columns", "answers.damage", "--lang", "en")
    #expect(table.text.contains("Kind of damage") && table.text.contains("Subsided"), "\(table.text)")
    let open = try store.koja("export", "csv", "complaints", "--audience", "public")
    #expect(!open.text.contains("answers") && !open.text.contains("subsided"))
  }

  @Test func aTableTakesAnswersOutAndInAgain() throws {
    let id = try #require(try complaint("category=jalan", "answers.damage=hole").lines.first)
    let csv = try store.koja("export", "csv", "complaints", "id:\(id)").standardOutput
    let beside = try ScratchDirectory()
    func update(_ old: String, _ new: String) throws -> Shell.Output {
      try beside.write(String(decoding: csv, as: UTF8.self).replacing(old, with: new), to: "x.csv")
      return try store.koja("import", "--update", "complaints", beside.path("x.csv"), "--lang", "en")
    }
    let wrong = try update(",hole,", ",besar,")
    #expect(wrong.status == 1 && wrong.standardError.contains("besar"), "\(wrong.text)\(wrong.standardError)")
    #expect(try update(",hole,", ",Amblas,").status == 0)
    #expect(try store.koja("show", id, "--format", "yaml").text.contains("damage: subsided\n"))
  }

  @Test func anImportFillsThem() throws {
    try store.edit(
      "schemas/imports/lapor.yaml", "  channel: lapor\n", "  channel: lapor\n  answers.damage: {column: Kerusakan}\n")
    try store.git(["commit", "-qam", "Kerusakan"])
    let beside = try ScratchDirectory()
    try beside.write(
      """
      Tracking ID,Klasifikasi,Kategori,Tanggal Laporan,Judul Laporan,Isi Laporan,Lokasi,Status,Instansi,Kerusakan,\
      Tindak Lanjut,Rahasia,Tanggal Verifikasi,Tanggal Disposisi,Tanggal Tertunda,Tanggal Arsip,Tanggal Selesai
      L-1,Pengaduan,jalan,01/06/2026,Jalan rusak,Amblas,Simpang,Belum Terverifikasi,,Amblas,,Tidak,,,,,
      L-2,Pengaduan,jalan,01/06/2026,Jalan rusak,Amblas,Simpang,Belum Terverifikasi,,Parah,,Tidak,,,,,

      """, to: "lapor.csv")
    let taken = try store.koja("import", "lapor", beside.path("lapor.csv"), "--lang", "en")
    #expect(
      taken.standardError.contains("lapor.csv:3:") && taken.standardError.contains("Parah"), "\(taken.standardError)")
    #expect(try store.koja("count", "complaints", "answers.damage:subsided").text.contains("1"))
  }
}
