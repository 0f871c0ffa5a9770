internal import KojaModel
internal import KojaSchema

/// The coordinates of a place as they stand in a record, and what else may have been meant.
struct WrittenPoint {
  /// One way to read the two numbers.
  struct Reading {
    /// The numbers as they would be written.
    let latitude, longitude: String
    /// Whether the two changed places; whether a sign differs.
    let isSwapped, isSigned: Bool

    /// The point; far from everything where a number cannot be read.
    var point: Point {
      Point(latitude: Double(latitude) ?? .infinity, longitude: Double(longitude) ?? .infinity)
    }
  }

  private let latitude, longitude: NodeIndex
  private let place: NodeIndex
  private let field: Field
  private let record: Record

  /// The coordinates of a place; nil where it has none, or none that are numbers.
  init?(_ place: NodeIndex, _ field: Field, in record: Record) {
    func number(_ name: String) -> NodeIndex? {
      record.document.value(name, in: place).flatMap { node in
        let isNumber = [.integer, .float].contains(record.document.kind(node))
        return isNumber && record.document.text(node).flatMap { Double($0) }?.isFinite ?? false ? node : nil
      }
    }
    guard let latitude = number("latitude"), let longitude = number("longitude") else { return nil }
    (self.latitude, self.longitude) = (latitude, longitude)
    (self.place, self.field, self.record) = (place, field, record)
  }

  /// The coordinates as they stand.
  var reading: Reading {
    Reading(latitude: spelled(latitude), longitude: spelled(longitude), isSwapped: false, isSigned: false)
  }

  /// The same numbers swapped, or with other signs.
  var otherReadings: [Reading] {
    [false, true].flatMap { isSwapped -> [Reading] in
      let (first, second) = isSwapped ? (longitude, latitude) : (latitude, longitude)
      return [(false, false), (true, false), (false, true), (true, true)].map { signs in
        Reading(
          latitude: signs.0 ? Self.negated(spelled(first)) : spelled(first),
          longitude: signs.1 ? Self.negated(spelled(second)) : spelled(second), isSwapped: isSwapped,
          isSigned: signs.0 || signs.1)
      }
    }.filter { $0.isSwapped || $0.isSigned }
  }

  /// The record of a collection that the place names.
  func reference(to collection: String) -> String? {
    record.collection.member(beside: field, namingOneOf: collection).flatMap { record.document.value($0, in: place) }
      .flatMap { record.document.string($0) }
  }

  // MARK: Findings

  /// What was meant is plain: the repair is taken where it is one reading only.
  func mistyped(_ readings: [Reading]) -> Finding {
    let hint = readings.map { "\($0.latitude), \($0.longitude)" }.joined(separator: " / ")
    return Finding(
      "ref/coordinates", at: record.document.place(latitude, in: record.path, hidden: isHidden), slip(readings[0]),
      hint: isHidden
        ? nil
        : Phrase(
          id: "mungkin maksudnya lintang, bujur = \(hint)", en: "did you mean latitude, longitude = \(hint)?"),
      related: [related], fix: readings.count == 1 ? fix(readings[0]) : nil)
  }

  /// The point lies nowhere.
  func outside() -> Finding {
    Finding(
      "ref/outside", .warning, at: record.document.place(latitude, in: record.path, hidden: isHidden),
      Phrase(id: "titik `\(field.name)` di luar semua wilayah", en: "the point of `\(field.name)` is in no area"),
      hint: Phrase(id: "periksa kedua angkanya", en: "look at both numbers again"), related: [related])
  }

  /// The point lies elsewhere than in the area that the place names.
  func outside(_ area: String, meant: String?) -> Finding {
    let hint =
      isHidden ? nil : meant.map { Phrase(id: "titik itu kira-kira di \($0)", en: "the point is about in \($0)") }
    return Finding(
      "ref/outside", .warning, at: record.document.place(latitude, in: record.path, hidden: isHidden),
      Phrase(id: "titik `\(field.name)` di luar `\(area)`", en: "the point of `\(field.name)` is not in `\(area)`"),
      hint: hint ?? Phrase(id: "periksa titik dan wilayahnya", en: "look at the point and the area again"),
      related: [related])
  }

  private func slip(_ reading: Reading) -> Phrase {
    let name = field.name
    return switch (reading.isSwapped, reading.isSigned) {
    case (true, false):
      Phrase(id: "lintang dan bujur `\(name)` tertukar", en: "latitude and longitude of `\(name)` are swapped")
    case (true, true):
      Phrase(
        id: "lintang dan bujur `\(name)` tertukar, dan tandanya keliru",
        en: "latitude and longitude of `\(name)` are swapped, and a sign is wrong")
    default:
      Phrase(id: "tanda koordinat `\(name)` keliru", en: "a sign in the coordinates of `\(name)` is wrong")
    }
  }

  private var related: Finding.Related {
    Finding.Related(
      Phrase(id: "bujur", en: "longitude"), at: record.document.place(longitude, in: record.path, hidden: isHidden))
  }

  /// Both numbers are replaced at once; what stands between them stays.
  private func fix(_ reading: Reading) -> Fix {
    let (latitude, longitude) = (record.document.range(latitude), record.document.range(longitude))
    let isFirst = latitude.lowerBound < longitude.lowerBound
    let (first, last) = isFirst ? (latitude, longitude) : (longitude, latitude)
    let between = String(decoding: record.document.source[first.upperBound..<last.lowerBound], as: UTF8.self)
    return .replace(
      first.lowerBound..<last.upperBound,
      with: isFirst
        ? reading.latitude + between + reading.longitude : reading.longitude + between + reading.latitude)
  }

  private var isHidden: Bool { field.isClosed }

  private func spelled(_ node: NodeIndex) -> String { record.document.text(node) ?? "" }

  private static func negated(_ number: String) -> String {
    number.hasPrefix("-")
      ? String(number.dropFirst()) : "-" + (number.hasPrefix("+") ? String(number.dropFirst()) : number)
  }
}
