internal import KojaModel

/// What an action wants to see ticked off: a list of the record holds whatever another record demands.
///
/// `checklist: {list: requirements, item: code, demanded: "service.requirements.{purpose}"}`
package struct Checklist: Sendable {
  /// The dotted field of the list.
  package let list: String
  /// The key of its items that names what is there.
  package let item: String
  /// The dotted field that lists what is demanded, across a reference; `{field}` stands for a value of the record.
  package let demanded: String

  /// Reads the keys of a node that has passed its meta-schema.
  init?(_ node: NodeIndex, in document: Document) {
    func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
    guard let list = text("list"), let item = text("item"), let demanded = text("demanded") else { return nil }
    (self.list, self.item, self.demanded) = (list, item, demanded)
  }

  /// The field that lists what is demanded of a record, given by a look-up of dotted fields; nil where a value that it
  /// depends on is missing.
  package func demanded(_ field: (String) -> String?) -> String? {
    Self.filled(demanded, field)
  }

  /// The fields whose values the name of another one depends on: `purpose`.
  package static func variables(in name: String) -> [String] {
    name.split(separator: ".").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }.map {
      String($0.dropFirst().dropLast())
    }
  }

  /// A dotted name with values in the place of its variables; nil where one is missing.
  package static func filled(_ name: String, _ field: (String) -> String?) -> String? {
    var parts: [String] = []
    for part in name.split(separator: ".").map(String.init) {
      guard let variable = variables(in: part).first else {
        parts.append(part)
        continue
      }
      guard let value = field(variable) else { return nil }
      parts.append(value)
    }
    return parts.joined(separator: ".")
  }
}
