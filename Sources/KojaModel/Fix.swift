/// The one safe way out of a finding, for `koja check --fix`.
///
/// Only what a person would do without thinking: there is exactly one candidate, and nothing is lost.
package enum Fix: Sendable, Hashable {
  /// Puts text in the place of some bytes of the finding's file.
  case replace(Range<Int>, with: String)
  /// Moves the file to another path, relative to the store.
  case move(to: String)
}

extension Fix {
  /// Gives a scalar another name, quoted as it was; nil where the name would need more than that.
  package static func renaming(_ node: NodeIndex, in document: Document, to name: String) -> Fix? {
    guard isName(name) else { return nil }
    switch document.nodes[node].style {
    case .plain where readsAsItself(name): return .replace(document.range(node), with: name)
    case .plain, .doubleQuoted: return .replace(document.range(node), with: "\"\(name)\"")
    case .singleQuoted: return .replace(document.range(node), with: "'\(name)'")
    case .literal, .folded, .block, .flow: return nil
    }
  }

  /// Puts a plain scalar that is read as a number, a boolean or null in quotes, as it is spelt; nil for all others.
  package static func quoting(_ node: NodeIndex, in document: Document) -> Fix? {
    guard document.nodes[node].style == .plain, let text = document.text(node), !text.isEmpty else { return nil }
    var quoted = ""
    Value.writeString(text, to: &quoted)
    return .replace(document.range(node), with: quoted)
  }

  /// Whether a text may stand without quotes, and every tool takes it for one.
  package static func isCode(_ text: String) -> Bool { isName(text) && readsAsItself(text) }

  /// Letters, digits and `-_.` from a letter on.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first | 0x20) else { return false }
    return text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "-_.".utf8.contains(byte)
    }
  }

  /// Whether no tool takes a word for something else than a text.
  private static func readsAsItself(_ name: String) -> Bool {
    !["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(name.lowercased())
  }
}
