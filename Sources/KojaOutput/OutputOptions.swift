package import KojaModel

/// Everything about the reader that an output may depend on; nothing is asked of the process.
package struct OutputOptions: Sendable {
  /// The language of labels and sentences.
  package var language: Language
  /// Cells in a line of the screen; nil for as many as it takes.
  package var width: Int?
  /// Whether ANSI colours are understood.
  package var hasColour: Bool
  /// The moment that counts as now.
  package var now: Timestamp
  /// Minutes east of UTC in which times are shown to people.
  package var zone: Int
  /// Whether the text goes to a terminal: then machine formats, too, show control characters instead of sending them.
  package var isTerminal: Bool
  /// Whether `csv` is for the office's spreadsheet: its separator, a byte order mark, codes kept as text.
  package var isExcel: Bool
  /// Whether findings are told without any text of the file: in a store of personal data whatever stands there is personal,
  /// also where it is no value of a field.
  package var hidesTexts: Bool

  /// What an output may depend on. See the properties.
  package init(
    language: Language = .id, width: Int? = 80, hasColour: Bool = false, now: Timestamp, zone: Int,
    isTerminal: Bool = false, isExcel: Bool = false, hidesTexts: Bool = false
  ) {
    self.language = language
    self.width = width
    self.hasColour = hasColour
    self.now = now
    self.zone = zone
    self.isTerminal = isTerminal
    self.isExcel = isExcel
    self.hidesTexts = hidesTexts
  }
}
