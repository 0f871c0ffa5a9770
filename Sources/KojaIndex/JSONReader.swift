internal import KojaModel

/// Reads back the JSON that the index itself wrote; numbers keep their spelling, members their order.
struct JSONReader {
  private var bytes: ArraySlice<UInt8>

  /// The value of a JSON text, nil when it is not one or is nested deeper than 512 levels.
  static func value(of text: String) -> Value? {
    var reader = JSONReader(bytes: Array(text.utf8)[...])
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.bytes.isEmpty ? value : nil
  }

  private mutating func value(depth: Int) -> Value? {
    skipSpace()
    guard depth < 512, let first = bytes.first else { return nil }
    switch first {
    case UInt8(ascii: "{"): return object(depth: depth + 1)
    case UInt8(ascii: "["): return array(depth: depth + 1)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return literal("true", .boolean(true))
    case UInt8(ascii: "f"): return literal("false", .boolean(false))
    case UInt8(ascii: "n"): return literal("null", .null)
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> Value? {
    var members: [Value.Member] = []
    let closed = list(until: UInt8(ascii: "}")) { reader in
      reader.skipSpace()
      guard let name = reader.string() else { return false }
      reader.skipSpace()
      guard reader.skip(UInt8(ascii: ":")), let value = reader.value(depth: depth) else { return false }
      members.append(Value.Member(name, value))
      return true
    }
    return closed ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> Value? {
    var items: [Value] = []
    let closed = list(until: UInt8(ascii: "]")) { reader in
      guard let value = reader.value(depth: depth) else { return false }
      items.append(value)
      return true
    }
    return closed ? .array(items) : nil
  }

  private mutating func list(until end: UInt8, element: (inout JSONReader) -> Bool) -> Bool {
    bytes.removeFirst()
    skipSpace()
    if skip(end) { return true }
    while element(&self) {
      skipSpace()
      if skip(end) { return true }
      guard skip(UInt8(ascii: ",")) else { return false }
    }
    return false
  }

  private mutating func string() -> String? {
    guard skip(UInt8(ascii: "\"")) else { return nil }
    var scalars = String.UnicodeScalarView()
    while let stop = bytes.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      scalars.append(contentsOf: String(decoding: bytes[..<stop], as: UTF8.self).unicodeScalars)
      let isEnd = bytes[stop] == UInt8(ascii: "\"")
      bytes = bytes[(stop + 1)...]
      if isEnd { return String(scalars) }
      guard let scalar = escape() else { return nil }
      scalars.append(scalar)
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let letter = bytes.popFirst() else { return nil }
    switch letter {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let digits = bytes.prefix(4)
      bytes = bytes.dropFirst(4)
      return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    default: return Unicode.Scalar(letter)
    }
  }

  private mutating func number() -> Value? {
    let spelling = bytes.prefix { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    bytes = bytes[spelling.endIndex...]
    return spelling.isEmpty ? nil : .number(String(decoding: spelling, as: UTF8.self))
  }

  private mutating func literal(_ text: String, _ value: Value) -> Value? {
    guard bytes.starts(with: text.utf8) else { return nil }
    bytes = bytes.dropFirst(text.utf8.count)
    return value
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard bytes.first == byte else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func skipSpace() {
    bytes = bytes.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }
}
