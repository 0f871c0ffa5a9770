import KojaModel
import KojaStore
import KojaTestSupport
import KojaYAML
import Testing

/// Faults between records: every claim of a number and every unique value of the shipped store is broken once in each way
/// that it offers, and exactly that is found, at its ends.
@Suite struct CrossFileTests {
  /// A claim with the record that carries its number.
  private struct Claim {
    let path: String
    let document: Document
    let carrierPath: String
    let carrier: Document
    let carried: NodeIndex
    let isLast: Bool

    /// The register and the year.
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    func node(_ key: String) throws -> NodeIndex { try #require(document.value(key)) }
  }

  @Test func aClaimThatIsGoneLeavesItsNumberUnclaimed() throws {
    for claim in try Self.claims() {
      var expected = [Self.line(claim.carrierPath, claim.carrier.range(claim.carried), "number/unclaimed")]
      if !claim.isLast {
        let last = try Self.last(of: claim)
        expected.append(Self.line(last.path, last.document.range(try last.node("number")), "number/gap"))
      }
      #expect(try Self.found([claim.path: nil]) == expected.sorted(), "\(claim.path)")
    }
  }

  @Test func aNumberThatIsGoneLeavesItsClaimAnOrphan() throws {
    for claim in try Self.claims() where claim.carrier.value("agenda_number") == nil {
      let lines = Self.lineRange(of: claim.carried, in: claim.carrier)
      let text = Self.replacing(lines, with: "", in: claim.carrier)
      let expected = [Self.line(claim.path, claim.document.range(try claim.node("record")), "number/orphan")]
      #expect(try Self.found([claim.carrierPath: text]) == expected, "\(claim.path)")
    }
  }

  @Test func aClaimForAnotherRecordIsFoundAtBothEnds() throws {
    for claim in try Self.claims() {
      let record = claim.document.range(try claim.node("record"))
      let own = claim.document.text(try claim.node("record")) ?? ""
      let other = own.hasPrefix("letters/") ? "permits/IZN-2607-S1PV5GT" : "letters/SRT-2607-Y4CM1JF"
      let text = Self.replacing(record, with: "\"\(other)\"", in: claim.document)
      let expected = [
        Self.line(
          claim.path, record.lowerBound..<record.lowerBound + other.utf8.count + 2, "number/orphan"),
        Self.line(claim.carrierPath, claim.carrier.range(claim.carried), "number/stolen"),
      ]
      #expect(try Self.found([claim.path: text]) == expected.sorted(), "\(claim.path)")
    }
  }

  @Test func aNumberThatIsTakenTwiceIsFoundAtTheSecondClaim() throws {
    let claims = try Self.claims().filter { $0.path.hasPrefix("records/numbers/surat-") }
    for (first, second) in zip(claims, claims.dropFirst())
    where first.folder == second.folder {
      let node = try first.node("number")
      let number = try #require(first.document.text(node))
      let range = second.document.range(try second.node("number"))
      let changes = [
        second.path: Self.replacing(range, with: "\"\(number)\"", in: second.document),
        second.carrierPath: Self.replacing(
          second.carrier.range(second.carried), with: "\"\(number)\"", in: second.carrier),
      ]
      let written = range.lowerBound..<range.lowerBound + number.utf8.count + 2
      #expect(try Self.found(changes) == [Self.line(second.path, written, "number/double")], "\(second.path)")
    }
  }

  @Test func aValueThatMustBeUniqueIsFoundAtTheSecondRecord() throws {
    let units = City.records.keys.map(\.string).filter { $0.hasPrefix("records/units/") }.sorted()
    let shorts = try units.compactMap { path -> (path: String, document: Document, node: NodeIndex)? in
      let document = try #require(YAMLReader.read(City.records[Key(path)] ?? [], path: path).document)
      return document.value("short").map { (path, document, $0) }
    }
    for (first, second) in zip(shorts, shorts.dropFirst()) {
      let short = try #require(first.document.text(first.node))
      let range = second.document.range(second.node)
      let text = Self.replacing(range, with: "\"\(short)\"", in: second.document)
      let written = range.lowerBound..<range.lowerBound + short.utf8.count + 2
      let found = try Self.found([second.path: text], under: [second.path])
      #expect(found == [Self.line(second.path, written, "unique/double")], "\(second.path)")
    }
  }

  // MARK: -

  private static func claims() throws -> [Claim] {
    let paths = City.records.keys.map(\.string).filter { $0.hasPrefix("records/numbers/") }.sorted()
    let fields = [
      "agenda-masuk": "agenda_number", "permohonan": "application_number", "surat-izin": "number",
      "surat-keluar": "number", "nota-dinas": "number",
    ]
    return try paths.enumerated().compactMap { index, path in
      let document = try #require(YAMLReader.read(City.records[Key(path)] ?? [], path: path).document)
      let record = try #require(document.scalarText("record")).splitting(at: "/")
      let collection = try City.collection(record[0])
      let carrierPath = try #require(collection.path(of: record[1]))
      let carrier = try #require(YAMLReader.read(City.records[Key(carrierPath)] ?? [], path: carrierPath).document)
      guard document.value("void") == nil else { return nil }
      let register = try #require(document.scalarText("register"))
      let field = try #require(fields[register])
      let carried = try #require(carrier.value(field))
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let isLast = paths.dropFirst(index + 1).first.map { !$0.hasPrefix(folder + "/") } ?? true
      return Claim(
        path: path, document: document, carrierPath: carrierPath, carrier: carrier, carried: carried, isLast: isLast)
    }
  }

  /// The last claim of the same register.
  private static func last(of claim: Claim) throws -> Claim {
    let folder = claim.path.split(separator: "/").dropLast().joined(separator: "/") + "/"
    let claims = try claims()
    return try #require(claims.last { $0.path.hasPrefix(folder) })
  }

  private static func lineRange(of node: NodeIndex, in document: Document) -> Range<Int> {
    let range = document.range(node)
    let start = document.source[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return start..<(document.source[range.upperBound...].firstIndex(of: 0x0A).map { $0 + 1 } ?? document.source.count)
  }

  private static func replacing(_ range: Range<Int>, with text: String, in document: Document) -> String {
    var bytes = document.source
    bytes.replaceSubrange(range, with: text.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func found(_ changes: [String: String?], under paths: [String] = []) throws -> [String] {
    try City.findings(changes, under: paths).map { line($0.place.path, $0.place.bytes, $0.code) }.sorted()
  }

  private static func line(_ path: String, _ range: Range<Int>, _ code: String) -> String { "\(path) \(range) \(code)" }
}

extension Document {
  /// The text under a key of the record.
  fileprivate func scalarText(_ key: String) -> String? { value(key).flatMap { text($0) } }
}
