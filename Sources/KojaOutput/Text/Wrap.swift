extension Cells {
  /// A text in lines of at most so many cells (at least one), broken at blanks, or inside a word that is longer than
  /// a line. Line breaks of the text stay; everything else comes out ``safe(_:)``.
  ///
  /// - Parameter keepingQuoted: Whether what stands between backticks and fits a line is not broken, so that a command
  ///   can be copied.
  package static func wrapped(_ text: String, to limit: Int, keepingQuoted: Bool = false) -> [String] {
    text.textLines.flatMap { wrapped(line: safe($0), to: max(1, limit), keepingQuoted) }
  }

  /// The words of a line; those of a quotation are one word when they fit a line.
  private static func words(_ line: String, _ limit: Int, _ keepingQuoted: Bool) -> [Substring] {
    let words = line.split(separator: " ")
    guard keepingQuoted else { return words }
    var result: [Substring] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      var end = word.endIndex
      var taken = 0
      if word.count(where: { $0 == "`" }) % 2 == 1, let last = rest.firstIndex(where: { $0.contains("`") }),
        width(line[word.startIndex..<rest[last].endIndex]) <= limit
      {
        end = rest[last].endIndex
        taken = last - rest.startIndex + 1
      }
      result.append(line[word.startIndex..<end])
      rest = rest.dropFirst(taken)
    }
    return result
  }

  private static func wrapped(line: String, to limit: Int, _ keepingQuoted: Bool) -> [String] {
    guard width(line) > limit else { return [line] }
    var result: [String] = []
    var current = ""
    var used = 0
    for word in words(line, limit, keepingQuoted) {
      let cells = width(word)
      if used > 0, used + 1 + cells > limit {
        result.append(current)
        (current, used) = ("", 0)
      }
      if used > 0 {
        current += " "
        used += 1
      }
      guard cells > limit else {
        current += word
        used += cells
        continue
      }
      for character in word {
        let cell = width(character)
        if used > 0, used + cell > limit {
          result.append(current)
          (current, used) = ("", 0)
        }
        current.append(character)
        used += cell
      }
    }
    return result + [current]
  }
}
