internal import KojaModel

/// A heading as people see it: bold where colours are understood.
package func heading(_ text: String, _ options: OutputOptions) -> String { Paint.bold(safe(text), options) }

/// The few colours of the command line, as ANSI SGR parameters.
enum Paint: String {
  case bold = "1"
  case dim = "2"
  case red = "1;31"
  case yellow = "33"
  case green = "32"
  case blue = "36"

  /// The colour of a severity.
  init(_ severity: Severity) {
    switch severity {
    case .error: self = .red
    case .warning: self = .yellow
    case .note: self = .blue
    }
  }

  /// A text in this colour, where colours are understood.
  func callAsFunction(_ text: String, _ options: OutputOptions) -> String {
    options.hasColour && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
