/// A piece of a page. Names of elements and attributes are literals of this program; every other text is escaped on its
/// way in, so no record can add markup.
struct Markup: Sendable {
  /// The text of the piece.
  private(set) var html: String

  private init(html: String) { self.html = html }

  /// Nothing.
  static let empty = Markup(html: "")

  /// A text as it is read: what cannot be seen is spelled out, see ``safe(_:)``.
  static func text(_ text: String) -> Markup { Markup(html: escaped(text)) }

  /// An element with its attributes and what is inside it. An attribute without a value is left out.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ children: [Markup] = []
  ) -> Markup {
    var html = opening(name, attributes)
    for child in children { html += child.html }
    return Markup(html: html + "</\(name)>")
  }

  /// An element with a text inside it.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], text: String
  ) -> Markup { element(name, attributes, [.text(text)]) }

  /// An element that holds nothing and has no end, such as `meta`.
  static func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) -> Markup {
    Markup(html: opening(name, attributes))
  }

  /// Text of this program that is to stand as it is: a style sheet, the head of a document.
  static func literal(_ text: StaticString) -> Markup { Markup(html: "\(text)") }

  /// Pieces with a line break behind each.
  static func lines(_ pieces: [Markup]) -> Markup { Markup(html: pieces.map { $0.html + "\n" }.joined()) }

  private static func opening(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) -> String {
    var html = "<\(name)"
    for case (let key, let value?) in attributes { html += " \(key)=\"\(escaped(value))\"" }
    return html + ">"
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in safe(text).unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }
}
