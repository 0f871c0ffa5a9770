internal import CPCRE2
internal import KojaModel
internal import Synchronization

/// A regular expression of ECMA-262 (with the `u` flag), decided by an automaton where it can be, else run by PCRE2.
/// Found anywhere in a text unless anchored.
///
/// Immutable and shared freely between threads: every match has match data of its own. Work is limited: a text on which
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
  /// Match data that nobody uses at the moment.
  private let spare = Mutex<[MatchData]>([])
  /// What decides the expression without PCRE2, where that can be done. Lives as long as the expression.
  let automaton: Automaton?

  /// Whether it is decided without PCRE2.
  package var isAutomatic: Bool { automaton != nil }

  /// What became of a search.
  package enum Verdict: Sendable {
    /// It is found, or not.
    case found, absent
    /// The limits of work ended the search.
    case tooCostly
  }

  /// A pointer that one match has for itself.
  private struct MatchData: @unchecked Sendable {
    // Only what took it from the spare ones uses it.
    let pointer: OpaquePointer
  }

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
    guard let code = Self.compile(pcre2, &number) else { throw PatternError(pcre2: number) }
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))  // without JIT it is slower, not wrong
    self.source = source
    self.code = code
    automaton = Automaton(pcre2)
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
      PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C
    return pcre2_compile_8(bytes, bytes.count, UInt32(options), &error, &offset, nil)
  }

  deinit {
    automaton?.free()
    spare.withLock { for data in $0 { pcre2_match_data_free_8(data.pointer) } }
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  /// Whether it is found in a UTF-8 text.
  package func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    automaton?.matches(bytes) ?? (searched(bytes) == .found)
  }

  /// Whether it is found in a UTF-8 text, and if not, whether only because that would take too much work.
  package func verdict(_ bytes: UnsafeBufferPointer<UInt8>) -> Verdict {
    automaton.map { $0.matches(bytes) ? .found : .absent } ?? searched(bytes)
  }

  /// The same by PCRE2 alone.
  package func searched(_ bytes: UnsafeBufferPointer<UInt8>) -> Verdict {
    search(bytes) { result, _ in
      switch result {
      case 0...: .found
      case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: .tooCostly
      default: .absent
      }
    } ?? .tooCostly
  }

  /// Texts of the named groups where it is found first; nil where it is not. A group that took no part is absent.
  package func groups(in text: String) -> [String: String]? {
    var text = text
    return text.withUTF8 { bytes in
      search(bytes) { found, data in
        guard found >= 0 else { return nil }
        var result: [String: String] = [:]
        guard let ends = pcre2_get_ovector_pointer_8(data) else { return result }
        let count = Int(pcre2_get_ovector_count_8(data))
        for (name, number) in zip(names, numbers) where number < count {
          let (start, end) = (ends[2 * number], ends[2 * number + 1])
          guard 0 <= start, start <= end, end <= bytes.count else { continue }  // PCRE2_UNSET is all ones
          result[name] = String(decoding: bytes[start..<end], as: UTF8.self)
        }
        return result
      } ?? nil
    }
  }

  /// Where the named groups are, in the order of ``names``, where it is found first; nil where it is not. A group that
  /// took no part is nil.
  package func spans(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>?]? {
    search(bytes) { found, data in
      guard found >= 0 else { return nil }
      guard let ends = pcre2_get_ovector_pointer_8(data) else { return [] }
      let count = Int(pcre2_get_ovector_count_8(data))
      return numbers.map { number in
        guard number < count else { return nil }
        let (start, end) = (ends[2 * number], ends[2 * number + 1])
        return 0 <= start && start <= end && end <= bytes.count ? start..<end : nil  // PCRE2_UNSET is all ones
      }
    } ?? nil
  }

  /// Searches, and hands over what PCRE2 says; nil where there is no memory for it.
  private func search<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int32, OpaquePointer) -> Result
  ) -> Result? {
    let spared = spare.withLock { $0.popLast() }
    guard let data = spared ?? pcre2_match_data_create_from_pattern_8(code, nil).map({ MatchData(pointer: $0) }) else {
      return nil
    }
    defer { spare.withLock { $0.append(data) } }
    // An empty text may have no address.
    let none: UInt8 = 0
    return withUnsafePointer(to: none) { none in
      let start = bytes.baseAddress ?? none
      var result = pcre2_match_8(code, start, bytes.count, 0, 0, data.pointer, context)
      if result == PCRE2_ERROR_JIT_STACKLIMIT {
        result = pcre2_match_8(code, start, bytes.count, 0, UInt32(PCRE2_NO_JIT), data.pointer, context)
      }
      return body(result, data.pointer)
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
}
