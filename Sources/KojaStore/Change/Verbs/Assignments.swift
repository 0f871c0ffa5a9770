package import KojaModel

/// One thing that a person asks of a record's fields: `unit=perkim`, `keywords+=lampu`, `keywords-=remang`, `priority-`.
package struct Assignment: Sendable {
  /// What is asked.
  package enum Kind: Sendable {
    case set(String)
    case append(String)
    /// Takes the items of a list that have this value out of it.
    case drop(String)
    case remove
  }

  /// The field as it was typed.
  package let field: String
  /// What is asked.
  package let kind: Kind

  /// An assignment made in code.
  package init(_ field: String, _ kind: Kind) {
    self.field = field
    self.kind = kind
  }

  /// Reads an argument. Throws a usage failure that shows the forms.
  package init(argument: String) throws(Failure) {
    if let equals = argument.firstIndex(of: "=") {
      let name = argument[..<equals]
      let value = String(argument[argument.index(after: equals)...])
      if name.hasSuffix("+") {
        self.init(String(name.dropLast()), .append(value))
      } else if name.hasSuffix("-") {
        self.init(String(name.dropLast()), .drop(value))
      } else {
        self.init(String(name), .set(value))
      }
      guard !field.isEmpty else { throw Self.malformed(argument) }
    } else if argument.hasSuffix("-"), argument.count > 1 {
      self.init(String(argument.dropLast()), .remove)
    } else {
      throw Self.malformed(argument)
    }
  }

  /// Reads the arguments of a command.
  package static func all(_ arguments: [String]) throws(Failure) -> [Assignment] {
    var assignments: [Assignment] = []
    for argument in arguments { assignments.append(try Assignment(argument: argument)) }
    return assignments
  }

  /// The text that is to be set; nil for appending and removing.
  var given: String? {
    if case .set(let text) = kind { text } else { nil }
  }

  private static func malformed(_ argument: String) -> Failure {
    Failure(
      .usage, Phrase(id: "`\(argument)` bukan isian", en: "`\(argument)` is not an assignment"),
      hint: Phrase(
        id: "bentuknya `kolom=isi`, `kolom+=isi`, `kolom-=isi` atau `kolom-`",
        en: "write `field=value`, `field+=value`, `field-=value` or `field-`"))
  }
}
