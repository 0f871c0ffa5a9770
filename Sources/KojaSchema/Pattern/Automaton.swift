/// An expression as a table: one look-up for each byte of a text, no way back, nothing counted or allocated.
///
/// Every state has a row of the states that follow, one for each class of bytes, and last whether the text may end here.
/// The first row refuses whatever comes, the second accepts.
struct Automaton: @unchecked Sendable {
  // The memory is written once, before anybody else sees it.

  /// The class of each byte, then the rows.
  private let table: UnsafePointer<UInt16>
  /// The length of a row.
  private let width: UInt16
  /// The row that comes first.
  private let start: UInt16
  /// Whether it refuses every text.
  let fitsNothing: Bool

  /// So many states are enough for any sane schema.
  private static let mostStates = 1_000

  /// Compiles an expression as ``Translation`` wrote it; nil when no small table decides it.
  init?(_ translated: String) {
    guard let syntax = SyntaxReader.read(translated), let steps = Steps(syntax) else { return nil }
    var builder = AutomatonBuilder(steps)
    guard let rows = builder.rows(most: Self.mostStates) else { return nil }
    let numbers = builder.classes.map { UInt16($0) } + rows
    let memory = UnsafeMutablePointer<UInt16>.allocate(capacity: numbers.count)
    memory.initialize(from: numbers, count: numbers.count)
    table = UnsafePointer(memory)
    width = UInt16(builder.width)
    start = UInt16(builder.start * builder.width)
    fitsNothing = !builder.isEverFound
  }

  /// Frees the memory; the automaton and its copies must not be used any more.
  func free() { table.deallocate() }

  /// Whether the expression is found in a text.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let rows = table + 256
    var state = start
    for byte in text {
      // Refused, or accepted whatever follows.
      if state <= width { return state == width }
      state = rows[Int(state) &+ Int(table[Int(byte)])]
    }
    return rows[Int(state) &+ Int(width) &- 1] != 0
  }
}

/// Makes the rows of an automaton: every set of steps that may be taken together is a state.
struct AutomatonBuilder {
  /// The class of each byte: those of one class are the same to every step.
  let classes: [Int]
  /// The length of a row.
  let width: Int
  /// The state that comes first.
  private(set) var start = 0
  /// Whether any text leads to where the expression is found; known when the rows are made.
  private(set) var isEverFound = false
  private let steps: [Steps.Step]
  private let first: Int
  /// How many steps may still be followed.
  private var budget = 100_000
  /// The search that has been at each step last.
  private var rounds: [Int]
  private var round = 0
  /// A byte of each class.
  private let samples: [UInt8]

  /// Steps that may be taken together, and whether this is the beginning of the text.
  private struct State: Hashable {
    var steps: [Int]
    var isStart = false
  }

  /// Prepares.
  init(_ steps: Steps) {
    self.steps = steps.steps
    first = steps.first
    rounds = [Int](repeating: 0, count: steps.steps.count)
    var isBorder = [Bool](repeating: false, count: 257)
    isBorder[0] = true
    for case .byte(let range, _) in steps.steps {
      isBorder[Int(range.lowerBound)] = true
      isBorder[Int(range.upperBound) + 1] = true
    }
    let borders = (0..<256).filter { isBorder[$0] }
    samples = borders.map { UInt8($0) }
    var current = -1
    classes = (0..<256).map { byte in
      if isBorder[byte] { current += 1 }
      return current
    }
    width = borders.count + 1
  }

  /// All rows; nil where there are too many.
  mutating func rows(most: Int) -> [UInt16]? {
    // The two that never change: nothing to do, and found.
    var states: [State] = [State(steps: []), State(steps: [0])]
    var numbers: [State: Int] = [states[0]: 0, states[1]: 1]
    func number(_ state: State) -> Int {
      // Found, without any wish for the end.
      let state = state.steps.contains(0) ? states[1] : state
      if let known = numbers[state] { return known }
      states.append(state)
      numbers[state] = states.count - 1
      return states.count - 1
    }
    let again = reached(from: [first], isStart: false, isEnd: false)
    let beginning = reached(from: [first], isStart: true, isEnd: false)
    start = number(State(steps: beginning, isStart: true))
    var rows: [UInt16] = []
    var index = 0
    while index < states.count {
      guard budget > 0, states.count <= most, states.count * width <= Int(UInt16.max) else { return nil }
      let state = states[index]
      for sample in samples {
        var targets = index == 0 ? [] : again
        for step in state.steps {
          if case .byte(let range, let target) = steps[step], range.contains(sample) { targets.append(target) }
        }
        let target = index == 1 ? 1 : number(State(steps: reached(from: targets, isStart: false, isEnd: false)))
        rows.append(UInt16(truncatingIfNeeded: target * width))
        if target == 1, index != 1 { isEverFound = true }
      }
      let isEnd = mayEnd(state)
      rows.append(isEnd ? 1 : 0)
      // A state is made only when some text leads to it, the second one excepted.
      if isEnd, index != 1 || start == 1 { isEverFound = true }
      index += 1
    }
    guard states.count * width <= Int(UInt16.max) else { return nil }
    return rows
  }

  private mutating func mayEnd(_ state: State) -> Bool {
    reached(from: state.steps, isStart: state.isStart, isEnd: true).contains(0)
  }

  /// Steps from which a byte can be taken, or that wait for the end, without a byte from these; in order.
  private mutating func reached(from targets: [Int], isStart: Bool, isEnd: Bool) -> [Int] {
    var waiting = targets
    var reached: [Int] = []
    round += 1
    while let next = waiting.popLast() {
      guard rounds[next] != round else { continue }
      rounds[next] = round
      budget -= 1
      switch steps[next] {
      case .split(let one, let other):
        waiting.append(one)
        waiting.append(other)
      case .start(let behind): if isStart { waiting.append(behind) }
      case .end(let behind): if isEnd { waiting.append(behind) } else { reached.append(next) }
      case .byte, .found: reached.append(next)
      }
    }
    reached.sort()
    return reached
  }
}
