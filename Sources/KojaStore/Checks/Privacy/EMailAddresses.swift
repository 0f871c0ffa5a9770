internal import KojaModel

/// The e-mail addresses in a text, also as people write them to be read by people only: `budi @ gmail . com`,
/// `budi(at)gmail(dot)com`.
struct EMailAddresses {
  let text: UnsafeBufferPointer<UInt8>
  /// Domains of offices, which are no private addresses.
  let publicDomains: [String]

  private static let signs = ["@", "(at)", "[at]", "{at}"].map { Array($0.utf8) }
  private static let dots = [" . ", " dot ", " titik "].map { Array($0.utf8) }
  private static let writtenDots = ["(dot)", "[dot]", "{dot}", "(titik)", "[titik]", "{titik}"].map { Array($0.utf8) }

  /// What was found, without overlaps.
  var matches: [PrivateText.Match] {
    var found: [PrivateText.Match] = []
    var position = 0
    while position < text.count {
      guard let sign = Self.signs.first(where: { has($0, at: position) }) else {
        position += 1
        continue
      }
      let end = position + sign.count
      guard let start = startOfName(before: position), let domain = domain(from: has([0x20], at: end) ? end + 1 : end)
      else {
        position = end
        continue
      }
      if !isPublic(domain.labels) {
        found.append(PrivateText.Match(kind: .email, range: start..<domain.end))
      }
      position = domain.end
    }
    return found
  }

  /// Whether some bytes stand at a place, letters small or capital.
  private func has(_ bytes: [UInt8], at position: Int) -> Bool {
    guard position + bytes.count <= text.count else { return false }
    return zip(bytes, text[position...]).allSatisfy { $0 == ($1.isLetter ? $1 | 0x20 : $1) }
  }

  /// Where the name before the sign begins; nil where there is none.
  private func startOfName(before sign: Int) -> Int? {
    let end = sign > 0 && text[sign - 1] == 0x20 ? sign - 1 : sign
    var start = end
    while start > 0, text[start - 1].isDigit || text[start - 1].isLetter || "._%+-".utf8.contains(text[start - 1]) {
      start -= 1
    }
    return start < end ? start : nil
  }

  /// The labels of a domain: at least two, the last of letters.
  private func domain(from start: Int) -> (labels: [String], end: Int)? {
    var labels: [String] = []
    var position = start
    // The longest part that ends as a domain may.
    var whole: (labels: [String], end: Int)?
    while true {
      var end = position
      while end < text.count, text[end].isDigit || text[end].isLetter || text[end] == UInt8(ascii: "-") { end += 1 }
      guard end > position else { return whole }
      let label = text[position..<end]
      labels.append(String(decoding: label, as: UTF8.self).lowercased())
      if labels.count > 1, (2...24).contains(label.count), label.allSatisfy(\.isLetter) { whole = (labels, end) }
      guard let next = self.end(ofDotAt: end) else { return whole }
      position = next
    }
  }

  /// Where the next label begins behind a dot; nil where there is none. One that is written out may have spaces around it.
  private func end(ofDotAt position: Int) -> Int? {
    if has([UInt8(ascii: ".")], at: position) { return position + 1 }
    if let dot = Self.dots.first(where: { has($0, at: position) }) { return position + dot.count }
    let start = has([0x20], at: position) ? position + 1 : position
    guard let dot = Self.writtenDots.first(where: { has($0, at: start) }) else { return nil }
    let end = start + dot.count
    return has([0x20], at: end) ? end + 1 : end
  }

  private func isPublic(_ labels: [String]) -> Bool {
    publicDomains.contains { domain in
      let wanted = domain.lowercased().split(separator: ".").map(String.init)
      return labels.count >= wanted.count
        && zip(labels.suffix(wanted.count), wanted).allSatisfy { $0.sameBytes(as: $1) }
    }
  }
}
