internal import KojaModel

/// A format of texts. Adding one is adding a file with a type that conforms, and its name to ``Formats/all``.
protocol Format: Sendable {
  /// Its name in a schema.
  static var name: String { get }
  /// What a text has to be.
  static var words: Phrase { get }
  /// A text that is one.
  static var example: String { get }
  /// Whether a text is one.
  static func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool
}

/// The register of formats.
enum Formats {
  /// Every format that koja checks.
  static let all: [any Format.Type] = [
    DateFormat.self, DateTimeFormat.self, TimeFormat.self, EmailFormat.self, URIFormat.self, UUIDFormat.self,
  ]

  /// The format with a name; nil for those that koja does not know.
  static func named(_ name: String) -> (any Format.Type)? { all.first { $0.name == name } }
}
