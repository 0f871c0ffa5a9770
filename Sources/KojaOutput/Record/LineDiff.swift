/// Which lines of two texts are the same: a shortest way from one to the other.
struct LineDiff {
  /// One line of the way.
  enum Step: Equatable {
    /// The same in both: its positions.
    case kept(Int, Int)
    case removed(Int)
    case added(Int)
  }

  /// The way, from the first line to the last.
  let steps: [Step]

  /// Beyond so many pairs of lines, what differs is told as a whole.
  private static let mostPairs = 4_000_000

  /// Compares by bytes.
  init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let (a, b) = (old[head..<old.count - tail], new[head..<new.count - tail])
    var steps = (0..<head).map { Step.kept($0, $0) }
    steps += Self.middle(a, b)
    steps += (0..<tail).map { .kept(old.count - tail + $0, new.count - tail + $0) }
    self.steps = steps
  }

  /// Longest common subsequence, from behind; removed lines come before added ones.
  private static func middle(_ old: ArraySlice<ArraySlice<UInt8>>, _ new: ArraySlice<ArraySlice<UInt8>>) -> [Step] {
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= mostPairs else {
      return old.indices.map { .removed($0) } + new.indices.map { .added($0) }
    }
    let width = new.count + 1
    var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in (0..<old.count).reversed() {
      for j in (0..<new.count).reversed() {
        lengths[i * width + j] =
          old[old.startIndex + i] == new[new.startIndex + j]
          ? lengths[(i + 1) * width + j + 1] + 1 : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var steps: [Step] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[old.startIndex + i] == new[new.startIndex + j] {
        steps.append(.kept(old.startIndex + i, new.startIndex + j))
        (i, j) = (i + 1, j + 1)
      } else if j == new.count || i < old.count && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        steps.append(.removed(old.startIndex + i))
        i += 1
      } else {
        steps.append(.added(new.startIndex + j))
        j += 1
      }
    }
    return steps
  }
}
