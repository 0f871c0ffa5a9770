internal import KojaCivic
package import KojaModel
internal import KojaSchema

/// What a change of one record did, for people: the words of its commit and of the log.
package struct ChangeSummary: Sendable {
  /// The record's collection.
  package let collection: Collection
  /// The record's id.
  package let id: String
  /// The action's code, when there was one.
  package let action: String?
  /// What happened: a participle.
  package let verb: Phrase
  /// The states before and after, by code, when the state changed.
  package let states: (from: String?, to: String)?
  /// Changed fields.
  package let fields: [FieldChange]
  /// The code of the reason that was given.
  package var reason: String?
  /// What the person wrote about it.
  package let note: String?
  /// When it happened, where that is told apart from when it was entered.
  package let happenedAt: Timestamp?
  /// Further trailers of the commit.
  package var trailers: [(name: String, value: String)] = []

  /// A summary. See the properties.
  package init(
    collection: Collection, id: String, action: String?, verb: Phrase, states: (from: String?, to: String)?,
    fields: [FieldChange], note: String?, happenedAt: Timestamp?, trailers: [(name: String, value: String)] = []
  ) {
    self.collection = collection
    self.id = id
    self.action = action
    self.verb = verb
    self.states = states
    self.fields = fields
    self.note = note
    self.happenedAt = happenedAt
    self.trailers = trailers
  }

  /// A participle for changes without an action.
  package enum Plain {
    /// A new record.
    package static let created = Phrase(id: "dibuat", en: "created")
    /// Another value.
    package static let changed = Phrase(id: "diubah", en: "changed")
    /// A record that went away.
    package static let removed = Phrase(id: "dihapus", en: "removed")
    /// Back to an earlier version.
    package static let restored = Phrase(id: "dipulihkan", en: "restored")
    /// Taken out of use.
    package static let withdrawn = Phrase(id: "ditarik", en: "withdrawn")
    /// The same in other words: order, quoting, comments, another folder.
    package static let rewritten = Phrase(id: "ditulis ulang, isinya tetap", en: "rewritten, saying the same")
    /// Text that is no record any more.
    package static let broken = Phrase(id: "menjadi tidak terbaca", en: "made unreadable")
    /// What two lines of history said, together.
    package static let merged = Phrase(id: "digabung", en: "merged")
  }

  /// `Laporan SKS-2603-7K3FQ2X: diteruskan (terverifikasi -> diteruskan)`.
  package func title(_ language: Language) -> String {
    var title = "\(collection.label[language]) \(id): \(verb[language])"
    if let states {
      let from = states.from.map { stateLabel($0)[language].uncapitalized } ?? "-"
      title += " (\(from) -> \(stateLabel(states.to)[language].uncapitalized))"
    }
    return title
  }

  private func stateLabel(_ name: String) -> Phrase { collection.workflow?.state(name)?.label.short ?? Phrase(name) }

  /// Whether the values of a field may be told: those above the audience `internal` never are.
  package func isOpen(_ field: String) -> Bool { collection.isOpen(field) }

  /// The old and the new value in short, `-` for none; nil when they may not be told or are too long for a line.
  ///
  /// Where a change makes a record more secret, what else it changes is not told: the commit would keep what it takes away.
  package func told(_ change: FieldChange) -> (old: String, new: String)? {
    let tightened = Loosening.tightened(by: fields, in: collection)
    guard isOpen(change.field),
      tightened.isEmpty || change.field == "status" || tightened.contains(where: { $0.sameBytes(as: change.field) })
    else { return nil }
    let form = form(change.field)
    guard let old = Self.text(change.old, form), let new = Self.text(change.new, form), old != new else { return nil }
    return (old, new)
  }

  /// How an item of a list that has members is told.
  private enum ItemForm {
    /// Not at all: a member may not be told.
    case none
    /// By the members by which it is known elsewhere: `lapor:1234567`.
    case named([String])
    /// By its short texts, but for moments: `after.jpg after`.
    case short
  }

  private func form(_ field: String) -> ItemForm {
    guard let field = collection.field(field), !field.members.isEmpty, !field.members.contains(where: \.isClosed) else {
      return .none
    }
    return field.members.count == field.names.count ? .named(field.names) : .short
  }

  /// The reason in words, with its code where that says more; nil where none was given.
  package var reasonText: Phrase? {
    reason.map { code in
      let label = collection.workflow?.reasons.first { $0.code.sameBytes(as: code) }?.label
      return label.map { Phrase(id: "\($0.id) (\(code))", en: "\($0.en) (\(code))") } ?? Phrase(code)
    }
  }

  /// What stands for a value that may not be told.
  package static var hidden: Phrase { Phrase(id: "(diubah)", en: "(changed)") }

  /// One changed field as `unit: - -> perkim (Dinas ...)`.
  package func line(_ change: FieldChange, _ language: Language, name: (String, String) -> String?) -> String {
    guard let (old, new) = told(change) else {
      return "\(change.field): " + Self.hidden[language]
    }
    let title = collection.field(change.field)?.reference.flatMap { collection in
      change.new?.string.flatMap { name(collection, $0) }
    }
    return "\(change.field): \(old) -> \(new)" + (title.map { " (\(Phrase($0).short[language]))" } ?? "")
  }

  /// A value in one short line, `-` for none; nil when it is too long to be told.
  private static func text(_ value: Value?, _ form: ItemForm) -> String? {
    switch value {
    case nil, .null: "-"
    case .string(let text):
      text.utf8.count <= 120 && !text.utf8.contains(0x0A) && !text.utf8.contains(0x0D) ? text : nil
    case .number(let spelling): spelling
    case .boolean(let flag): flag ? "true" : "false"
    case .array(let items):
      items.count <= 8 ? joined(items.map { told($0, form) ?? $0 }) : nil
    case .object: nil
    }
  }

  /// An item with members as people call it; nil where it cannot be told.
  private static func told(_ item: Value, _ form: ItemForm) -> Value? {
    guard case .object(let members) = item else { return nil }
    switch form {
    case .none: return nil
    case .named(let names):
      let parts = names.map { name in members.first { $0.name.sameBytes(as: name) }.flatMap { text($0.value, .none) } }
      return parts.contains(nil) ? nil : .string(parts.compactMap(\.self).joined(separator: ":"))
    case .short:
      let parts = members.compactMap { $0.value.string }.filter { $0.utf8.count <= 40 && Timestamp($0) == nil }
      return parts.isEmpty ? nil : .string(parts.joined(separator: " "))
    }
  }

  private static func joined(_ items: [Value]) -> String? {
    let texts = items.map { $0.string }
    guard texts.allSatisfy({ $0.map { $0.utf8.count <= 40 && !$0.utf8.contains(0x0A) } ?? false }) else { return nil }
    return "[" + texts.compactMap { $0 }.joined(separator: ", ") + "]"
  }
}

extension String {
  /// With a small first letter, unless the first word is an abbreviation.
  fileprivate var uncapitalized: String {
    guard let first, !(dropFirst().first?.isUppercase ?? false) else { return self }
    return first.lowercased() + dropFirst()
  }
}
