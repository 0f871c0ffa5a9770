package import KojaModel

/// What an action fills in where nobody gave it: `closed_on: "{today}"`.
///
/// The value is a template; names between braces follow references (`{service.archive_code}`), and ``Need/today`` is the day
/// of the entry. It is filled in when the entry is made and stays what it was, whatever other records become later.
package struct Fill: Sendable {
  /// The dotted field.
  package let field: String
  /// The template.
  package let value: Value
  /// The records whose field is filled in.
  package let when: Guard

  /// Reads `field: value`, or `field: {value: …, when: …}`.
  init(_ field: String, _ node: NodeIndex, in document: Document) {
    self.field = field
    value = document.value(of: document.value("value", in: node) ?? node)
    when = Guard(document.value("when", in: node), in: document)
  }
}
