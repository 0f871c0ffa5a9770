/// The NIKs and phone numbers in one run of groups of digits.
struct PrivateNumbers {
  let text: UnsafeBufferPointer<UInt8>
  /// The groups of the run.
  let groups: [Range<Int>]

  /// The shortest number of a mobile phone has so many digits.
  static let fewestDigits = 10
  static let mostDigits = 16

  /// What was found, without overlaps.
  var matches: [PrivateText.Match] {
    var found: [PrivateText.Match] = []
    var first = 0
    while first < groups.count {
      guard let (kind, last) = number(from: first) else {
        first += 1
        continue
      }
      found.append(PrivateText.Match(kind: kind, range: groups[first].lowerBound..<groups[last].upperBound))
      first = last + 1
    }
    return found
  }

  /// The number that begins with a group: what it is, and its last group.
  private func number(from first: Int) -> (kind: PrivateText.Kind, last: Int)? {
    guard isFree(before: first) else { return nil }
    var digits: [UInt8] = []
    for last in first..<groups.count {
      digits += text[groups[last]]
      guard digits.count <= Self.mostDigits else { return nil }
      let isNumber = isPhone(digits) || isNIK(digits)
      guard digits.count >= Self.fewestDigits, isFree(behind: last) || isNumber && isNamingFile(last) else { continue }
      let shape = Shape(text: text, groups: groups[first...last])
      if isNIK(digits), !shape.isAmount, shape.isWhole || isAlone(first, last) { return (.nik, last) }
      if isPhone(digits), shape.isPhone, !isMoney(before: groups[first].lowerBound) { return (.phone, last) }
    }
    return nil
  }

  /// Sixteen digits that name a district, a day of birth (plus forty for women) and a serial.
  private func isNIK(_ digits: [UInt8]) -> Bool {
    guard digits.count == 16 else { return false }
    func pair(_ start: Int) -> Int { Int(digits[start] - 0x30) * 10 + Int(digits[start + 1] - 0x30) }
    let day = pair(6) > 40 ? pair(6) - 40 : pair(6)
    return Self.provinces.contains(pair(0)) && pair(2) > 0 && pair(4) > 0 && (1...31).contains(day)
      && (1...12).contains(pair(8)) && digits[12...].contains { $0 != 0x30 }
  }

  /// The codes of the provinces (Kepmendagri 100.1.1-6117/2022, with the older ones that people still carry).
  private static let provinces = Set([11...21, 31...36, 51...53, 61...65, 71...76, 81...82, 91...97].joined())

  /// `08…` or `628…`, with as many digits as mobile phones have.
  private func isPhone(_ digits: [UInt8]) -> Bool {
    let prefixes: [(start: String, lengths: ClosedRange<Int>)] = [("08", 10...13), ("628", 11...14), ("6208", 12...15)]
    return prefixes.contains { start, lengths in
      digits.starts(with: start.utf8) && lengths.contains(digits.count) && digits[start.utf8.count] != 0x30
    }
  }

  // MARK: What stands around it

  /// Whether a number may begin here: not in the middle of a code such as `PBG-157101-…`.
  private func isFree(before index: Int) -> Bool {
    var position = groups[index].lowerBound
    if index > 0 {
      // A space ends what came before; a dot or a dash goes on.
      return text[groups[index - 1].upperBound..<position].contains(0x20)
    }
    while position > 0, "+(".utf8.contains(text[position - 1]) { position -= 1 }
    guard position > 0 else { return true }
    if "-_./#".utf8.contains(text[position - 1]) { position -= 1 }
    guard position > 0, text[position - 1].isWord else { return true }
    return Self.labels.contains(word(endingAt: position))
  }

  /// Words that may stand before a number without a space.
  private static let labels: Set<String> = [
    "nik", "ktp", "ektp", "kk", "no", "nomor", "hp", "wa", "tel", "telp", "tlp", "telepon", "telpon", "hubungi",
    // `wa.me/62…`, `t.me/62…`.
    "me",
  ]

  /// Whether a number may end here.
  private func isFree(behind index: Int) -> Bool {
    let end = groups[index].upperBound
    if index + 1 < groups.count { return text[end..<groups[index + 1].lowerBound].contains(0x20) }
    guard end < text.count else { return true }
    if text[end].isWord { return Self.labels.contains(word(from: end)) }
    if text[end] == UInt8(ascii: "@") { return false }
    if text[end] == UInt8(ascii: "/"), isAnother(from: end + 1) { return true }
    guard "-_/.".utf8.contains(text[end]), end + 1 < text.count, text[end + 1].isWord else { return true }
    // A sentence that begins without a space behind the full stop; a file's ending is small.
    return text[end] == UInt8(ascii: ".") && (0x41...0x5A).contains(text[end + 1])
  }

  /// Whether a file's ending follows: whoever calls a picture by a number tells that number.
  private func isNamingFile(_ index: Int) -> Bool {
    let end = groups[index].upperBound
    return index + 1 == groups.count && end + 1 < text.count && text[end] == UInt8(ascii: ".") && text[end + 1].isLetter
  }

  /// Whether no other digits stand beside it, which could belong to the same list of small numbers.
  private func isAlone(_ first: Int, _ last: Int) -> Bool { first == 0 && last == groups.count - 1 }

  private func isMoney(before position: Int) -> Bool {
    var end = position
    while end > 0, " .".utf8.contains(text[end - 1]) { end -= 1 }
    return ["rp", "idr"].contains(word(endingAt: end))
  }

  /// Whether as many digits as a NIK has follow, and no more: a list of such numbers.
  private func isAnother(from start: Int) -> Bool { text[start...].prefix { $0.isDigit }.count == 16 }

  /// The word that begins at a place, in small letters.
  private func word(from start: Int) -> String {
    String(decoding: text[start...].prefix { $0.isWord }, as: UTF8.self).lowercased()
  }

  /// The word before a place, in small letters.
  private func word(endingAt end: Int) -> String {
    var start = end
    while start > 0, text[start - 1].isWord { start -= 1 }
    return String(decoding: text[start..<end], as: UTF8.self).lowercased()
  }
}

/// How the digits of a number are grouped.
private struct Shape {
  private let lengths: [Int]
  private let gaps: [[UInt8]]

  init(text: UnsafeBufferPointer<UInt8>, groups: ArraySlice<Range<Int>>) {
    lengths = groups.map(\.count)
    gaps = zip(groups, groups.dropFirst()).map { Array(text[$0.upperBound..<$1.lowerBound]) }
  }

  /// Groups of three behind dots, as money is written.
  var isAmount: Bool {
    lengths.count > 2 && lengths[0] <= 3 && lengths.dropFirst().allSatisfy { $0 == 3 }
      && gaps.allSatisfy { $0 == [UInt8(ascii: ".")] }
  }

  /// Groups that are no small numbers of their own.
  var isWhole: Bool { lengths.allSatisfy { $0 >= 3 } || !gaps.contains { $0.contains(0x20) } }

  /// One group; groups as phones are written (`0812-3456-7890`, `+62 812 …`); or single digits and pairs throughout.
  var isPhone: Bool {
    guard lengths.count > 1 else { return true }
    guard !isAmount else { return false }
    // Brackets around a group say nothing about what is put between the others.
    let gaps = gaps.map { $0.filter { !"()".utf8.contains($0) } }
    let isEven = gaps.allSatisfy { $0 == gaps[0] }
    if isEven, lengths.count >= 5, lengths.dropLast().allSatisfy({ $0 <= 2 && $0 == lengths[0] }) { return true }
    // What comes first may be set off in another way: a country's code, or that of the operator in brackets.
    let isCountry = lengths[0] == 2
    let rest = isCountry || gaps[0].isEmpty ? gaps.dropFirst() : gaps[...]
    guard isCountry || lengths[0] >= 3, rest.allSatisfy({ $0 == rest.first }) else { return false }
    return lengths.dropFirst().dropLast().allSatisfy { (3...5).contains($0) || (isCountry && $0 == 1) }
      && (lengths.last ?? 0) >= 2
  }
}
