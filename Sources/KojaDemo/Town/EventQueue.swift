/// Things that are going to happen, earliest first; at the same moment in the order in which they were planned.
struct EventQueue<Element> {
  private var heap: [(at: Int, order: Int, element: Element)] = []
  private var count = 0

  /// The moment of the next one, in seconds.
  var next: Int? { heap.first?.at }

  /// Plans something.
  mutating func add(_ element: Element, at moment: Int) {
    heap.append((moment, count, element))
    count += 1
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the next one.
  mutating func pop() -> (at: Int, element: Element)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return (first.at, first.element) }
    heap[0] = last
    var parent = 0
    while case let child = smallerChild(of: parent), child < heap.count, precedes(child, parent) {
      heap.swapAt(child, parent)
      parent = child
    }
    return (first.at, first.element)
  }

  private func smallerChild(of parent: Int) -> Int {
    let left = 2 * parent + 1
    return left + 1 < heap.count && precedes(left + 1, left) ? left + 1 : left
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (heap[left].at, heap[left].order) < (heap[right].at, heap[right].order)
  }
}
