internal import GRDB
internal import KojaModel

/// How a value stands in a column: `c<n>` as it is, `k<n>` as it compares.
///
/// Text is TEXT, whole numbers and booleans are INTEGER, lists are JSON text. Whatever would not come back as it was
/// (a value of another type than the column's, a number in an odd spelling, a text with NUL) is a BLOB of its JSON:
/// it is shown whole, and equals nothing.
enum StoredValue {
  /// The cell for `c<n>` of a column.
  static func cell(
    _ nodes: ColumnNodes, _ slot: IndexPlan.Slot, _ view: DocumentView, _ tape: inout RowTape
  ) -> RowTape.Cell {
    guard let first = nodes.first else { return .null }
    let isOne = nodes.more.isEmpty
    if isOne, slot.isList, view.nodes[first].kind == .sequence {
      return tape.write { view.writeJSON(first, to: &$0) }
    }
    if isOne, !slot.isList { return cell(first, slot.form, view, &tape) }
    return tape.write(asText: slot.isList) { bytes in
      for (position, node) in nodes.all.enumerated() {
        bytes.append(position == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
        view.writeJSON(node, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
  }

  /// The cell for one value.
  static func cell(
    _ node: NodeIndex, _ form: IndexPlan.Slot.Form, _ view: DocumentView, _ tape: inout RowTape
  ) -> RowTape.Cell {
    let text = view.text(node)
    switch (view.nodes[node].kind, form) {
    case (.null, _): return .null
    case (.string, .text), (.string, .date), (.string, .dateTime): if !text.contains(0) { return tape.put(text) }
    case (.boolean, .boolean): return .integer(text.first == 0x74 || text.first == 0x54 ? 1 : 0)
    case (.integer, .integer), (.integer, .number), (.float, .integer), (.float, .number):
      let spelling = String(decoding: text, as: UTF8.self)
      if let number = Int(spelling), String(number).sameBytes(as: spelling) { return .integer(number) }
    default: break
    }
    return tape.write(asText: false) { view.writeJSON(node, to: &$0) }
  }

  /// A scalar as text, anything else as JSON: for values whose type nobody tells.
  static func plain(_ node: NodeIndex, _ view: DocumentView, _ tape: inout RowTape) -> RowTape.Cell {
    switch view.nodes[node].kind {
    case .null: .null
    case .sequence, .mapping: tape.write { view.writeJSON(node, to: &$0) }
    default: view.text(node).contains(0) ? .null : tape.put(view.text(node))
    }
  }

  /// Whether a column of this type has a `k<n>` beside its `c<n>`.
  static func hasKey(_ type: ColumnType) -> Bool {
    switch type {
    case .integer, .number, .date, .dateTime, .list(of: .text): true
    default: false
    }
  }

  /// The cell for `k<n>` of a column: a number, a day's number, a moment in seconds; the words of a list of texts.
  static func key(
    _ nodes: ColumnNodes, _ slot: IndexPlan.Slot, _ view: DocumentView, _ tape: inout RowTape
  ) -> RowTape.Cell {
    guard let first = nodes.first else { return .null }
    guard slot.isList else { return nodes.more.isEmpty ? key(first, slot.form, view, &tape) : .null }
    return tape.write { bytes in
      var isFirst = true
      for item in nodes.items where view.nodes[item].kind == .string {
        if !isFirst { bytes.append(UInt8(ascii: "\n")) }
        isFirst = false
        for byte in view.text(item) { bytes.append(byte == 0 ? UInt8(ascii: " ") : byte) }
      }
    }
  }

  /// The key of one value.
  static func key(
    _ node: NodeIndex, _ form: IndexPlan.Slot.Form, _ view: DocumentView, _ tape: inout RowTape
  ) -> RowTape.Cell {
    let text = view.text(node)
    switch (view.nodes[node].kind, form) {
    case (.integer, .integer), (.integer, .number), (.float, .integer), (.float, .number):
      let spelling = String(decoding: text, as: UTF8.self)
      if let number = Int(spelling) { return .integer(number) }
      return Double(spelling).map { .real($0) } ?? .null
    case (.string, .date):
      return CalendarDate(String(decoding: text, as: UTF8.self)).map { .integer($0.dayNumber) } ?? .null
    case (.string, .dateTime): return Timestamp(text).map { .integer($0.seconds) } ?? .null
    default: return .null
    }
  }

  /// The value that a `c<n>` stands for.
  static func value(_ stored: DatabaseValue, as type: ColumnType) -> Value {
    switch stored.storage {
    case .null: .null
    case .int64(let number) where type == .boolean: .boolean(number != 0)
    case .int64(let number): .integer(Int(number))
    case .double(let number): .number("\(number)")
    case .string(let text): type.isList ? JSONReader.value(of: text) ?? .null : .string(text)
    case .blob(let data): JSONReader.value(of: String(decoding: data, as: UTF8.self)) ?? .null
    }
  }
}
