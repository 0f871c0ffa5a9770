/// A message in which no argument runs on for pages: of what stands in quotes and is longer than 120 characters, the
/// first 40 and the last 20 stay; of anything else not more than 1,000 and 20.
package func brief(_ text: String, quote: Character = "`") -> String {
  guard text.utf8.count > 120 else { return text }
  return text.split(separator: quote, omittingEmptySubsequences: false).enumerated().map { index, part in
    let (limit, head) = index.isMultiple(of: 2) ? (1000, 940) : (120, 40)
    return part.utf8.count > limit && part.count > limit ? "\(part.prefix(head))…\(part.suffix(20))" : String(part)
  }.joined(separator: String(quote))
}
