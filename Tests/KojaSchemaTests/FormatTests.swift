import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// Formats at their edges; the official suite has the rest.
struct FormatTests {
  private static func accepts(_ format: String, _ text: String) throws -> Bool {
    let schema = try #require(JSONReader.read(Array(#"{"format": "\#(format)"}"#.utf8), path: "s").document)
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let value = try #require(JSONReader.read(Array("\"\(escaped)\"".utf8), path: "v").document)
    return try #require(SchemaSet([SchemaSource(uri: "s", document: schema)]).schema("s")).isValid(value)
  }

  @Test(arguments: [
    ("date", "2024-02-29"), ("date", "2000-02-29"), ("date", "2026-12-31"), ("date-time", "2026-03-14t08:12:00z"),
    ("date-time", "2026-03-14T08:12:00.123456789-00:00"), ("time", "06:59:60+07:00"), ("duration", "P3W"),
    ("email", #""a b\"c"@x.id"#), ("email", "a+b@[IPv6:::1]"), ("idn-email", "ibu@jämbi.id"), ("hostname", "a.b-c.3"),
    ("idn-hostname", "bücher.example"), ("ipv4", "255.0.0.1"), ("ipv6", "::ffff:1.2.3.4"), ("uri", "urn:a:b"),
    ("uri", "http://u:p@[v1.a]:80/x?y#z"), ("uri-reference", "?a=b"), ("uri-reference", ""), ("iri", "x://ü/é"),
    ("iri-reference", "é#ü"), ("uri-template", "{/a*,b:3}"), ("uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380"),
    ("json-pointer", "/a~01//"), ("relative-json-pointer", "10#"), ("regex", #"(?<=a+)\p{L}"#), ("unheard-of", "x"),
  ])
  func accepts(format: String, text: String) throws {
    #expect(try Self.accepts(format, text))
  }

  @Test(arguments: [
    ("date", "2023-02-29"), ("date", "1900-02-29"), ("date", "2026-04-31"), ("date", "2026-00-10"),
    ("date", "2026/03-14"),
    ("date", "2026-13-01"), ("date", "2026-03-00"), ("date-time", "2026-03-14 08:12:00Z"), ("date-time", "2026-03-14T"),
    ("date-time", "2026-03-14T08:12:00.Z"), ("date-time", "2026-03-14T08:12:00+07:0"), ("time", "23:59:60+07:00"),
    ("time", "08:12:00.5"), ("duration", "P1Y1D"), ("duration", "P1H"), ("email", "a..b@x.id"), ("email", "a@-x.id"),
    ("email", "@x.id"), ("email", "a@"), ("email", #""a"b"@x.id"#), ("email", #""a\"@x.id"#), ("idn-email", "é"),
    ("hostname", "a_b"), ("hostname", "xn--"), ("idn-hostname", "a--b.-é"), ("ipv4", "1.2.3.04"), ("ipv4", "1.2.3."),
    ("ipv6", "1:2:3:4:5:6:7::8:9"), ("ipv6", ":::"), ("ipv6", ""), ("uri", "//x"), ("uri", "a:%4"), ("uri", "a:[b]"),
    ("uri", "http://x:8o/"), ("uri-reference", "1:b"), ("uri-reference", "é"), ("iri", "é:a"), ("iri-reference", "a b"),
    ("uri-template", "{a"), ("uri-template", "{a%4}"), ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638-"),
    ("json-pointer", "a"), ("json-pointer", "/~"), ("relative-json-pointer", "01"), ("regex", "(?>a)"),
    ("regex", "[z-a]"),
  ])
  func refuses(format: String, text: String) throws {
    #expect(try !Self.accepts(format, text))
  }

  @Test func theExampleOfAFindingIsRight() throws {
    let names = [
      "date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
      "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex",
    ]
    for name in names {
      let schema = try #require(JSONReader.read(Array(#"{"format": "\#(name)"}"#.utf8), path: "s").document)
      let value = try #require(JSONReader.read(Array(#""%[(é ~""#.utf8), path: "v").document)
      let compiled = try #require(SchemaSet([SchemaSource(uri: "s", document: schema)]).schema("s"))
      let detail = try #require(compiled.findings(value, path: "v").first?.details.first, "\(name) finds nothing")
      let example = try #require(detail.en.split(separator: ": ", maxSplits: 1).last)
      #expect(try Self.accepts(name, String(example)), "\(name): \(example)")
    }
  }
}
