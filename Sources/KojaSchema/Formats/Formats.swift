internal import KojaModel

/// A format of texts. Adding one is adding a file with a type that conforms, and a case to ``KnownFormat``.
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

/// The register of formats: all of JSON Schema Validation 2020-12, 7.3.
enum KnownFormat: UInt8, CaseIterable, Sendable {
  case date, dateTime, time, duration
  case email, idnEmail, hostname, idnHostname, ipv4, ipv6
  case uri, uriReference, iri, iriReference, uriTemplate, uuid
  case jsonPointer, relativeJSONPointer, regex

  /// The format with a name; nil for those that koja does not know.
  init?(name: String) {
    guard let known = Self.allCases.first(where: { $0.type.name.sameBytes(as: name) }) else { return nil }
    self = known
  }

  /// What says everything about it.
  var type: any Format.Type {
    switch self {
    case .date: DateFormat.self
    case .dateTime: DateTimeFormat.self
    case .time: TimeFormat.self
    case .duration: DurationFormat.self
    case .email: EmailFormat.self
    case .idnEmail: IDNEmailFormat.self
    case .hostname: HostnameFormat.self
    case .idnHostname: IDNHostnameFormat.self
    case .ipv4: IPv4Format.self
    case .ipv6: IPv6Format.self
    case .uri: URIFormat.self
    case .uriReference: URIReferenceFormat.self
    case .iri: IRIFormat.self
    case .iriReference: IRIReferenceFormat.self
    case .uriTemplate: URITemplateFormat.self
    case .uuid: UUIDFormat.self
    case .jsonPointer: JSONPointerFormat.self
    case .relativeJSONPointer: RelativeJSONPointerFormat.self
    case .regex: RegexFormat.self
    }
  }

  /// Whether a text is one. By a direct call: the fast pass asks for every date of every record.
  func accepts(_ text: Bytes) -> Bool {
    switch self {
    case .date: DateFormat.accepts(text)
    case .dateTime: DateTimeFormat.accepts(text)
    case .time: TimeFormat.accepts(text)
    case .email: EmailFormat.accepts(text)
    case .uuid: UUIDFormat.accepts(text)
    default: type.accepts(text)
    }
  }
}
