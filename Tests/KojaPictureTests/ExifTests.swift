import KojaTestSupport
import Testing

@testable import KojaPicture

@Suite struct ExifTests {
  private func facts(_ exif: MadePicture.Exif) throws -> ExifFacts {
    try CleanPicture(MadePicture.jpeg(exif.segment)).facts
  }

  @Test(arguments: [true, false]) func aPlaceIsReadInBothByteOrders(_ isBig: Bool) throws {
    var exif = MadePicture.city
    exif.isBig = isBig
    let place = try #require(try facts(exif).place)
    #expect(abs(place.latitude - -1.606_769) < 0.000_01)
    #expect(abs(place.longitude - 103.581_65) < 0.000_01)
  }

  @Test(arguments: [("N", "E", 1.0, 1.0), ("S", "E", -1.0, 1.0), ("N", "W", 1.0, -1.0), ("S", "W", -1.0, -1.0)])
  func southAndWestAreNegative(_ north: String, _ east: String, _ latitude: Double, _ longitude: Double) throws {
    let exif = MadePicture.Exif(
      latitude: (north, [(1, 1), (0, 1), (0, 1)]), longitude: (east, [(1, 1), (0, 1), (0, 1)]))
    let place = try #require(try facts(exif).place)
    #expect(place.latitude == latitude && place.longitude == longitude)
  }

  @Test func whatIsNoPlaceIsNone() throws {
    let good: [(UInt32, UInt32)] = [(1, 1), (2, 1), (3, 1)]
    let bad: [[(UInt32, UInt32)]] = [
      [(91, 1), (0, 1), (0, 1)], [(1, 0), (0, 1), (0, 1)], [(0, 0), (0, 0), (0, 0)], [(1, 1), (2, 1)],
      [(.max, 1), (.max, 1), (.max, 1)],
    ]
    for parts in bad {
      #expect(try facts(MadePicture.Exif(latitude: ("S", parts), longitude: ("E", good))).place == nil, "\(parts)")
    }
    #expect(try facts(MadePicture.Exif(latitude: ("X", good), longitude: ("E", good))).place == nil, "no such side")
    #expect(try facts(MadePicture.Exif(latitude: ("S", good))).place == nil, "half a place")
    let zero: [(UInt32, UInt32)] = [(0, 1), (0, 1), (0, 1)]
    #expect(
      try facts(MadePicture.Exif(latitude: ("N", zero), longitude: ("E", zero))).place == nil, "a camera without a fix")
  }

  @Test func theWayUpIsReadWhereItIsOne() throws {
    for value in UInt16(1)...8 { #expect(try facts(MadePicture.Exif(orientation: value)).orientation == Int(value)) }
    for value: UInt16 in [0, 9, 65_535] { #expect(try facts(MadePicture.Exif(orientation: value)).orientation == 1) }
  }

  /// Every offset and count of the structure is given every extreme value in turn: nothing crashes, nothing lies outside.
  @Test func noOffsetIsBelieved() throws {
    var exif = MadePicture.city
    exif.orientation = 6
    let bytes = exif.bytes
    for position in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var hostile = bytes
        for index in position..<min(position + 4, bytes.count) { hostile[index] = value }
        let facts = ExifFacts(exif: hostile)
        #expect((1...8).contains(facts.orientation))
        if let place = facts.place { #expect(abs(place.latitude) <= 90 && abs(place.longitude) <= 180) }
      }
    }
    for count in bytes.indices { _ = ExifFacts(exif: bytes.prefix(count)) }
    #expect(ExifFacts(exif: bytes).orientation == 6)
  }
}
