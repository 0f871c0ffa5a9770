import Glibc
import KojaTestSupport
import Testing

/// `koja validate` through the built tool, in a folder that is no store.
@Suite struct ValidateTests {
  private let folder: ScratchDirectory

  init() throws {
    folder = try ScratchDirectory()
    try folder.write(
      """
      $schema: "https://json-schema.org/draft/2020-12/schema"
      $id: "https://example.org/person.yaml"
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: {$ref: "common.json#/$defs/name"}
        born: {type: string, format: date}
        home: {$ref: "https://example.org/address"}

      """, to: "schema/person.yaml")
    try folder.write(#"{"$defs": {"name": {"type": "string", "minLength": 3}}}"#, to: "schema/common.json")
    try folder.write(#"{"$id": "https://example.org/address", "type": "string"}"#, to: "other/address.json")
    try folder.write("name: ab\n---\nname: &n Sari\nborn: besok\nhome: *n\n", to: "data/a.yaml")
    try folder.write(#"{"name": "Budi", "age": 3}"#, to: "data/deep/b.json")
    try folder.write("name: Tono\n", to: "data/deep/c.yml")
    try folder.write("bukan data", to: "data/deep/d.txt")
  }

  private func validate(_ arguments: String..., input: String = "") throws -> Shell.Output {
    try RunKoja.run(["validate"] + arguments, in: folder.path, input: Array(input.utf8))
  }

  private let known = ["--schema", "other/address.json", "--format", "concise", "--lang", "en"]

  private func lines(_ arguments: [String], input: String = "") throws -> [String] {
    let output = try RunKoja.run(
      ["validate", "schema/person.yaml"] + arguments + known, in: folder.path, input: Array(input.utf8))
    return output.lines.map { $0.splitting(at: ":").prefix(3).joined(separator: ":") }
  }

  @Test func whatItSaysIsRecorded() throws {
    let given = ["--schema", "other/address.json"]
    let commands = [
      ["schema/person.yaml", "data"], ["schema/person.yaml", "data"] + given,
      ["schema/person.yaml", "data"] + given + ["--assert-format", "--lang", "en"],
      ["schema/person.yaml", "data/deep/b.json", "--format", "json"] + given, ["schema/tidak-ada.yaml", "data"],
      ["schema/person.yaml", "tidak-ada"] + given, ["schema/person.yaml", "schema/..", "--max-findings", "1"] + given,
      ["schema/person.yaml"],
    ]
    let text = try commands.map {
      transcript(["validate"] + $0, try RunKoja.run(["validate"] + $0, in: folder.path, environment: ["COLUMNS": "80"]))
    }.joined()
    #expect(try goldens.difference(text, "validate") == nil)
  }

  @Test func everyDocumentOfEveryFileIsJudgedInOrder() throws {
    #expect(try lines(["data"]) == ["data/a.yaml:1:7", "data/deep/b.json:1:18", "2 errors in 2 files (3 checked)"])
    #expect(try lines(["data/deep/b.json", "data/a.yaml"]).prefix(2) == ["data/deep/b.json:1:18", "data/a.yaml:1:7"])
    #expect(try lines(["data/a.yaml", "--assert-format"]).contains("data/a.yaml:4:7"))
  }

  @Test func aFileHasOneNameHoweverItIsTyped() throws {
    let typed = ["data/deep/b.json", "./data/deep/b.json", "data//deep/../deep/b.json", "data/deep"]
    #expect(try lines(typed) == ["data/deep/b.json:1:18", "1 error in 1 file (2 checked)"])
  }

  @Test func referencesToFilesMayBeEncoded() throws {
    try folder.write(#"{"properties": {"a": {"$ref": "bagian%20bersama.json#/$defs/a%20b"}}}"#, to: "schema/utama.json")
    try folder.write(#"{"$defs": {"a b": {"type": "integer"}}}"#, to: "schema/bagian bersama.json")
    try folder.write("a: x\n", to: "a.yaml")
    let output = try validate("./schema/utama.json", "a.yaml", "--lang", "en")
    #expect(output.lines.first == "a.yaml:1:4: error[schema/type]: `a` must be a whole number, not text")
    #expect(output.lines.contains("    = rule: schema/bagian bersama.json:1:20"))
  }

  @Test func aMetaschemaOfOnesOwnJudgesTheSchemasThatNameIt() throws {
    let meta = #"""
      {"$id": "https://example.org/meta", "$schema": "https://json-schema.org/draft/2020-12/schema",
       "$dynamicAnchor": "meta", "allOf": [{"$ref": "https://json-schema.org/draft/2020-12/schema"}],
       "required": ["title"]}
      """#
    try folder.write(meta, to: "meta.json")
    try folder.write(##"{"$schema": "https://example.org/meta", "title": "x", "minLength": 2}"##, to: "titled.json")
    try folder.write(##"{"$schema": "https://example.org/meta", "minLength": 2}"##, to: "bare.json")
    let more = ["data/deep/b.json", "--schema", "meta.json", "--format", "concise", "--lang", "en"]
    #expect(try RunKoja.run(["validate", "titled.json"] + more, in: folder.path).status == 0)
    let bare = try RunKoja.run(["validate", "bare.json"] + more, in: folder.path)
    #expect(bare.status == 1)
    #expect(bare.lines.first == "bare.json:1:2: error[schema/required]: this file must have `title`")
    let unknown = try validate("bare.json", "data/deep/b.json", "--lang", "en")
    #expect(unknown.text.contains("or name the file of its metaschema: `--schema FILE`"))
  }

  @Test func machinesGetAllUnlessTheySayHowMany() throws {
    try folder.write("[" + Array(repeating: "{}", count: 99).joined(separator: ",") + "]", to: "banyak.json")
    try folder.write("type: array\nitems: {required: [a, b]}\n", to: "list.yaml")
    func count(_ more: String...) throws -> Int {
      try RunKoja.run(
        ["validate", "list.yaml", "banyak.json", "banyak.json", "data/deep/b.json", "--format", "jsonl"] + more,
        in: folder.path
      ).lines.count
    }
    #expect(try count() == 101)
    #expect(try count("--max-findings", "3") == 3)
  }

  @Test func aListMayHaveLinesOrNULs() throws {
    let expected = ["data/deep/b.json:1:18", "1 error in 1 file (2 checked)"]
    #expect(try lines(["-"], input: "data/deep/b.json\r\ndata/deep/c.yml\n") == expected)
    #expect(try lines(["-"], input: "data/deep/b.json\0data/deep/c.yml\0") == expected)
  }

  @Test func recordsAreJudgedByStricterRules() throws {
    #expect(try validate("schema/person.yaml", "data/deep/c.yml", "--schema", "other/address.json").status == 0)
    #expect(try lines(["data/a.yaml", "--as-record"]).first == "data/a.yaml:2:1", "a second document")
    try folder.write("name: &n Sari\nhome: *n\n", to: "alias.yaml")
    #expect(try lines(["alias.yaml"]) == ["No errors (1 checked)"])
    #expect(try lines(["alias.yaml", "--as-record"]).first == "alias.yaml:1:7", "an anchor")
  }

  @Test func pipesAndDevicesAreReadOnlyWhenTheyWereHandedOver() throws {
    #expect(
      try lines(["/dev/stdin"], input: "name: ab\n") == ["/dev/stdin:1:7", "1 error in 1 file (1 checked)"])
    #expect(mkfifo(folder.path("pipa.yaml"), 0o600) == 0)
    for path in ["/dev/zero", "pipa.yaml"] {
      let output = try validate("schema/person.yaml", path, "--schema", "other/address.json", "--lang", "en")
      #expect(output.status == 5 && output.text.contains("is not a regular file"))
      #expect(try validate(path, "data").status == 2, "as a schema it is a slip of the command line")
    }
    try folder.write("$ref: pipa.yaml\n", to: "refers.yaml")
    #expect(try validate("refers.yaml", "data/a.yaml").text.contains("schema/unknown-reference"))
  }

  @Test func whatIsNoSchemaIsNotReadOut() throws {
    for (name, text) in [("rahasia.yaml", "sandi: hunter2\n"), ("rahasia", "hunter2: [\n"), ("angka.json", "12345")] {
      try folder.write(text, to: "lain/\(name)")
      for reference in ["../lain/\(name)", folder.path("lain/\(name)")] {
        try folder.write("$ref: \"\(reference)\"\n", to: "asing/schema.yaml")
        let output = try validate("asing/schema.yaml", "data/a.yaml")
        #expect(output.status == 1 && output.text.contains("schema/unknown-reference"))
        #expect(!output.text.contains("hunter2") && !output.text.contains("12345"))
      }
    }
    try folder.write("$defs: {nama: {type: string}}\n", to: "umum.yaml")
    try folder.write("properties: {name: {$ref: \"../umum.yaml#/$defs/nama\"}}\n", to: "asing/schema.yaml")
    #expect(try validate("asing/schema.yaml", "data/deep/c.yml").status == 0, "a schema beside it is found")
  }

  @Test func aSchemaFileHoldsOneSchema() throws {
    try folder.write("type: object\n---\ntype: string\n", to: "dua.yaml")
    let output = try validate("dua.yaml", "data/deep/c.yml", "--format", "concise", "--lang", "en")
    #expect(output.status == 1 && output.lines.first?.hasPrefix("dua.yaml:3:1: error[yaml/documents]") == true)
    #expect(try validate("schema", "data/a.yaml").status == 2, "a folder is no schema")
  }

  @Test func aSlipOfASchemaIsToldWithTheWordThatWasMeant() throws {
    try folder.write("properties: {nama: {type: strng}}\nrequired: [nma]\n", to: "slip.yaml")
    let text = try validate("slip.yaml", "data/a.yaml", "--lang", "en").text
    #expect(text.contains("did you mean `string`?") && text.contains("did you mean `nama`?"))
  }

  @Test(arguments: [
    ("$anchor: 1a\n", "1:10"), ("type: [string, string]\n", "1:16"), ("required: [a, a]\n", "1:15"),
    ("$id: \"a b\"\n", "1:6"), ("minLength: -1\n", "1:12"), ("type: strng\n", "1:7"),
    ("$schema: \"http://json-schema.org/draft-07/schema#\"\n", "1:10"),
  ]) func aSchemaIsJudgedByItsMetaschemaOnceForEachFault(text: String, place: String) throws {
    try folder.write(text, to: "faulty.yaml")
    let output = try validate("faulty.yaml", "data/deep/c.yml", "--format", "concise", "--lang", "en")
    #expect(output.status == 1)
    #expect(output.lines.count == 2 && output.lines[0].hasPrefix("faulty.yaml:\(place): error["), "\(output.text)")
  }

  @Test func whatAnAliasBringsIsMendedAtItsAnchor() throws {
    try folder.write("properties: {b: {type: integer}}\n", to: "bilangan.yaml")
    try folder.write("a: &x \"1\"\nb: *x\n", to: "jangkar.yaml")
    let text = try validate("bilangan.yaml", "jangkar.yaml", "--lang", "en").text
    #expect(text.contains("must be a whole number") && !text.contains("without quotes"))
  }

  @Test func thousandsOfFilesKeepTheirOrder() throws {
    for number in 100..<400 {
      try folder.write(number % 7 == 0 ? "nama: x\n" : "name: Tono\n", to: "many/\(number).yaml")
    }
    let found = try lines(["many", "--max-findings", "1000"]).filter { $0.hasPrefix("many/") }
    #expect(found == found.sorted() && Set(found).count == 43)
  }

  @Test func hostileNamesAndContentsDoNotReachTheTerminal() throws {
    try folder.write("name: \"\\e[31m\"\n\"a\\e\": 1\n", to: "hostile/x\u{1B}[31m.yaml")
    try folder.write([0xFF, 0x00, 0x1B], to: "hostile/bytes.yaml")
    let output = try validate("schema/person.yaml", "hostile", "--schema", "other/address.json")
    #expect(output.status == 1)
    #expect(!(output.standardOutput + Array(output.standardError.utf8)).contains(0x1B))
  }

  @Test func aSchemaThatIsBrokenJudgesNothing() throws {
    try folder.write("type: 5\n", to: "broken.yaml")
    let output = try validate("broken.yaml", "data", "--format", "concise")
    #expect(output.status == 1 && output.lines.first?.hasPrefix("broken.yaml:1:7: ") == true)
    try folder.write("$ref: \"b.yaml\"\n", to: "ring/a.yaml")
    try folder.write("$ref: \"a.yaml\"\n", to: "ring/b.yaml")
    #expect(try validate("ring/a.yaml", "data").status == 1, "a ring of files is told and ends")
  }

  @Test func helpFitsTheScreenAndHasAnExample() throws {
    for language in ["id", "en"] {
      let help = try RunKoja.run(
        ["validate", "--help", "--lang", language], in: folder.path, environment: ["COLUMNS": "80"])
      #expect(help.lines.allSatisfy { $0.count <= 80 || $0.contains("koja validate <SCHEMA>") })
      #expect(help.text.contains("git ls-files -z data | koja validate"))
    }
  }
}
