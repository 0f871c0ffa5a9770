import KojaModel
import KojaStore
import Testing

/// A file of records is read a piece at a time, whatever the pieces are.
@Suite struct IntakeSourceTests {
  /// A stream in pieces of some size.
  private func stream(_ text: String, by size: Int) -> ByteStream {
    var rest = Array(text.utf8)[...]
    return ByteStream {
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    }
  }

  private func all(_ source: IntakeSource, by count: Int) throws -> [IntakeLine] {
    var lines: [IntakeLine] = []
    while case let more = try source.next(count), !more.isEmpty { lines += more }
    return lines
  }

  @Test func piecesDoNotMatter() throws {
    let text = "\u{FEFF}{\"a\": 1}\r\n\n  \t\n{\"b\": \"é\"}\r\n{\"c\": 3}"
    for size in [1, 2, 3, 5, 8, 64, 1000] {
      for count in [1, 2, 10] {
        let lines = try all(IntakeSource(stream(text, by: size), name: "x"), by: count)
        let texts = lines.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(texts == ["{\"a\": 1}", "{\"b\": \"é\"}", "{\"c\": 3}"])
        #expect(lines.map(\.number) == [1, 4, 5])
        #expect(lines.map(\.offset) == [3, 18, 31])
      }
    }
  }

  @Test func whatWasPutBackComesAgain() throws {
    let source = IntakeSource(stream("1\n2\n3\n4\n", by: 3), name: "x")
    let first = try source.next(3)
    source.putBack(Array(first.dropFirst()))
    #expect(try source.next(2).map(\.number) == [2, 3])
    #expect(try source.next(2).map(\.number) == [4])
  }

  @Test func anEndlessLineIsCut() throws {
    let source = IntakeSource(ByteStream { [UInt8](repeating: 0x20, count: 65_536) + [0x78] }, name: "x")
    #expect(try source.next(10).map(\.bytes.count) == [(1 << 20) + 1])
    #expect(try source.next(10).isEmpty)
  }

  @Test func onlyObjectsOnLinesOfTheirOwnAreMany() throws {
    func isMany(_ text: String) throws -> Bool { try IntakeSource.looksLikeMany(ByteStream(Array(text.utf8))) }
    #expect(try isMany("{\"a\": 1}\n{\"a\": 2}\n"))
    for one in ["{\"a\": 1}\n", "{\n\"a\": 1}\n", "class: complaint\ncategory: x\n", ""] { #expect(try !isMany(one)) }
  }

  @Test func lookingTakesNothing() throws {
    let stream = stream("{\"a\": 1}\n{\"a\": 2}\n", by: 4)
    _ = try IntakeSource.looksLikeMany(stream)
    #expect(try stream.rest(limit: 5).count == 6, "one more than allowed, for the reader to refuse")
  }
}
