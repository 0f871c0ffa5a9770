internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// Gives numbers as koja does: serials without gaps per register and year, each with its claim.
struct NumberBook {
  /// A number that was given.
  struct Claim {
    let path: String
    let value: Value
  }

  /// The collection of claims.
  let numbers: Collection?
  private var serials: [String: Int] = [:]
  private var taken: Set<UInt64> = []

  init(_ catalogue: Catalogue) { numbers = catalogue.collection(EngineCollections.numbers) }

  /// The next number of a register as it would be written; nil when the record lacks something that is in it.
  func next(of register: Register, at: Timestamp, _ value: (String) -> String?) -> String? {
    let (year, month, _) = at.date.parts
    let serial = serial(of: register, at: at)
    let result = register.pattern.format { name in
      switch name {
      case "serial": String(serial)
      case "year": String(year)
      case "month": (month < 10 ? "0" : "") + String(month)
      case "roman_month": NumberPattern.romanMonths[month - 1]
      default: value(name)
      }
    }
    if case .success(let number) = result { return number }
    return nil
  }

  /// Whether a value of a unique field is still free.
  func isFree(_ number: String, in field: String) -> Bool { !taken.contains(Self.hash(field + "=" + number)) }

  /// Marks a value of a unique field as used.
  mutating func take(_ number: String, in field: String) { taken.insert(Self.hash(field + "=" + number)) }

  /// Writes the claim of the next number.
  mutating func claim(
    _ number: String, of register: Register, for record: (collection: String, id: String), at: Timestamp,
    subject: String?, unit: String?
  ) -> Claim? {
    let year = register.year(of: at)
    let serial = serial(of: register, at: at)
    guard let path = numbers?.path(of: register.claimID(year: year, serial: serial)) else { return nil }
    serials["\(register.id) \(year)"] = serial
    var members = [
      Value.Member("register", .string(register.id)), Value.Member("year", .integer(year)),
      Value.Member("serial", .integer(serial)), Value.Member("number", .string(number)),
      Value.Member("record", .string("\(record.collection)/\(record.id)")),
    ]
    if let subject { members.append(Value.Member("subject", .string(subject))) }
    if let unit { members.append(Value.Member("unit", .string(unit))) }
    members.append(Value.Member("claimed_at", .string(at.description)))
    return Claim(path: path, value: .object(members))
  }

  private func serial(of register: Register, at: Timestamp) -> Int {
    (serials["\(register.id) \(register.year(of: at))"] ?? 0) + 1
  }

  /// FNV-1a; the same in every run, unlike that of the standard library.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
