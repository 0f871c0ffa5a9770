import KojaModel

/// Reads JSON text into a document with the byte places of its source. For tests: it trusts its input to be JSON, nil
/// where it is not.
struct JSONReader {
  private let source: [UInt8]
  private var index = 0
  private var nodes: ContiguousArray<Node> = []
  private var decoded: ContiguousArray<UInt8> = []

  private init(_ source: [UInt8]) { self.source = source }

  static func document(_ text: String) -> Document? { document(Array(text.utf8)) }

  static func document(_ source: [UInt8]) -> Document? {
    var reader = JSONReader(source)
    guard reader.value() else { return nil }
    reader.space()
    guard reader.index == source.count else { return nil }
    return Document(source: source, nodes: reader.nodes, decoded: reader.decoded)
  }

  private mutating func space() {
    while index < source.count, [0x20, 0x0A, 0x0D, 0x09].contains(source[index]) { index += 1 }
  }

  private mutating func skip(_ byte: Character) -> Bool {
    space()
    guard index < source.count, source[index] == byte.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func value() -> Bool {
    space()
    guard index < source.count else { return false }
    switch source[index] {
    case UInt8(ascii: "{"): return collection(.mapping, "}")
    case UInt8(ascii: "["): return collection(.sequence, "]")
    case UInt8(ascii: "\""): return string()
    default: return plain()
    }
  }

  private mutating func collection(_ kind: NodeKind, _ close: Character) -> Bool {
    let node = nodes.count
    nodes.append(Node(kind: kind, style: .flow, start: UInt32(index), end: 0))
    index += 1
    var count: UInt32 = 0
    while !skip(close) {
      if count > 0, !skip(",") { return false }
      space()
      if kind == .mapping, !(string() && skip(":")) { return false }
      guard value() else { return false }
      count += 1
    }
    nodes[node].end = UInt32(index)
    nodes[node].next = UInt32(nodes.count)
    nodes[node].count = count
    return true
  }

  /// Numbers, true, false, null, as plain scalars.
  private mutating func plain() -> Bool {
    let start = index
    while index < source.count, ![0x20, 0x0A, 0x0D, 0x09, 0x2C, 0x5D, 0x7D, 0x3A].contains(source[index]) { index += 1 }
    let text = String(decoding: source[start..<index], as: UTF8.self)
    guard let first = text.first else { return false }
    let kind: NodeKind =
      switch text {
      case "true", "false": .boolean
      case "null": .null
      default:
        first.isNumber || "-+.".contains(first) ? (text.contains { ".eE".contains($0) } ? .float : .integer) : .string
      }
    append(kind, .plain, start..<index, textStart: start, textLength: index - start, isDecoded: false)
    return true
  }

  private mutating func string() -> Bool {
    let start = index
    guard index < source.count, source[index] == 0x22 else { return false }
    index += 1
    let textStart = decoded.count
    while index < source.count, source[index] != 0x22 {
      guard source[index] == 0x5C else {
        decoded.append(source[index])
        index += 1
        continue
      }
      guard escape() else { return false }
    }
    guard index < source.count else { return false }
    index += 1
    append(
      .string, .doubleQuoted, start..<index, textStart: textStart, textLength: decoded.count - textStart,
      isDecoded: true)
    return true
  }

  private mutating func escape() -> Bool {
    guard index + 1 < source.count else { return false }
    let letter = source[index + 1]
    index += 2
    switch letter {
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "u"):
      guard var code = hexadecimal() else { return false }
      if (0xD800...0xDBFF).contains(code), index + 1 < source.count, source[index] == 0x5C {
        index += 2
        guard let low = hexadecimal(), low >= 0xDC00 else { return false }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { return false }
      decoded.append(contentsOf: String(Character(scalar)).utf8)
    default: decoded.append(letter)
    }
    return true
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= source.count else { return nil }
    defer { index += 4 }
    return UInt32(String(decoding: source[index..<(index + 4)], as: UTF8.self), radix: 16)
  }

  private mutating func append(
    _ kind: NodeKind, _ style: NodeStyle, _ range: Range<Int>, textStart: Int, textLength: Int, isDecoded: Bool
  ) {
    nodes.append(
      Node(
        kind: kind, style: style, isDecoded: isDecoded, start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
        textStart: UInt32(textStart), textLength: UInt32(textLength), next: UInt32(nodes.count + 1)))
  }
}
