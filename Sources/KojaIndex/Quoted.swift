extension String {
  /// The text between marks, marks within it doubled: a name in SQL, a phrase in a full-text question.
  ///
  /// By code point, for a mark with a combining sign behind it is another `Character` and yet ends the text.
  func quoted(_ mark: Unicode.Scalar = "\"") -> String {
    var scalars = String.UnicodeScalarView([mark])
    for scalar in unicodeScalars {
      if scalar == mark { scalars.append(mark) }
      scalars.append(scalar)
    }
    scalars.append(mark)
    return String(scalars)
  }
}
