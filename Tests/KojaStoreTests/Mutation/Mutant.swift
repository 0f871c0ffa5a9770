import KojaModel
import KojaTestSupport

/// A change of a text that breaks one rule, and the findings that it must give.
struct RecordFault {
  /// A finding and where it has to point.
  struct Expected {
    enum Spot {
      /// A stretch of the new text of an edit.
      case written(Int, Range<Int>)
      /// Something that was there before.
      case kept(Range<Int>)
      /// The file as a whole.
      case file
    }
    let code: String
    let spot: Spot
  }

  /// What it is, for the report of a failure.
  var kind: String
  /// Stretches of the valid text and what stands there instead.
  var edits: [(range: Range<Int>, text: String)] = []
  /// What must be found.
  var expected: [Expected]
  /// RecordFaults that share one are not put into the same record: they would hide one another.
  var slots: Set<String>
  /// Where the file lies instead.
  var path: String?
  /// Whether no other kind of fault can be seen beside it.
  var family = Family.tree

  /// What survives a fault: a text that cannot be read has no wrong values.
  enum Family { case bytes, syntax, tree }

  /// A fault that replaces a stretch and is found at what stands there now.
  init(_ kind: String, _ code: String, _ range: Range<Int>, _ text: String, slots: Set<String>) {
    self.init(
      kind, edits: [(range, text)], [.init(code: code, spot: .written(0, 0..<text.utf8.count))], slots: slots)
  }

  /// Any fault. See the properties.
  init(
    _ kind: String, edits: [(range: Range<Int>, text: String)], _ expected: [Expected], slots: Set<String>,
    path: String? = nil, family: Family = .tree
  ) {
    self.kind = kind
    self.edits = edits
    self.expected = expected
    self.slots = slots
    self.path = path
    self.family = family
  }
}

extension RecordFault {
  /// Whether another fault changes the same stretch, or what this one points at.
  func overlaps(_ other: RecordFault) -> Bool {
    touched.contains { mine in other.edits.contains { Self.meet(mine, $0.range) } }
      || other.touched.contains { theirs in edits.contains { Self.meet(theirs, $0.range) } }
  }

  /// Whether two stretches share anything, or one is a point inside the other.
  private static func meet(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    if left.isEmpty { return right.lowerBound < left.lowerBound && left.lowerBound < right.upperBound }
    if right.isEmpty { return left.lowerBound < right.lowerBound && right.lowerBound < left.upperBound }
    return left.overlaps(right)
  }

  private var touched: [Range<Int>] {
    edits.map(\.range)
      + expected.compactMap { if case .kept(let range) = $0.spot { range } else { nil } }
  }
}

/// A record with several independent faults.
struct Mutant {
  /// Where the file lies, and where its record did.
  let path: String, origin: String
  let bytes: [UInt8]
  /// `start..<end code`, in the order of the text.
  let expected: [String]
  let kinds: [String]

  /// Puts faults into a record.
  init(_ base: MutationBase, _ faults: [RecordFault]) {
    let edits = faults.enumerated().flatMap { fault, each in
      each.edits.enumerated().map { (fault: fault, index: $0, range: $1.range, text: Array($1.text.utf8)) }
    }.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.fault, $0.index)
        < ($1.range.lowerBound, $1.range.upperBound, $1.fault, $1.index)
    }
    var bytes: [UInt8] = []
    var written: [[Int: Int]] = faults.map { _ in [:] }
    var last = 0
    for edit in edits {
      bytes += base.document.source[last..<edit.range.lowerBound]
      written[edit.fault][edit.index] = bytes.count
      bytes += edit.text
      last = edit.range.upperBound
    }
    self.bytes = bytes + base.document.source[last...]
    func moved(_ offset: Int, isEnd: Bool) -> Int {
      var moved = offset
      for edit in edits where edit.range.upperBound <= offset && (!isEnd || edit.range.lowerBound < offset) {
        moved += edit.text.count - edit.range.count
      }
      return moved
    }
    path = faults.lazy.compactMap(\.path).first ?? base.path
    origin = base.path
    kinds = faults.map(\.kind)
    expected = faults.enumerated().flatMap { fault, each in
      each.expected.map { expected in
        switch expected.spot {
        case .written(let edit, let range):
          let start = written[fault][edit] ?? 0
          return Self.line(start + range.lowerBound..<start + range.upperBound, expected.code)
        case .kept(let range):
          let start = moved(range.lowerBound, isEnd: false)
          return Self.line(start..<max(start, moved(range.upperBound, isEnd: true)), expected.code)
        case .file: return Self.line(0..<0, expected.code)
        }
      }
    }.sorted()
  }

  /// A finding as ``expected`` has it.
  static func line(_ range: Range<Int>, _ code: String) -> String { "\(range) \(code)" }
}
