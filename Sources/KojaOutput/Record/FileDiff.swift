internal import KojaModel

/// A change of a file as a diff with two lines around each difference.
///
/// In a pipe it is a patch that `git apply` takes; where lines must not be shown, and on a terminal where they are cut to
/// its width, it is for people only.
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
      Paint.bold("--- \(path.old.map { "a/" + safe($0) } ?? "/dev/null")", options),
      Paint.bold("+++ \(path.new.map { "b/" + safe($0) } ?? "/dev/null")", options),
    ]
    for hunk in Self.stretches(of: shown) {
      lines.append(place(steps[hunk], before: steps[..<hunk.lowerBound]))
      for step in steps[hunk] {
        switch step {
        case .kept(let line, _): lines += told(" ", before, line, old.hidden)
        case .removed(let line): lines += told("-", before, line, old.hidden).map { Paint.red($0, options) }
        case .added(let line): lines += told("+", after, line, new.hidden).map { Paint.green($0, options) }
        }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Numbers that follow each other, as ranges.
  private static func stretches(of numbers: Set<Int>) -> [Range<Int>] {
    numbers.sorted().reduce(into: []) { stretches, number in
      if let last = stretches.last, last.upperBound == number {
        stretches[stretches.count - 1] = last.lowerBound..<number + 1
      } else {
        stretches.append(number..<number + 1)
      }
    }
  }

  /// Where a stretch begins on both sides and how many lines it has there; where it has none, the line before it.
  private func place(_ steps: ArraySlice<LineDiff.Step>, before: ArraySlice<LineDiff.Step>) -> String {
    func range(_ isThere: (LineDiff.Step) -> Bool) -> String {
      let (start, count) = (before.count(where: isThere), steps.count(where: isThere))
      return "\(count == 0 ? start : start + 1)" + (count == 1 ? "" : ",\(count)")
    }
    let old = range { if case .added = $0 { false } else { true } }
    let new = range { if case .removed = $0 { false } else { true } }
    return Paint.blue("@@ -\(old) +\(new) @@", options)
  }

  /// A line behind its sign, and that it has no line break where that is so.
  private func told(_ sign: String, _ lines: [ArraySlice<UInt8>], _ index: Int, _ hidden: Set<Int>) -> [String] {
    let line = lines[index]
    let isOpen = line.last != 0x0A
    let text = sign + shown(isOpen ? line : line.dropLast(), hidden.contains(index + 1))
    return isOpen ? [text, "\\ No newline at end of file"] : [text]
  }

  private func shown(_ line: ArraySlice<UInt8>, _ isHidden: Bool) -> String {
    if isHidden { return Phrase(id: "(disembunyikan)", en: "(hidden)")[options.language] }
    let text = String(decoding: line, as: UTF8.self)
    guard options.isTerminal else { return Self.isHarmless(text) ? text : safe(text) }
    let safe = safe(line.last == 0x0D ? String(text.unicodeScalars.dropLast()) : text)
    return options.width.map { Cells.truncated(safe, to: max(20, $0 - 1)) } ?? safe
  }

  /// Whether a text may leave as it is: without controls apart from tabs and carriage returns.
  private static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\t" || $0 == "\r" || $0.properties.generalCategory != .control }
  }

  /// The lines with their line breaks.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var (lines, start): ([ArraySlice<UInt8>], Int) = ([], 0)
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      lines.append(bytes[start...end])
      start = end + 1
    }
    return start < bytes.count ? lines + [bytes[start...]] : lines
  }
}
