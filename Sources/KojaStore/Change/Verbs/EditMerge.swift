internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// Joins an edit with what others have made of its record meanwhile: field by field.
///
/// Where both changed the same field to different values, or both moved the state on, nothing is joined: a person has to
/// choose.
struct EditMerge {
  /// The record before both.
  let base: [UInt8]
  /// What the person typed.
  let edit: [UInt8]
  /// The record as it is now.
  let present: [UInt8]
  let path: String

  /// What came of it.
  enum Outcome {
    /// The text that says what both said.
    case joined([UInt8])
    /// Fields that both gave another value.
    case clash([Clash])
    /// A text that cannot be compared by fields.
    case unreadable
  }

  /// A field with the value of each side; nil where that took it out.
  struct Clash {
    let field: String
    let edited: Value?
    let present: Value?
  }

  /// Joins. By lines first, so that comments and order of both stay; where lines meet, the edit's fields go into the
  /// present text.
  func outcome() throws(GitError) -> Outcome {
    guard let old = tree(base), let mine = tree(edit), let theirs = tree(present) else { return .unreadable }
    let (ours, others) = (RecordComparison(old, mine), RecordComparison(old, theirs))
    var clashes = ours.fields.flatMap { change in
      others.fields.filter { Self.meet(change.field, $0.field) && !Self.isSame(change, $0) }.map { _ in
        Clash(field: change.field, edited: value(change.field, mine), present: value(change.field, theirs))
      }
    }
    if Self.tells(ours), Self.tells(others) {
      clashes.append(Clash(field: "status", edited: value("status", mine), present: value("status", theirs)))
    }
    guard clashes.isEmpty else { return .clash(clashes) }
    func isRight(_ text: [UInt8]) -> Bool {
      guard let joined = tree(text) else { return false }
      let (change, other) = (RecordComparison(theirs, joined), RecordComparison(mine, joined))
      return change.fields.allSatisfy { change in
        ours.fields.contains { $0.field.sameBytes(as: change.field) && Self.isSame($0, change) }
      }
        && other.fields.allSatisfy { change in
          others.fields.contains { $0.field.sameBytes(as: change.field) && Self.isSame($0, change) }
        }
        && Self.tells(change) == Self.tells(ours) && Self.tells(other) == Self.tells(others)
    }
    if let text = try TextMerge.joined(base, edit, present), isRight(text) { return .joined(text) }
    let edits = ours.fields.map { change in
      let path = change.field.split(separator: ".").map(String.init)
      return change.new.map { YAMLEdit.set(path: path, value: $0) } ?? .remove(path: path)
    }
    guard let text = try? YAMLEditor.apply(edits, to: present, path: path, before: "timeline"), isRight(text) else {
      return .unreadable
    }
    return .joined(text)
  }

  private func tree(_ text: [UInt8]) -> Document? {
    YAMLReader.read(text, path: path).document.flatMap { $0.kind(Document.root) == .mapping ? $0 : nil }
  }

  private func value(_ field: String, _ document: Document) -> Value? {
    document.node(at: field.split(separator: ".").map(String.init)).map { document.value(of: $0) }
  }

  /// Whether a side moved the state on or wrote into the timeline.
  private static func tells(_ side: RecordComparison) -> Bool {
    side.states != nil || !side.gained.isEmpty || !side.altered.isEmpty || !side.lost.isEmpty
  }

  /// Whether one field is the other, or lies inside it.
  private static func meet(_ one: String, _ other: String) -> Bool {
    one.sameBytes(as: other) || one.hasPrefix(other + ".") || other.hasPrefix(one + ".")
  }

  private static func isSame(_ one: FieldChange, _ other: FieldChange) -> Bool {
    guard one.field.sameBytes(as: other.field) else { return false }
    guard let value = one.new, let same = other.new else { return one.new == nil && other.new == nil }
    return value.isSame(as: same)
  }
}
