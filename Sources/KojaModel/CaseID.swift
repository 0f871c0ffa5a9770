/// The id of a case-like record: prefix, year and month of minting, six random characters and a check character.
///
/// `SKS-2603-7K3FQ2X`: all characters behind the prefix are digits or Crockford's 32 letters (no I, L, O, U), so that
/// an id can be read aloud. The ten characters and the check character are the coefficients of a polynomial over
/// GF(32) (modulus x⁵+x³+x²+x+1) whose value at 3 is zero; 3 has order 31, so every single wrong character and every
/// swap of two neighbours is found. The prefix is not covered: it is known from the collection.
package struct CaseID: Sendable, Hashable {
  /// The prefix, upper case letters.
  package let prefix: String
  /// Four digits of the year.
  package let year: Int
  /// The month, 1 to 12.
  package let month: Int
  /// Six random characters.
  package let random: String

  /// Crockford's alphabet, https://www.crockford.com/base32.html.
  package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Mints an id from a date and 30 random bits.
  package init(prefix: String, year: Int, month: Int, bits: UInt32) {
    self.prefix = prefix
    self.year = year
    self.month = month
    self.random = String(
      decoding: (0..<6).map { Self.alphabet[Int(bits >> (5 * (5 - $0))) & 31] }, as: UTF8.self)
  }

  /// Reads an id; nil when its form or its check character is wrong.
  package init?(_ text: String) {
    guard let parts = Self.parts(text), Self.syndrome(parts.body) == 0 else { return nil }
    self = parts.id
  }

  /// The id as it is written.
  package var text: String {
    let body = digits(year % 100) + digits(month) + random
    guard let sum = Self.syndrome(body + "0") else { return "" }
    return "\(prefix)-\(digits(year % 100))\(digits(month))-\(random)"
      + String(decoding: [Self.alphabet[sum]], as: UTF8.self)
  }

  /// Whether a text has the form of an id with this prefix, whatever its check character.
  package static func hasForm(_ text: String) -> Bool { parts(text) != nil }

  /// Crockford's reading of a typed id: lower case, I and L for 1, O for 0.
  package static func normalized(_ text: String) -> String {
    guard let dash = text.lastIndex(of: "-") else { return text.uppercased() }
    let tail = text[dash...].uppercased().map { $0 == "I" || $0 == "L" ? "1" : $0 == "O" ? "0" : $0 }
    return text[..<dash].uppercased() + String(tail)
  }

  /// Year and month of an id with a prefix, read from its bytes; nil when its form or its check character is wrong.
  package static func date(_ id: UnsafeBufferPointer<UInt8>, prefix: String) -> (year: Int, month: Int)? {
    let head = prefix.utf8.count
    guard id.count == head + 13, id.starts(with: prefix.utf8), id[head] == 0x2D, id[head + 5] == 0x2D else {
      return nil
    }
    var number = 0
    var sum = 0
    for offset in 1...12 where offset != 5 {
      let byte = id[head + offset]
      let digit = values[Int(byte)]
      guard digit < (offset < 5 ? 10 : 32) else { return nil }
      if offset < 5 { number = number * 10 + Int(digit) }
      sum = timesThree(sum) ^ Int(digit)
    }
    guard sum == 0, (1...12).contains(number % 100) else { return nil }
    return (2000 + number / 100, number % 100)
  }

  /// The value of every byte that is a character of the alphabet, 255 for others.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  private static func parts(_ text: String) -> (id: CaseID, body: String)? {
    let pieces = text.split(separator: "-", omittingEmptySubsequences: false)
    guard pieces.count == 3, !pieces[0].isEmpty, pieces[0].utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
      pieces[1].utf8.count == 4, pieces[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let yearAndMonth = Int(pieces[1]), (1...12).contains(yearAndMonth % 100),
      pieces[2].utf8.count == 7, pieces[2].utf8.allSatisfy({ alphabet.contains($0) })
    else { return nil }
    let id = CaseID(
      prefix: String(pieces[0]), year: 2000 + yearAndMonth / 100, month: yearAndMonth % 100,
      random: String(pieces[2].prefix(6)))
    return (id, String(pieces[1] + pieces[2]))
  }

  private init(prefix: String, year: Int, month: Int, random: String) {
    self.prefix = prefix
    self.year = year
    self.month = month
    self.random = random
  }

  /// The value at 3 of the polynomial whose coefficients the text spells, highest first.
  private static func syndrome(_ text: String) -> Int? {
    var value = 0
    for byte in text.utf8 {
      guard let digit = alphabet.firstIndex(of: byte) else { return nil }
      value = timesThree(value) ^ digit
    }
    return value
  }

  private static func timesThree(_ value: Int) -> Int {
    let product = value << 1 ^ value
    return product & 32 == 0 ? product : product ^ 0b101111
  }

  private func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
