internal import CLibYAML

/// The owner of one libyaml parser over bytes that outlive it; frees it and the last event on every path.
struct EventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// The event that ``advance()`` read last.
  private var current = yaml_event_t()

  /// A parser from memory; nil when there is no memory.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    self.parser = parser
  }

  deinit {
    var last = current
    yaml_event_delete(&last)
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Reads the next event; false on a syntax error, see ``problem``.
  mutating func advance() -> Bool {
    yaml_event_delete(&current)
    return yaml_parser_parse(parser, &current) == 1
  }

  /// The event that was read last; its pointers live until the next ``advance()``.
  var event: yaml_event_t { current }

  /// What libyaml says about a syntax error, with marks in code points.
  var problem: (problem: String, context: String, at: yaml_mark_t, contextAt: yaml_mark_t) {
    let facts = parser.pointee
    return (
      facts.problem.map { String(cString: $0) } ?? "", facts.context.map { String(cString: $0) } ?? "",
      facts.problem_mark, facts.context_mark
    )
  }
}
