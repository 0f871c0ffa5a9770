/// A person's name as others may see it: the first letter of each word, and nothing of its length.
package enum MaskedName {
  /// `Siti Rahmawati` becomes `S*** R***`; what has no letter or digit at its beginning becomes `***`.
  package static func of(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).map { word in
      word.first.map { $0.isLetter || $0.isNumber ? "\($0)***" : "***" } ?? "***"
    }.joined(separator: " ")
  }
}
