package import KojaModel

/// JSON pointers (RFC 6901).
enum Pointer {
  /// A name as a token, with its slash.
  static func token(_ name: String) -> String {
    var result = "/"
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The names of a pointer; nil unless it is empty or begins with a slash.
  static func names(_ pointer: String) -> [String]? {
    guard !pointer.isEmpty else { return [] }
    guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
    return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { token in
      var bytes: [UInt8] = []
      var rest = token.utf8[...]
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "~"), let next = rest.first, next == 0x30 || next == 0x31 {
          bytes.append(next == 0x30 ? UInt8(ascii: "~") : UInt8(ascii: "/"))
          rest.removeFirst()
        } else {
          bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A pointer as the fragment of a URI (RFC 6901, 6): what a fragment may not hold is percent-encoded.
  static func escaped(_ pointer: String) -> String {
    pointer.utf8.reduce(into: "") { result, byte in
      let isAllowed =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
      result +=
        isAllowed
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }

  /// The text of a URI's fragment with its percent escapes resolved.
  static func unescaped(_ fragment: String) -> String {
    var bytes: [UInt8] = []
    var rest = fragment.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16), rest.count >= 2 {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// One step from a collection to something in it.
struct Step {
  /// The key, nil in a sequence.
  let key: NodeIndex?
  /// The position among the siblings, from 0.
  let position: Int
  /// The value.
  let value: NodeIndex
}

extension Document {
  /// The way from the root to a value or to a key (then its pair is the last step).
  func trail(to node: NodeIndex) -> [Step] {
    var steps: [Step] = []
    var current = Document.root
    while current != node, let step = step(from: current, towards: node) {
      steps.append(step)
      guard step.key != node else { break }
      current = step.value
    }
    return steps
  }

  /// The pointer to a value or to the value under a key.
  package func pointer(to node: NodeIndex) -> String {
    trail(to: node).map { step in
      step.key.map { Pointer.token(text($0) ?? "") } ?? "/\(step.position)"
    }.joined()
  }

  private func step(from parent: NodeIndex, towards node: NodeIndex) -> Step? {
    if kind(parent) == .mapping {
      for (position, member) in Members(self, parent).enumerated() where node < Int(nodes[member.value].next) {
        return Step(key: member.key, position: position, value: member.value)
      }
    } else {
      for (position, item) in Elements(self, parent).enumerated() where node < Int(nodes[item].next) {
        return Step(key: nil, position: position, value: item)
      }
    }
    return nil
  }
}
