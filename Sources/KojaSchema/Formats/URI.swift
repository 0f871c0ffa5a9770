internal import KojaModel

/// `uri`: an address with its scheme, `https://jambikota.go.id/`.
///
/// Spec: RFC 3986, 3 and appendix A; JSON Schema Validation 2020-12, 7.3.5.
struct URIFormat: Format {
  static let name = "uri"
  static let words = Phrase(id: "alamat lengkap (URI)", en: "a full address (URI)")
  static let example = "https://jambikota.go.id/"

  static func accepts(_ text: Bytes) -> Bool { URIGrammar(isInternational: false).isFull(text) }
}

/// `uri-reference`: an address, full or relative, `/berkas?tahun=2026`.
///
/// Spec: RFC 3986, 4.1; JSON Schema Validation 2020-12, 7.3.5.
struct URIReferenceFormat: Format {
  static let name = "uri-reference"
  static let words = Phrase(id: "alamat lengkap atau relatif (URI)", en: "a full or relative address (URI)")
  static let example = "/berkas?tahun=2026"

  static func accepts(_ text: Bytes) -> Bool { URIGrammar(isInternational: false).isReference(text) }
}

/// `iri`: an address with its scheme, in letters of any script.
///
/// Spec: RFC 3987, 2.2; JSON Schema Validation 2020-12, 7.3.5.
struct IRIFormat: Format {
  static let name = "iri"
  static let words = Phrase(id: "alamat lengkap (IRI)", en: "a full address (IRI)")
  static let example = "https://jambikota.go.id/café"

  static func accepts(_ text: Bytes) -> Bool { URIGrammar(isInternational: true).isFull(text) }
}

/// `iri-reference`: an address, full or relative, in letters of any script.
///
/// Spec: RFC 3987, 2.2; JSON Schema Validation 2020-12, 7.3.5.
struct IRIReferenceFormat: Format {
  static let name = "iri-reference"
  static let words = Phrase(id: "alamat lengkap atau relatif (IRI)", en: "a full or relative address (IRI)")
  static let example = "/café"

  static func accepts(_ text: Bytes) -> Bool { URIGrammar(isInternational: true).isReference(text) }
}
