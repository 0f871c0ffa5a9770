internal import KojaModel

/// A table as text: values between separators, RFC 4180, as spreadsheets write it.
///
/// The separator is what a first line `sep=;` says, which spreadsheets write for each other, else whichever of comma, semicolon
/// and tab the first line has most of; a byte order mark is passed over.
/// Inside double quotes everything stands for itself, two of them for one. Blank lines are no rows.
struct DelimitedText {
  /// A value and where it stands.
  struct Cell: Sendable {
    /// The text, quotes taken off.
    let text: String
    /// The bytes in the file, quotes among them.
    let range: Range<Int>
  }

  /// What is wrong with a file.
  struct Fault: Error {
    /// The bytes that it is about.
    let range: Range<Int>
    /// What is wrong.
    let message: Phrase
    /// The way out.
    let hint: Phrase
  }

  /// The separator, one byte.
  let separator: UInt8
  /// The rows, the headings first.
  let rows: [[Cell]]

  /// Reads a file. Throws where it cannot be read whole.
  init(_ bytes: [UInt8]) throws(Fault) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let wrong = Self.wrongByte(in: bytes) {
      throw Fault(
        range: wrong..<wrong + 1,
        message: Phrase(id: "huruf ini tidak dalam UTF-8", en: "this character is not in UTF-8"),
        hint: Phrase(
          id: "simpan ulang sebagai \"CSV UTF-8\" di lembar kerja",
          en: "save it again as \"CSV UTF-8\" in the spreadsheet"))
    }
    let told = Self.told(bytes[start...])
    separator = told?.separator ?? Self.separator(of: bytes[start...])
    var reader = Reader(bytes: bytes, position: told?.end ?? start, separator: separator)
    rows = try reader.rows()
  }

  /// The separator that the first line names, and where this line ends.
  private static func told(_ bytes: ArraySlice<UInt8>) -> (separator: UInt8, end: Int)? {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let bare = line.filter { $0 != 0x22 }
    guard bare.count == 5, bare.prefix(4).elementsEqual("sep=".utf8), [0x2C, 0x3B, 0x09].contains(bare[4]) else {
      return nil
    }
    return (bare[4], line.endIndex)
  }

  /// The most frequent of the three outside quotes in the first line; a comma where there is none.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == 0x22 { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 0x0A || byte == 0x0D { break }
      counts[byte, default: 0] += 1
    }
    return [0x2C, 0x3B, 0x09].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? 0x2C
  }

  /// The first byte that belongs to no UTF-8 character; nil where all do.
  private static func wrongByte(in bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): position += UTF8.width(scalar)
      case .emptyInput, .error: return min(position, bytes.count - 1)
      }
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position: Int
    let separator: UInt8

    mutating func rows() throws(Fault) -> [[Cell]] {
      var rows: [[Cell]] = []
      while position < bytes.count {
        let row = try row()
        if row.count > 1 || row.contains(where: { !$0.text.isEmpty }) { rows.append(row) }
      }
      return rows
    }

    private mutating func row() throws(Fault) -> [Cell] {
      var row: [Cell] = []
      while true {
        row.append(try cell())
        guard position < bytes.count else { return row }
        let byte = bytes[position]
        position += 1
        if byte == separator { continue }
        if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        return row
      }
    }

    private mutating func cell() throws(Fault) -> Cell {
      let start = position
      guard position < bytes.count, bytes[position] == 0x22 else {
        while position < bytes.count, !ends(bytes[position]) { position += 1 }
        return Cell(text: String(decoding: bytes[start..<position], as: UTF8.self), range: start..<position)
      }
      var text: [UInt8] = []
      position += 1
      while position < bytes.count {
        if bytes[position] == 0x22 {
          position += 1
          guard position < bytes.count, bytes[position] == 0x22 else {
            // What follows a closing quote up to the separator belongs to the value, as spreadsheets take it.
            while position < bytes.count, !ends(bytes[position]) {
              text.append(bytes[position])
              position += 1
            }
            return Cell(text: String(decoding: text, as: UTF8.self), range: start..<position)
          }
        }
        text.append(bytes[position])
        position += 1
      }
      throw Fault(
        range: start..<start + 1, message: Phrase(id: "kutip ini tidak ditutup", en: "this quote is never closed"),
        hint: Phrase(
          id: "tutup dengan `\"`; kutip di dalam isi ditulis dua kali",
          en: "close it with `\"`; write a quote inside twice"))
    }

    private func ends(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }
  }
}
