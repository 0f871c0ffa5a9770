import KojaModel
import Testing

@testable import KojaYAML

@Suite struct SyntaxTests {
  /// What libyaml 0.2.5 can say of a text that passed the look at its bytes, and what it was doing.
  private static let messages: [(problem: String, context: String)] = [
    ("block sequence entries are not allowed in this context", ""),
    ("mapping keys are not allowed in this context", ""), ("mapping values are not allowed in this context", ""),
    ("found character that cannot start any token", "while scanning for the next token"),
    ("could not find expected ':'", "while scanning a simple key"),
    ("could not find expected directive name", "while scanning a directive"),
    ("found unexpected non-alphabetical character", "while scanning a directive"),
    ("found unknown directive name", "while scanning a directive"),
    ("did not find expected comment or line break", "while scanning a directive"),
    ("did not find expected digit or '.' character", "while scanning a %YAML directive"),
    ("found extremely long version number", "while scanning a %YAML directive"),
    ("did not find expected version number", "while scanning a %YAML directive"),
    ("did not find expected whitespace", "while scanning a %TAG directive"),
    ("did not find expected whitespace or line break", "while scanning a %TAG directive"),
    ("did not find expected '!'", "while scanning a tag directive"),
    ("did not find expected '!'", "while scanning a tag"),
    ("did not find expected alphabetic or numeric character", "while scanning an anchor"),
    ("did not find expected alphabetic or numeric character", "while scanning an alias"),
    ("did not find the expected '>'", "while scanning a tag"),
    ("did not find expected whitespace or line break", "while scanning a tag"),
    ("did not find expected tag URI", "while parsing a tag"),
    ("did not find expected tag URI", "while parsing a %TAG directive"),
    ("did not find URI escaped octet", "while parsing a tag"),
    ("did not find URI escaped octet", "while parsing a %TAG directive"),
    ("found an incorrect leading UTF-8 octet", "while parsing a tag"),
    ("found an incorrect trailing UTF-8 octet", "while parsing a %TAG directive"),
    ("found an indentation indicator equal to 0", "while scanning a block scalar"),
    ("did not find expected comment or line break", "while scanning a block scalar"),
    ("found a tab character where an indentation space is expected", "while scanning a block scalar"),
    ("found unexpected document indicator", "while scanning a quoted scalar"),
    ("found unexpected end of stream", "while scanning a quoted scalar"),
    ("found unknown escape character", "while parsing a quoted scalar"),
    ("did not find expected hexdecimal number", "while parsing a quoted scalar"),
    ("found invalid Unicode character escape code", "while parsing a quoted scalar"),
    ("found a tab character that violates indentation", "while scanning a plain scalar"),
    ("found unexpected ':'", "while scanning a plain scalar"),
    ("did not find expected <document start>", ""), ("found undefined tag handle", "while parsing a node"),
    ("did not find expected node content", "while parsing a block node"),
    ("did not find expected node content", "while parsing a flow node"),
    ("did not find expected '-' indicator", "while parsing a block collection"),
    ("did not find expected key", "while parsing a block mapping"),
    ("did not find expected ',' or ']'", "while parsing a flow sequence"),
    ("did not find expected ',' or '}'", "while parsing a flow mapping"),
    ("found duplicate %YAML directive", ""), ("found duplicate %TAG directive", ""),
    ("found incompatible YAML document", ""),
  ]

  @Test func everyMessageOfLibYAMLHasWordsOfItsOwn() {
    for (problem, context) in Self.messages {
      #expect(SyntaxMessage.find(problem, in: context) != nil, "\(problem), \(context)")
    }
  }

  @Test(arguments: [
    ("a: |«0»\n  x\n", "at least 1"),
    ("a: «!»x!y z\n", "YAML tag"),
    ("a: «!»<x y\n", "YAML tag"),
    ("a: «!»\"x y\n", "YAML tag"),
    ("a: «!»x%zz y\n", "YAML tag"),
    ("a: «?» b\n", "question mark"),
    ("a: «&» b\n", "cannot begin with `&`"),
    ("a: «*» b\n", "cannot begin with `&`"),
    ("a: \"«\\»xzz\"\n", "hexadecimal"),
    ("a: \"«\\»q\"\n", "backslash"),
    ("%YAML 1.2\n«%»YAML 1.2\n---\na: 1\n", "is set above already"),
    ("«%»TAG x\n---\na: 1\n", "begins with `%`, is not known"),
    ("a: b«:» c\n", "a second colon on one line"),
    ("«:» a\n", "no key before this colon"),
    ("a: {b: 1, «:» 2}\n", "no key before this colon"),
    ("a:\n  -«\t»b\n", "a tab follows the `-`"),
    ("a: 1\n...\n«b»: 2\n", "another one begins with `---`"),
    ("a: b\n«-» c\n", "where a key is expected"),
    ("a: 1\n«]»\n", "without an opening one"),
    ("a: [x]«y»\n", "follows the end of the value"),
    ("a: \"x\"«y»\n", "closing quote"),
    ("a: {b: c«:» d}\n", "second colon"),
    ("[a: b«:» c]\n", "second colon"),
    ("a: «[»b: 1\nc: 2\n", "bracket is not closed"),
  ]) func itIsSaidPlainlyAtItsPlace(text: String, words: String) throws {
    let marked = Marked(text)
    let findings = YAMLReader.read(marked.bytes, path: "r.yaml").findings
    let finding = try #require(findings.first { $0.code == "yaml/syntax" })
    #expect(finding.message.en.contains(words), "\(finding.message.en)")
    #expect(finding.place.bytes == marked.range, "\(finding)")
  }

  @Test(arguments: ["", "a: 1\n", "- ", "{b: 1, ", "a: 1\nc: {", "\"", "?"])
  func aKeyThatIsTooLongIsSaidToBe(before: String) throws {
    let key = String(repeating: "é", count: 1100)
    let (opening, closing) = before == "\"" ? ("\"", "\"") : ("", "")
    let lead = before == "\"" ? "" : before == "?" ? "a: 1\n" : before
    let end = before.contains("{") ? "}" : ""
    let finding = try #require(
      read("\(lead)\(opening)\(key)\(closing): 1\(end)\nb: 2\n").findings.first { $0.code == "yaml/syntax" })
    #expect(finding.message.en == "this key is longer than 1024 characters", "\(finding.message.en)")
    #expect(finding.place.bytes.lowerBound == lead.utf8.count)
  }

  @Test func aLongLineWithoutAColonLacksTheColon() {
    let line = String(repeating: "kata ", count: 400)
    #expect(read("a: 1\n\(line)\nb: 2\n").findings.map(\.message.en) == ["this line has no colon behind its key"])
  }

  @Test func noTextMakesLibYAMLSpeakForItself() {
    let pieces = [
      "a", " ", "\n", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "0", "&", "*", "!",
      "!<",
      ">", "%", "%YAML ", "%TAG ", "---", "...", "#", "\t", "\\", "\\u", "@", "`", "  ", "1.2",
    ]
    for seed in UInt64(1)...5_000 {
      var chance = Chance(seed)
      let text = (0..<1 + chance.below(12)).map { _ in chance.pick(pieces) }.joined()
      for finding in read(text).findings {
        #expect(finding.message.en != SyntaxWords.unknown.message.en, "\(text.debugDescription)")
      }
    }
  }
}
