internal import KojaModel

/// Finds the splice for one edit of one text.
struct EditPlan {
  /// The tree.
  let document: Document
  /// The lines.
  let source: SourceText
  /// What the text is called in refusals.
  let path: String
  /// The key of the root before which new keys go.
  let lastKey: String?
  /// Writes new values with the habits of the text.
  let emitter: BlockEmitter

  /// Looks at a text; `lineBreak` is that of the text before earlier edits.
  init(_ document: Document, path: String, lastKey: String?, allowsLiterals: Bool, lineBreak: String = "\n") {
    self.document = document
    self.path = path
    self.lastKey = lastKey
    source = SourceText(document.source, habit: lineBreak)
    emitter = Self.habits(document, source, allowsLiterals: allowsLiterals)
  }

  /// The splice that makes an edit.
  func splice(for edit: YAMLEdit) throws(EditRefusal) -> Splice {
    var node = Document.root
    for (depth, step) in edit.path.enumerated() {
      guard let next = document.node(at: [step], from: node) else {
        return try create(Array(edit.path[depth...]), in: node, slot: slot(Array(edit.path[..<depth])), for: edit)
      }
      node = next
    }
    switch edit {
    case .set(let path, let value): return try replace(node, with: value, in: slot(path))
    case .append(let path, let value):
      if document.kind(node) == .sequence, document.nodes[node].count > 0 {
        return try insert(into: node, entry: .item(value))
      }
      return try replace(node, with: .array([value]), in: slot(path))
    case .remove(let path): return try remove(path)
    case .rename(let path, let name):
      let above = document.node(at: Array(path.dropLast())) ?? Document.root
      guard let pair = document.pair(path.last ?? "", in: above) else { throw refusal(node) }
      return Splice(range: document.range(pair.key), text: ScalarText.key(name))
    }
  }

  /// Adds what is missing below the deepest node that is there.
  private func create(_ missing: [String], in node: NodeIndex, slot: Slot, for edit: YAMLEdit) throws(EditRefusal)
    -> Splice
  {
    var value: Value
    switch edit {
    case .set(_, let new): value = new
    case .append(_, let item): value = .array([item])
    case .remove, .rename: throw refusal(node)
    }
    for step in missing.dropFirst().reversed() { value = .object([Value.Member(step, value)]) }
    let isEmpty = document.nodes[node].count == 0
    switch document.kind(node) {
    case .mapping where !isEmpty: return try insert(into: node, entry: .member(missing[0], value))
    case .sequence where !isEmpty: return try insert(into: node, entry: .item(value))
    case .sequence: return try replace(node, with: .array([value]), in: slot)
    default: return try replace(node, with: .object([Value.Member(missing[0], value)]), in: slot)
    }
  }

  /// A refusal at a node.
  func refusal(_ node: NodeIndex) -> EditRefusal {
    EditRefusal(
      Phrase(
        id: "bagian ini ditulis sedemikian rupa sehingga tidak dapat diubah di tempat; ubah dengan tangan",
        en: "this part is written in a way that cannot be edited in place; edit it by hand"),
      at: LineTable(document.source).place(document.range(node), in: path))
  }

  /// How far below their keys mappings and lists stand in a text.
  private static func habits(_ document: Document, _ source: SourceText, allowsLiterals: Bool) -> BlockEmitter {
    var emitter = BlockEmitter(allowsLiterals: allowsLiterals)
    var (knowsMapping, knowsSequence) = (false, false)
    for node in document.nodes.indices where document.kind(node) == .mapping && document.nodes[node].style == .block {
      guard !(knowsMapping && knowsSequence) else { break }
      for (key, value) in document.pairs(node) where document.nodes[value].style == .block {
        let keyStart = document.range(key).lowerBound
        let step = source.column(document.range(value).lowerBound) - source.column(keyStart)
        if document.kind(value) == .mapping, !knowsMapping, step > 0 {
          (emitter.mappingStep, knowsMapping) = (step, true)
        } else if document.kind(value) == .sequence, !knowsSequence, step >= 0 {
          (emitter.sequenceStep, knowsSequence) = (step, true)
        }
      }
    }
    return emitter
  }
}
