internal import KojaModel

/// The grammar of JSON over bytes: one loop and the stack of ``TreeAssembly``.
struct JSONParser {
  /// What may come next.
  private enum Expected {
    case value, firstItem, firstMember, member, separator, end
  }

  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where findings go.
  let sink: FindingSink
  /// The tree so far.
  var tree: TreeAssembly
  /// The byte to read next.
  var offset = 0
  /// Set when what was read is not what was written.
  var isBroken = false
  /// One past the last token.
  private var lastEnd = 0
  private let limits: YAMLLimits
  private let symbols: SymbolTable?

  /// A parser at the start of a text.
  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: YAMLLimits, symbols: SymbolTable?, sink: FindingSink) {
    self.bytes = bytes
    self.limits = limits
    self.symbols = symbols
    self.sink = sink
    tree = TreeAssembly(bytes, reserving: min(bytes.count / 12 + 8, limits.nodes, 1 << 16))
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
  }

  /// Reads the whole text; false when the tree cannot be used, and the sink knows why.
  mutating func parse() -> Bool {
    var expected = Expected.value
    while true {
      skipSpace()
      guard offset < bytes.count else { return finish(expected) }
      guard let next = step(expected, bytes[offset]) else { return false }
      expected = next
      lastEnd = offset
      guard tree.frames.count <= limits.depth else {
        sink.addTooDeep("json/too-deep", limit: limits.depth, at: offset - 1..<offset)
        return false
      }
      guard tree.nodes.count <= limits.nodes else {
        sink.addTooMany("json/too-many", limit: limits.nodes, at: offset - 1..<offset)
        return false
      }
    }
  }

  /// Reads one token; nil after a fault that leaves no way on.
  private mutating func step(_ expected: Expected, _ byte: UInt8) -> Expected? {
    switch (expected, byte) {
    case (.firstItem, UInt8(ascii: "]")), (.firstMember, UInt8(ascii: "}")): return close()
    case (.value, _), (.firstItem, _): return value(byte)
    case (.member, _), (.firstMember, _): return member(byte)
    case (.separator, UInt8(ascii: ",")): return comma()
    case (.separator, UInt8(ascii: "]")), (.separator, UInt8(ascii: "}")):
      guard let frame = tree.frames.last, frame.isMapping == (byte == UInt8(ascii: "}")) else {
        return fault(.wrongBracket, at: offset..<offset + 1)
      }
      return close()
    case (.separator, _): return fault(.missingComma, at: lastEnd..<lastEnd)
    case (.end, _): return fault(.trailing, at: characters(from: offset))
    }
  }

  private mutating func value(_ byte: UInt8) -> Expected? {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let isMapping = byte == UInt8(ascii: "{")
      tree.open(isMapping: isMapping, isFlow: true, start: offset)
      offset += 1
      return isMapping ? .firstMember : .firstItem
    case UInt8(ascii: "\""):
      guard let node = string() else { return nil }
      tree.append(node)
    default:
      guard let node = word() else { return fault(wrongValue(byte), at: characters(from: offset)) }
      tree.append(node)
    }
    tree.complete(tree.nodes.count - 1)
    return afterValue
  }

  private var afterValue: Expected { tree.frames.isEmpty ? .end : .separator }

  private mutating func close() -> Expected {
    offset += 1
    tree.close(end: offset)
    return afterValue
  }

  private mutating func comma() -> Expected? {
    let place = offset..<offset + 1
    offset += 1
    let isMapping = tree.frames.last?.isMapping ?? false
    skipSpace()
    if offset < bytes.count, bytes[offset] == (isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      add(.trailingComma, at: place, fix: .replace(place, with: ""))
      return close()
    }
    return isMapping ? .member : .value
  }

  private mutating func member(_ byte: UInt8) -> Expected? {
    guard byte == UInt8(ascii: "\"") else {
      return fault(byte == UInt8(ascii: "'") ? .singleQuote : .name, at: characters(from: offset))
    }
    guard let node = string() else { return nil }
    tree.append(node)
    let key = tree.nodes.count - 1
    tree.nodes[key].count = symbols.map { symbols in tree.withText(key) { symbols.symbol(of: $0) } } ?? 0
    let place = tree.range(key)
    if let first = tree.registerKey() {
      sink.addDuplicate("json/duplicate-key", name: tree.text(key), at: place, first: tree.range(first))
    }
    tree.complete(key)
    lastEnd = offset
    skipSpace()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else {
      return offset < bytes.count ? fault(.missingColon, at: lastEnd..<lastEnd) : .value
    }
    offset += 1
    return .value
  }

  /// The text is at its end.
  private mutating func finish(_ expected: Expected) -> Bool {
    switch expected {
    case .end: return !isBroken
    case .value where tree.frames.isEmpty:
      sink.add(
        "json/empty", at: 0..<0,
        Phrase(
          id: "berkas ini kosong: tidak ada nilai JSON di dalamnya", en: "this file is empty: it holds no JSON value"),
        hint: Phrase(id: "pakai salinan lain dari berkas ini", en: "use another copy of this file"))
    default:
      let start = tree.frames.last.map { tree.range($0.node).lowerBound } ?? 0
      add(.openBracket, at: start..<start + 1)
    }
    return false
  }

  /// Skips blanks, and comments with a finding.
  private mutating func skipSpace() {
    while offset < bytes.count {
      if bytes[offset].isBlank {
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "/"), let end = commentEnd() {
        add(.comment, at: offset..<end)
        offset = end
      } else {
        return
      }
    }
  }

  private func commentEnd() -> Int? {
    guard offset + 1 < bytes.count else { return nil }
    switch bytes[offset + 1] {
    case UInt8(ascii: "/"): return bytes[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    case UInt8(ascii: "*"):
      var end = offset + 2
      while end + 1 < bytes.count {
        if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") { return end + 2 }
        end += 1
      }
      return bytes.count
    default: return nil
    }
  }

  /// A stretch of what belongs together, for a finding: a word, a number, or one character.
  func characters(from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, end - start < 200, Self.isWord(bytes[end]) { end += 1 }
    return start..<max(end, start + (bytes.scalar(at: start)?.length ?? 1))
  }

  /// Whether a byte can be part of a word or a number.
  static func isWord(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private func wrongValue(_ byte: UInt8) -> JSONFault {
    switch byte {
    case UInt8(ascii: "'"): .singleQuote
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"): .missingValue
    default: .unquoted
    }
  }

  /// Adds a finding after which reading goes on.
  mutating func add(_ fault: JSONFault, at range: Range<Int>, fix: Fix? = nil) {
    sink.add(fault.code, at: range, fault.message, hint: fault.hint, fix: fix)
  }

  /// Adds a finding after which there is no way on: what is invalid as UTF-8 is that and nothing else.
  private mutating func fault(_ fault: JSONFault, at range: Range<Int>) -> Expected? {
    if range.lowerBound < bytes.count, bytes[range.lowerBound] >= 0x80, bytes.scalar(at: range.lowerBound) == nil {
      addEncoding(at: range.lowerBound)
    } else {
      add(fault, at: range)
    }
    return nil
  }

  /// Adds the finding that a byte is not UTF-8.
  func addEncoding(at offset: Int) {
    let encoding = Encoding.narrow(bytes, at: offset)
    sink.add("json/encoding", at: offset..<offset + 1, encoding.message(at: bytes[offset]), hint: encoding.hint)
  }
}
