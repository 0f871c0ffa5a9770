internal import CPCRE2
internal import KojaModel

/// A regular expression of ECMA-262 (with the `u` flag), run by PCRE2. Found anywhere in a text unless anchored.
///
/// Immutable and shared freely between threads: every match brings its own match data. Work is limited: a text on which
/// the expression would go on for ever does not match.
package final class Pattern: Sendable {
  /// The expression as it was written.
  package let source: String
  /// Names of the named groups, in their order.
  package let names: [String]
  private let numbers: [Int]
  // PCRE2 only reads compiled code while matching (pcre2api, "Multithreading"), and JIT is done before it is shared.
  private nonisolated(unsafe) let code: OpaquePointer
  private nonisolated(unsafe) let context: OpaquePointer?

  /// Steps that one match may take.
  private static let matchLimit: UInt32 = 5_000_000
  /// Memory that one match may take, in KiB.
  private static let heapLimit: UInt32 = 65_536

  /// Compiles an expression.
  package convenience init(_ source: String) throws(PatternError) {
    try self.init(source, pcre2: Translation.pcre(source))
  }

  /// Compiles an expression of PCRE2.
  convenience init(pcre2 source: String) throws(PatternError) { try self.init(source, pcre2: source) }

  private init(_ source: String, pcre2: String) throws(PatternError) {
    var number: Int32 = 0
    guard let code = Self.compile(pcre2, &number) else { throw Pattern.error(number) }
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))  // without JIT it is slower, not wrong
    self.source = source
    self.code = code
    context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimit)
    let names = Self.names(code)
    self.names = names.map(\.name)
    self.numbers = names.map(\.number)
  }

  /// Whether a text is an expression of ECMA-262, though perhaps one that PCRE2 cannot run: one that looks behind for
  /// texts of any length.
  static func isWritten(_ source: String) -> Bool {
    guard let translated = try? Translation.pcre(source) else { return false }
    var number: Int32 = 0
    guard let code = compile(translated, &number) else { return number == PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH }
    pcre2_code_free_8(code)
    return true
  }

  private static func compile(_ translated: String, _ error: inout Int32) -> OpaquePointer? {
    let bytes = Array(translated.utf8)
    var offset = 0
    let options =
      PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ALLOW_EMPTY_CLASS
    return pcre2_compile_8(bytes, bytes.count, UInt32(options), &error, &offset, nil)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  /// Whether it is found in a UTF-8 text.
  package func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    search(bytes) { _ in true } ?? false
  }

  /// Texts of the named groups where it is found first; nil where it is not. A group that took no part is absent.
  package func groups(in text: String) -> [String: String]? {
    var text = text
    return text.withUTF8 { bytes in
      search(bytes) { data in
        var result: [String: String] = [:]
        guard let ends = pcre2_get_ovector_pointer_8(data) else { return result }
        let count = Int(pcre2_get_ovector_count_8(data))
        for (name, number) in zip(names, numbers) where number < count {
          let (start, end) = (ends[2 * number], ends[2 * number + 1])
          guard 0 <= start, start <= end, end <= bytes.count else { continue }  // PCRE2_UNSET is all ones
          result[name] = String(decoding: bytes[start..<end], as: UTF8.self)
        }
        return result
      }
    }
  }

  /// Where the named groups are, in the order of ``names``, where it is found first; nil where it is not. A group that
  /// took no part is nil.
  package func spans(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>?]? {
    search(bytes) { data in
      guard let ends = pcre2_get_ovector_pointer_8(data) else { return [] }
      let count = Int(pcre2_get_ovector_count_8(data))
      return numbers.map { number in
        guard number < count else { return nil }
        let (start, end) = (ends[2 * number], ends[2 * number + 1])
        return 0 <= start && start <= end && end <= bytes.count ? start..<end : nil  // PCRE2_UNSET is all ones
      }
    }
  }

  private func search<Result>(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (OpaquePointer) -> Result) -> Result? {
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { return nil }
    defer { pcre2_match_data_free_8(data) }
    // An empty text may have no address.
    let none: [UInt8] = [0]
    return none.withUnsafeBufferPointer { none in
      let start = bytes.baseAddress ?? none.baseAddress
      var result = pcre2_match_8(code, start, bytes.count, 0, 0, data, context)
      if result == PCRE2_ERROR_JIT_STACKLIMIT {
        result = pcre2_match_8(code, start, bytes.count, 0, UInt32(PCRE2_NO_JIT), data, context)
      }
      return result >= 0 ? body(data) : nil
    }
  }

  /// Reads the name table: entries of one size, two bytes of group number, then the name and a zero.
  private static func names(_ code: OpaquePointer) -> [(name: String, number: Int)] {
    var count: UInt32 = 0
    var size: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [] }
    return (0..<Int(count)).map { index in
      let entry = UnsafeBufferPointer(start: table + index * Int(size), count: Int(size))
      let name = entry.dropFirst(2).prefix { $0 != 0 }
      return (String(decoding: name, as: UTF8.self), Int(entry[0]) << 8 | Int(entry[1]))
    }.sorted { $0.number < $1.number }
  }

  private static func error(_ number: Int32) -> PatternError {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
    let text = String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
    return PatternError(.init(text))
  }
}
