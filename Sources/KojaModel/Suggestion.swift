/// Did-you-mean: the one candidate that a person most likely meant.
package enum Suggestion {
  /// The nearest candidate by spelling: equal but for case first, then the smallest edit distance that is at most a
  /// third of the length (rustc's rule); else the only one that begins with what was typed, of which there must be at
  /// least three characters. Nil when there is none, or several that are equally near: to name one would be to guess.
  package static func nearest(to typed: String, among candidates: some Sequence<String>) -> String? {
    let equals = allNearest(to: typed, among: candidates)
    return Set(equals.map { Key($0.lowercased()) }).count == 1 ? equals[0] : nil
  }

  /// The nearest candidates by spelling, each once: several where they are equally near.
  private static func allNearest(to typed: String, among candidates: some Sequence<String>) -> [String] {
    let folded = typed.lowercased()
    guard !folded.isEmpty, folded.unicodeScalars.count <= 200 else { return [] }
    var limit = max(folded.unicodeScalars.count, 3) / 3
    var equal: Set<Key> = []
    var (best, isCase): ([Key], Bool) = ([], false)
    var longer: (folded: String, text: String, isOnly: Bool)?
    for candidate in candidates where equal.insert(Key(candidate)).inserted {
      let other = candidate.lowercased()
      // Equal also where accents are made of other codes: then they look the same.
      if other == folded {
        best = (isCase ? best : []) + [Key(candidate)]
        isCase = true
      }
      guard !isCase else { continue }
      if other.utf8.starts(with: folded.utf8), folded.count >= 3 {
        let isOnly = longer.map { $0.isOnly && $0.folded.sameBytes(as: other) } ?? true
        longer = (other, longer?.text ?? candidate, isOnly)
      }
      guard let distance = distance(folded, other, limit: limit) else { continue }
      if distance < limit { best = [] }
      (best, limit) = (best + [Key(candidate)], distance)
    }
    guard best.isEmpty else { return best.map(\.string) }
    return longer.map { $0.isOnly ? [$0.text] : [] } ?? []
  }

  /// The candidate that can be taken without asking: the only one that is near by spelling, or the only one that is equal
  /// but for case. Nil when there is none, or a second one.
  package static func only(near typed: String, among candidates: some Sequence<String>) -> String? {
    let folded = typed.lowercased()
    guard !folded.isEmpty, folded.unicodeScalars.count <= 200 else { return nil }
    let limit = max(folded.unicodeScalars.count, 3) / 3
    let names = Set(candidates.map { Key($0) })
    let equal = names.filter { $0.string.lowercased() == folded }
    let near = equal.isEmpty ? names.filter { distance(folded, $0.string.lowercased(), limit: limit) != nil } : equal
    return near.count == 1 ? near.first?.string : nil
  }

  /// The name to type that a person most likely meant: by the names first, then by their labels.
  package static func name(nearestTo typed: String, among names: [(name: String, labels: [String])]) -> String? {
    let meant = self.names(nearestTo: typed, among: names)
    return meant.count == 1 ? meant[0] : nil
  }

  /// The same; several where a label that is near is that of several.
  package static func names(nearestTo typed: String, among names: [(name: String, labels: [String])]) -> [String] {
    if let name = nearest(to: typed, among: names.map(\.name)) { return [name] }
    let labels = allNearest(to: typed, among: names.flatMap(\.labels))
    let meant = names.filter { name in labels.contains { label in name.labels.contains { $0.sameBytes(as: label) } } }
    return Set(meant.map { Key($0.name) }).sorted().map(\.string)
  }

  /// The question that names several, one of which was meant; nil where these are none, or too many to choose from.
  package static func question(among names: [String]) -> Phrase? {
    guard (1...5).contains(names.count) else { return nil }
    let quoted = names.map { "`\($0)`" }
    let (first, last) = (quoted.dropLast().joined(separator: ", "), quoted[quoted.count - 1])
    guard !first.isEmpty else { return question(names[0]) }
    return Phrase(id: "maksudnya \(first) atau \(last)?", en: "did you mean \(first) or \(last)?")
  }

  /// The question that names what was meant, for a hint; where that looks like what was typed, why it is not the same.
  package static func question(_ name: String, insteadOf typed: String? = nil) -> Phrase {
    if let typed, typed == name, !typed.sameBytes(as: name) {
      return Phrase(
        id: "terlihat sama dengan `\(name)`, tetapi hurufnya tersusun dari kode lain: ketik ulang",
        en: "it looks like `\(name)`, but its letters are made of other codes: type it again")
    }
    return Phrase(id: "maksudnya `\(name)`?", en: "did you mean `\(name)`?")
  }

  /// Damerau's distance (insert, delete, replace, swap of neighbours) in code points, or nil above a limit.
  package static func distance(_ left: String, _ right: String, limit: Int) -> Int? {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard limit >= 0, abs(a.count - b.count) <= limit else { return nil }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in 0..<b.count {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1) }
      }
      if let least = row.min(), least > limit { return nil }
      (beforeLast, last) = (last, row)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
