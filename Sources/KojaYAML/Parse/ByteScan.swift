/// One pass over the bytes before libyaml sees them: what libyaml accepts or misplaces, found at the right byte.
struct ByteScan {
  /// A kind of trouble with bytes.
  enum Trouble: Equatable {
    case encoding(Encoding)
    case nul, control, lineBreak, bidi, invisible, conflict, directives
  }

  /// Where each trouble is, in order; of those that make the rest meaningless only the first.
  private(set) var troubles: [(trouble: Trouble, range: Range<Int>)] = []
  /// Whether every byte is below 0x80.
  private(set) var isASCII = true
  /// Whether the text is empty or consists of NUL bytes alone.
  private(set) var isEmpty = false, isAllNUL = false

  /// What merely cannot be seen does not hinder reading; everything else does.
  var isFatal: Bool { isEmpty || troubles.contains { $0.trouble != .bidi && $0.trouble != .invisible } }

  /// Troubles beyond this many are not looked for: one more than are told.
  private static let limit = 101
  /// Directives `%TAG` beyond this many: libyaml compares each with all others.
  private static let directiveLimit = 64

  /// Scans a text.
  init(_ bytes: [UInt8]) {
    isEmpty = bytes.isEmpty || bytes == [0xEF, 0xBB, 0xBF]
    isAllNUL = !bytes.isEmpty && bytes.allSatisfy { $0 == 0 }
    if let encoding = Encoding.wide(bytes) {
      troubles = [(.encoding(encoding), 0..<2)]
    } else if isAllNUL {
      troubles = [(.nul, 0..<bytes.count)]
    } else {
      bytes.withUnsafeBufferPointer { scan($0) }
    }
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    var directives = 0
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      offset = 3
    }
    if isConflict(at: offset, in: bytes) { return }
    while offset < bytes.count, troubles.count < Self.limit {
      let byte = bytes[offset]
      if byte >= 0x20, byte < 0x7F {
        offset += 1
      } else if byte == 0x0A {
        offset += 1
        guard offset < bytes.count else { return }
        if bytes[offset] == 0x3C, isConflict(at: offset, in: bytes) { return }
        if bytes[offset] == UInt8(ascii: "%"), bytes[offset...].prefix(5).elementsEqual("%TAG ".utf8) {
          directives += 1
          if directives > Self.directiveLimit {
            troubles.append((.directives, offset..<offset + 4))
            return
          }
        }
      } else if byte < 0x80 {
        if byte == 0 {
          troubles.append((.nul, offset..<offset + 1))
          return
        } else if byte == 0x0D {
          if offset + 1 == bytes.count || bytes[offset + 1] != 0x0A {
            troubles.append((.lineBreak, offset..<offset + 1))
          }
        } else if byte != 0x09 {
          troubles.append((.control, offset..<offset + 1))
        }
        offset += 1
      } else {
        isASCII = false
        guard let (scalar, length) = bytes.scalar(at: offset) else {
          troubles.append((.encoding(.narrow(bytes, at: offset)), offset..<offset + 1))
          return
        }
        switch scalar {
        case 0x85, 0x2028, 0x2029: troubles.append((.lineBreak, offset..<offset + length))
        case 0x80...0x9F, 0xFFFE, 0xFFFF: troubles.append((.control, offset..<offset + length))
        case 0x202A...0x202E, 0x2066...0x2069: troubles.append((.bidi, offset..<offset + length))
        case 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
          0x2060...0x2064, 0x206A...0x206F, 0x2800, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB,
          0x1D173...0x1D17A, 0xE0000...0xE0FFF:
          if Self.isStray(scalar, offset..<offset + length, in: bytes) {
            troubles.append((.invisible, offset..<offset + length))
          }
        default: break
        }
        offset += length
      }
    }
  }

  /// Whether an invisible character is out of place: joiners, marks of direction and those that choose a variant belong
  /// to some scripts and to emoji, but not between ASCII.
  private static func isStray(_ scalar: UInt32, _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch scalar {
    case 0x061C, 0x180B...0x180D, 0x180F, 0x200C...0x200F, 0xFE00...0xFE0F, 0xE0020...0xE01EF: break
    default: return true
    }
    return (range.lowerBound == 0 || bytes[range.lowerBound - 1] < 0x80)
      && (range.upperBound == bytes.count || bytes[range.upperBound] < 0x80)
  }

  /// Records a block of git's conflict markers that begins at a line.
  private mutating func isConflict(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Self.isMarker(0x3C, at: start, in: bytes) else { return false }
    var line = start
    var end = bytes.count
    while line < bytes.count {
      let lineEnd = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
      if Self.isMarker(0x3E, at: line, in: bytes) {
        end = lineEnd
        break
      }
      line = lineEnd + 1
    }
    troubles.append((.conflict, start..<end))
    return true
  }

  private static func isMarker(_ byte: UInt8, at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard start + 8 <= bytes.count, bytes[start + 7] == 0x20 else { return false }
    return bytes[start..<start + 7].allSatisfy { $0 == byte }
  }
}
