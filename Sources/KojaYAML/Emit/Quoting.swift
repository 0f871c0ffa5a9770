internal import KojaModel

/// How a text is quoted: as the house does, or as its neighbours are.
enum Quoting {
  case house, single, double

  /// A key.
  func key(_ name: String) -> String { self == .house ? ScalarText.key(name) : quoted(name) }

  /// A value that is no collection, on one line.
  func inline(_ value: Value) -> String {
    guard self != .house, let text = value.string else { return ScalarText.inline(value) }
    return quoted(text)
  }

  private func quoted(_ text: String) -> String {
    self == .single ? ScalarText.singleQuoted(text) ?? ScalarText.doubleQuoted(text) : ScalarText.doubleQuoted(text)
  }

  /// The habit of some texts: where the house would write at least one without quotes, and all of them have the same ones.
  init(of nodes: some Sequence<NodeIndex>, in document: Document, isPlain: (String) -> Bool) {
    var (found, isTelling): (Quoting?, Bool) = (nil, false)
    self = .house
    for node in nodes where document.kind(node) == .string {
      let style: Quoting
      switch document.nodes[node].style {
      case .singleQuoted: style = .single
      case .doubleQuoted: style = .double
      default: return
      }
      guard found == nil || found == style else { return }
      found = style
      isTelling = isTelling || document.text(node).map(isPlain) ?? false
    }
    if isTelling, let found { self = found }
  }
}
