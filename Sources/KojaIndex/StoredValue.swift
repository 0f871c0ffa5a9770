internal import Foundation
internal import GRDB
internal import KojaModel

/// How a value stands in a column: `c<n>` as it is, `k<n>` as it compares.
///
/// Text is TEXT, whole numbers and booleans are INTEGER, lists are JSON text. Whatever would not come back as it was
/// (a value of another type than the column's, a number in an odd spelling, a text with NUL) is a BLOB of its JSON:
/// it is shown whole, and equals nothing.
enum StoredValue {
  /// The value for `c<n>`.
  static func raw(_ value: Value?, as type: ColumnType) -> DatabaseValue {
    guard let value, value != .null else { return .null }
    switch (value, type) {
    case (.array, .list): return value.json().databaseValue
    case (.string(let text), .text), (.string(let text), .code), (.string(let text), .reference),
      (.string(let text), .date), (.string(let text), .dateTime):
      if !text.utf8.contains(0) { return text.databaseValue }
    case (.boolean(let flag), .boolean): return (flag ? 1 : 0).databaseValue
    case (.number(let spelling), .integer), (.number(let spelling), .number):
      if let number = Int(spelling), String(number) == spelling { return number.databaseValue }
    default: break
    }
    return blob(value)
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

  /// Whether a column of this type has a `k<n>` beside its `c<n>`.
  static func hasKey(_ type: ColumnType) -> Bool {
    switch type {
    case .integer, .number, .date, .dateTime, .list(of: .text): true
    default: false
    }
  }

  /// The value for `k<n>`: a number, a day's number, a moment in seconds; the words of a list of texts.
  static func key(_ value: Value?, as type: ColumnType) -> DatabaseValue {
    switch (value, type) {
    case (.number(let spelling), .integer), (.number(let spelling), .number):
      Int(spelling)?.databaseValue ?? Double(spelling)?.databaseValue ?? .null
    case (.string(let text), .date): CalendarDate(text)?.dayNumber.databaseValue ?? .null
    case (.string(let text), .dateTime): Timestamp(text)?.seconds.databaseValue ?? .null
    case (.array(let items), .list(of: .text)): words(items).databaseValue
    default: .null
    }
  }

  private static func words(_ items: [Value]) -> String {
    items.compactMap(\.string).map { text in
      text.utf8.contains(0) ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? " " : $0 })) : text
    }.joined(separator: "\n")
  }

  private static func blob(_ value: Value) -> DatabaseValue {
    Data(value.json().utf8).databaseValue
  }
}
