internal import KojaModel

/// Writes values as lines in block style, without line breaks.
struct BlockEmitter {
  /// How far a mapping stands right of its key.
  var mappingStep = 2
  /// How far a list stands right of its key.
  var sequenceStep = 2
  /// Whether text of several lines may become a literal block.
  var allowsLiterals = true
  /// How keys are quoted.
  var keys = Quoting.house
  /// How short texts are.
  var texts = Quoting.house

  /// Longest key that libyaml takes without `?` is 1,024 characters.
  private static let longKey = 1000

  /// A value as lines at a column.
  func lines(of value: Value, column: Int) -> [String] {
    switch value {
    case _ where !Self.isFilled(value): [Self.pad(column) + ScalarText.inline(value)]
    case .object(let members): members.flatMap { member($0.name, $0.value, column: column) }
    case .array(let items): items.flatMap { item($0, column: column) }
    default: [Self.pad(column) + ScalarText.inline(value)]
    }
  }

  /// A key with its value.
  func member(_ name: String, _ value: Value, column: Int) -> [String] {
    let key = keys.key(name)
    let isLong = key.unicodeScalars.count > Self.longKey
    let head = isLong ? [Self.pad(column) + "? " + key] : []
    let start = Self.pad(column) + (isLong ? "" : key) + ":"
    switch value {
    case .object(let members) where !members.isEmpty:
      return head + [start] + lines(of: value, column: column + mappingStep)
    case .array(let items) where !items.isEmpty:
      return head + [start] + lines(of: value, column: column + sequenceStep)
    default: return head + scalar(value, start: start, column: column)
    }
  }

  /// An item of a list with its dash.
  func item(_ value: Value, column: Int) -> [String] {
    let start = Self.pad(column) + "-"
    guard Self.isFilled(value) else { return scalar(value, start: start, column: column) }
    var lines = lines(of: value, column: column + 2)
    lines[0] = start + " " + lines[0].dropFirst(column + 2)
    return lines
  }

  /// A value on one line.
  func flow(_ value: Value) -> String {
    switch value {
    case .object(let members):
      return "{" + members.map { keys.key($0.name) + ": " + flow($0.value) }.joined(separator: ", ") + "}"
    case .array(let items): return "[" + items.map { flow($0) }.joined(separator: ", ") + "]"
    default: return texts.inline(value)
    }
  }

  /// Whether a value is a collection with something in it.
  static func isFilled(_ value: Value) -> Bool {
    switch value {
    case .object(let members): !members.isEmpty
    case .array(let items): !items.isEmpty
    default: false
    }
  }

  /// So many spaces.
  static func pad(_ column: Int) -> String { String(repeating: " ", count: column) }

  private func scalar(_ value: Value, start: String, column: Int) -> [String] {
    if allowsLiterals, let text = value.string, let block = ScalarText.literal(text) {
      return [start + " " + block.header] + block.lines.map { $0.isEmpty ? "" : Self.pad(column + 2) + $0 }
    }
    return [start + " " + texts.inline(value)]
  }
}
