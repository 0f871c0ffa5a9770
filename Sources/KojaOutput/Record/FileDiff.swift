internal import KojaModel

/// A change of a file as a diff with two lines around each difference. Lines that must not be shown are told as hidden.
package struct FileDiff: Sendable {
  private let path: (old: String?, new: String?)
  private let old: (bytes: [UInt8], hidden: Set<Int>)
  private let new: (bytes: [UInt8], hidden: Set<Int>)
  private let options: OutputOptions

  /// Lines around a difference.
  private static let context = 2

  /// The diff of one file; nil for no file. `hidden` are lines from 1 that must not be shown.
  package init(
    _ old: (path: String, bytes: [UInt8], hidden: Set<Int>)?, _ new: (path: String, bytes: [UInt8], hidden: Set<Int>)?,
    _ options: OutputOptions
  ) {
    path = (old?.path, new?.path)
    self.old = (old?.bytes ?? [], old?.hidden ?? [])
    self.new = (new?.bytes ?? [], new?.hidden ?? [])
    self.options = options
  }

  /// Each line ending in a line break; empty where nothing differs.
  package var text: String {
    let (before, after) = (Self.lines(old.bytes), Self.lines(new.bytes))
    let steps = LineDiff(before, after).steps
    var shown: Set<Int> = []
    for (index, step) in steps.enumerated() {
      if case .kept = step { continue }
      shown.formUnion(max(0, index - Self.context)...min(steps.count - 1, index + Self.context))
    }
    let isMoved = path.old.map { old in path.new.map { !$0.sameBytes(as: old) } ?? true } ?? true
    guard !shown.isEmpty || isMoved else { return "" }
    var lines = [
      Paint.bold("--- \(path.old.map(safe) ?? "/dev/null")", options),
      Paint.bold("+++ \(path.new.map(safe) ?? "/dev/null")", options),
    ]
    var last = -1
    for index in shown.sorted() {
      if index != last + 1 || last < 0 { lines.append(place(steps[index...])) }
      last = index
      switch steps[index] {
      case .kept(let line, _): lines.append(" " + cut(before[line], old.hidden.contains(line + 1)))
      case .removed(let line):
        lines.append(Paint.red("-" + cut(before[line], old.hidden.contains(line + 1)), options))
      case .added(let line):
        lines.append(Paint.green("+" + cut(after[line], new.hidden.contains(line + 1)), options))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The line numbers where a stretch begins.
  private func place(_ steps: ArraySlice<LineDiff.Step>) -> String {
    var (from, to): (Int?, Int?)
    for step in steps {
      switch step {
      case .kept(let a, let b): (from, to) = (from ?? a, to ?? b)
      case .removed(let a): from = from ?? a
      case .added(let b): to = to ?? b
      }
      if from != nil, to != nil { break }
    }
    return Paint.blue("@@ -\((from ?? -1) + 1) +\((to ?? -1) + 1) @@", options)
  }

  private func cut(_ line: ArraySlice<UInt8>, _ isHidden: Bool) -> String {
    if isHidden { return Phrase(id: "(disembunyikan)", en: "(hidden)")[options.language] }
    let text = safe(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
    guard options.isTerminal, let width = options.width else { return text }
    return Cells.truncated(text, to: max(20, width - 1))
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
