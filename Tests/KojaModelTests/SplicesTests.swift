import KojaModel
import Testing

@Suite struct SplicesTests {
  private let text = Array("abcdefghij".utf8)

  @Test func replacementsAreMadeTogetherAndTellWhereBytesLieAfterwards() {
    var splices = Splices()
    #expect(splices.add(6..<8, Array("X".utf8), length: 10) == .fits)
    #expect(splices.add(1..<2, Array("123".utf8), length: 10) == .fits)
    #expect(splices.add(10..<10, Array("\n".utf8), length: 10) == .fits)
    let after = splices.applied(to: text)
    #expect(String(decoding: after, as: UTF8.self) == "a123cdefXij\n")
    for offset in [0, 2, 3, 4, 5, 8, 9] { #expect(after[splices.moved(offset)] == text[offset], "\(offset)") }
    #expect(splices.all.map { splices.place(of: $0) } == [1..<4, 8..<9, 11..<12])
    #expect(splices.moved(10, isEmpty: true) == 11, "what is empty at the end stays before what is added there")
  }

  @Test func whatMeetsIsRefusedAndTheSameIsTheSame() {
    var splices = Splices()
    #expect(splices.add(2..<5, [0x78], length: 10) == .fits)
    #expect(splices.add(2..<5, [0x78], length: 10) == .fits)
    #expect(splices.all.count == 1)
    #expect(splices.add(4..<6, [], length: 10) == .overlaps)
    #expect(splices.add(5..<5, [], length: 10) == .overlaps)
    #expect(splices.add(5..<6, [], length: 10) == .fits)
    #expect(splices.add(9..<11, [], length: 10) == .outside)
  }
}
