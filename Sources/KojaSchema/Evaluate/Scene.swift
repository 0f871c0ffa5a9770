internal import KojaModel

/// What the wording of a finding may know: names of places, and values that may be shown.
struct Scene {
  /// The document and the schemas.
  let run: Run
  /// Names of places for people.
  let labels: [NodeIndex: Phrase]
  /// Places whose values must not be shown.
  let hidden: Set<NodeIndex>
  /// Lines of the document.
  let lines: LineTable

  /// The document.
  var document: Document { run.document }

  /// How a value is called: `` `status` `` with its label in brackets when that says more, or its place in a list.
  func name(_ node: NodeIndex) -> Phrase {
    let trail = document.trail(to: node)
    guard let last = trail.last else { return Phrase(id: "isi berkas ini", en: "this file") }
    guard let key = last.key else {
      let list = name(trail.dropLast().last?.value ?? Document.root)
      return Phrase(id: "butir ke-\(last.position + 1) dari \(list.id)", en: "item \(last.position + 1) of \(list.en)")
    }
    if key == node {
      let name = keyName(key)
      return Phrase(id: "nama kunci \(name.id)", en: "the key \(name.en)")
    }
    let name = keyName(key)
    guard let label = labels[node], !isHidden(key) else { return name }
    let plain = document.text(key)?.lowercased() ?? ""
    func with(_ label: String, _ name: String) -> String {
      label.lowercased() == plain ? name : "\(name) (\(label))"
    }
    return Phrase(id: with(label.id, name.id), en: with(label.en, name.en))
  }

  /// A key in backticks, unless it must not be shown.
  func keyName(_ key: NodeIndex) -> Phrase {
    isHidden(key) ? Phrase(id: "kunci ini", en: "this key") : Phrase("`\(Self.short(document.text(key) ?? ""))`")
  }

  /// A scalar as it is written, texts in quotes; `nil` for collections and for what must not be shown.
  func spelling(_ node: NodeIndex) -> String? {
    guard !isHidden(node), let text = document.text(node) else { return nil }
    guard run.kind(node) == .string else { return text.isEmpty ? "null" : Self.short(text) }
    return Self.quoted(Self.short(text))
  }

  /// A value in a sentence.
  func shown(_ node: NodeIndex) -> Phrase {
    spelling(node).map { Phrase($0) } ?? Phrase(id: "nilai ini", en: "this value")
  }

  /// Whether a value was taken over from an anchor: what is wrong with it is mended there.
  func isAlias(_ node: NodeIndex) -> Bool {
    let range = document.range(node)
    return !range.isEmpty && document.source[range.lowerBound] == UInt8(ascii: "*")
  }

  /// Whether a place belongs to something that must not be shown.
  func isHidden(_ node: NodeIndex) -> Bool {
    hidden.contains { $0 <= node && node < Int(document.nodes[$0].next) }
  }

  /// The place of a finding. The source line is left out when it shows anything that is hidden.
  func place(_ node: NodeIndex, _ spot: Spot, path: String, hidden isSecret: Bool) -> Place {
    let range = document.range(spot == .parent ? parent(of: node) : node)
    let line = lines.line(lines.position(of: range.lowerBound).line)
    let showsHidden = hidden.contains {
      let other = document.range($0)
      return other.lowerBound <= line.upperBound && line.lowerBound <= other.upperBound && !other.isEmpty
    }
    return lines.place(range, in: path, hidden: isSecret || showsHidden || isHidden(node))
  }

  /// The key above a mapping; for the root and for items its first key, or the mapping itself when it is empty.
  private func parent(of node: NodeIndex) -> NodeIndex {
    document.trail(to: node).last?.key ?? document.pairs(node).first?.key ?? node
  }

  /// A text with quotes, escapes and all.
  static func quoted(_ text: String) -> String {
    var result = ""
    Value.writeString(text, to: &result)
    return result
  }

  /// At most 60 code points of a text.
  static func short(_ text: String) -> String {
    guard text.unicodeScalars.prefix(61).count > 60 else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(59))) + "…"
  }
}
