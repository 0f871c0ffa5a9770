extension Cells {
  /// A text in lines of at most so many cells (at least one), broken at blanks, or inside a word that is longer than
  /// a line. Line breaks of the text stay; everything else comes out ``safe(_:)``.
  package static func wrapped(_ text: String, to limit: Int) -> [String] {
    text.textLines.flatMap { wrapped(line: safe($0), to: max(1, limit)) }
  }

  private static func wrapped(line: String, to limit: Int) -> [String] {
    guard width(line) > limit else { return [line] }
    var result: [String] = []
    var current = ""
    var used = 0
    for word in line.split(separator: " ") {
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
