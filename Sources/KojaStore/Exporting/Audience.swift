package import KojaCivic
internal import KojaIndex
package import KojaModel
internal import KojaSchema

/// Who reads what goes out. Nothing goes to an audience that is not marked for it.
package enum Audience: String, Sendable, CaseIterable {
  /// Anybody.
  case `public`
  /// The offices of the city.
  case `internal`

  /// Whether a field that is marked for some audience may be read by this one; a mark that nobody knows is for none.
  package func mayRead(_ mark: String) -> Bool {
    switch self {
    case .public: mark == "public"
    case .internal: mark == "public" || mark == "internal"
    }
  }

  /// The audience for people.
  package var label: Phrase {
    switch self {
    case .public: Phrase(id: "umum", en: "the public")
    case .internal: Phrase(id: "kalangan kantor", en: "the offices")
    }
  }
}

extension Collection {
  /// Whether an audience may know of its records at all: where nothing is marked for it, not even their ids go out.
  package func isOpen(to audience: Audience) -> Bool { Self.isOpen(fields, to: audience) }

  /// Whether an audience may know of a record, given a look-up of its dotted fields.
  package func isOpen(to audience: Audience, _ field: (String) -> String?) -> Bool {
    isOpen(to: audience) && (audience != .public || published.admits(field))
  }

  private static func isOpen(_ fields: [KojaSchema.Field], to audience: Audience) -> Bool {
    fields.contains { field in
      guard field.members.isEmpty else { return isOpen(field.members, to: audience) }
      let holdsOthers = fields.contains { $0.path.count > field.path.count && $0.path.starts(with: field.path) }
      return !holdsOthers && audience.mayRead(field.audience)
    }
  }

  /// What may be told of a record to an audience: every member that is not marked for it is left out, entries of the
  /// timeline by their own mark, too. Null where nothing is left.
  package func openPart(of record: Value, for audience: Audience) -> Value {
    Self.openPart(of: record, fields, audience)
  }

  private static func openPart(of value: Value, _ fields: [KojaSchema.Field], _ audience: Audience) -> Value {
    guard case .object(let members) = value else { return .null }
    let open = members.compactMap { member -> Value.Member? in
      let own = fields.filter { $0.path.first.map { $0.sameBytes(as: member.name) } ?? false }
      guard let field = own.first(where: { $0.path.count == 1 }) else { return nil }
      let below = own.filter { $0.path.count > 1 }.map { $0.moved(below: 1) }
      let left = openPart(of: member.value, field, below, audience)
      return left.map { Value.Member(member.name, $0) }
    }
    return open.isEmpty ? .null : .object(open)
  }

  private static func openPart(
    of value: Value, _ field: KojaSchema.Field, _ below: [KojaSchema.Field], _ audience: Audience
  ) -> Value? {
    switch value {
    case .object where !below.isEmpty:
      let left = openPart(of: value, below, audience)
      return left == .null ? nil : left
    case .array(let items) where !field.members.isEmpty:
      let left = items.filter { item in item["audience"]?.string.map(audience.mayRead) ?? true }
        .map { openPart(of: $0, field.members, audience) }.filter { $0 != .null }
      return left.isEmpty ? nil : .array(left)
    default: return audience.mayRead(field.audience) ? value : nil
    }
  }
}

extension Document {
  /// Whether the note of an entry may be told to an audience; without a mark of its own it is for the offices.
  package func hasOpenNote(_ entry: TimelineEntry, for audience: Audience) -> Bool {
    audience.mayRead(value("audience", in: entry.node).flatMap { text($0) } ?? Audience.internal.rawValue)
  }

  /// The note of an entry, where a commit may tell it.
  func openNote(of entry: TimelineEntry) -> String? {
    hasOpenNote(entry, for: .internal) ? value("note", in: entry.node).flatMap { text($0) } : nil
  }
}
