internal import KojaCivic
internal import KojaIndex
package import KojaModel
internal import KojaSchema

/// A question about history: which changes are wanted.
package struct TrailQuery: Sendable {
  /// The collection; nil for all.
  package let collection: Collection?
  /// The field that must have changed, or something inside it; nil for any.
  package let field: String?
  /// The codes of actions of which one must have happened; nil for anything.
  let actions: [String]?
  /// A part of the author's name or e-mail, in lower case; empty for anybody.
  let author: String
  /// E-mails of the officer that a person named by id, in lower case.
  let emails: [String]
  /// The first and the last second; nil for no limit.
  let since, until: Int?

  /// What a person typed.
  package struct Typed: Sendable {
    /// `--field`.
    package var field: String?
    /// `--action`, by code or label.
    package var action: String?
    /// `--author`: a part of the name or e-mail, or an officer's id.
    package var author: String?
    /// `--since`.
    package var since: String?
    /// `--until`.
    package var until: String?

    /// Nothing asked for yet.
    package init(
      field: String? = nil, action: String? = nil, author: String? = nil, since: String? = nil, until: String? = nil
    ) {
      self.field = field
      self.action = action
      self.author = author
      self.since = since
      self.until = until
    }
  }

  /// Understands what was typed. Throws usage failures with did-you-mean.
  ///
  /// - Parameter now: What `7d` and a time without zone are counted from.
  package init(_ typed: Typed, collection: Collection?, in store: Store, now: Timestamp) throws(Failure) {
    self.collection = collection
    let collections = collection.map { [$0] } ?? store.catalogue.collections
    field = try typed.field.map { typed throws(Failure) in try Self.field(typed, in: collections) }
    actions = try typed.action.map { typed throws(Failure) in try Self.actions(typed, in: collections) }
    author = typed.author?.lowercased() ?? ""
    emails = typed.author.map { store.emails(ofOfficer: $0) } ?? []
    since = try typed.since.map { text throws(Failure) in try TrailTime.span(text, "--since", now: now).first }
    until = try typed.until.map { text throws(Failure) in try TrailTime.span(text, "--until", now: now).last }
    guard let since, let until, since > until else { return }
    throw Failure(
      .usage, Phrase(id: "`--since` lebih baru daripada `--until`", en: "`--since` is later than `--until`"),
      hint: Phrase(id: "tukar keduanya", en: "swap them"))
  }

  /// Whether a change is wanted.
  package func admits(_ entry: HistoryEntry) -> Bool {
    guard admits(at: entry.at.seconds), collection.map({ $0 === entry.collection }) ?? true else { return false }
    if let field, !Self.touches(entry, field) { return false }
    if let actions {
      let done = entry.event.actions
      guard actions.contains(where: { wanted in done.contains { $0.sameBytes(as: wanted) } }) else { return false }
    }
    return author.isEmpty || Self.isBy(entry.author, author, emails)
  }

  /// Whether a change of that moment may be wanted.
  func admits(at seconds: Int) -> Bool {
    (since.map { $0 <= seconds } ?? true) && (until.map { seconds <= $0 } ?? true)
  }

  /// Texts of which the index can tell quickly that a change without them is not wanted.
  var mentioned: [String] {
    if let actions { return actions }
    guard let field, !["status", TimelineEntry.key].contains(field) else { return [] }
    return ["\"\(field)"]
  }

  private static func touches(_ entry: HistoryEntry, _ field: String) -> Bool {
    switch field {
    case "status": entry.event.to != nil || entry.event.from != nil
    case TimelineEntry.key where !entry.event.entries.isEmpty: true
    default: entry.event.fields.contains { isPart($0.field, of: field) }
    }
  }

  /// Whether a dotted field is another one, or lies inside it.
  package static func isPart(_ name: String, of field: String) -> Bool {
    name.sameBytes(as: field) || name.hasPrefix(field + ".")
  }

  private static func isBy(_ author: (name: String, email: String), _ text: String, _ emails: [String]) -> Bool {
    let email = author.email.lowercased()
    return author.name.lowercased().contains(text) || email.contains(text)
      || emails.contains { $0.sameBytes(as: email) }
  }

  private static func field(_ typed: String, in collections: [Collection]) throws(Failure) -> String {
    let fixed = ["status", TimelineEntry.key]
    if fixed.contains(where: { $0.sameBytes(as: typed) }) { return typed }
    let fields = collections.flatMap(\.fields)
    let found =
      fields.first { $0.name.sameBytes(as: typed) } ?? fields.first { $0.name.hasPrefix(typed + ".") }
      ?? fields.first { $0.title.matches(typed) }
    if let found { return found.name.hasPrefix(typed + ".") ? typed : found.name }
    let near = Suggestion.name(
      nearestTo: typed, among: fields.map { ($0.name, [$0.title.id, $0.title.en]) } + fixed.map { ($0, []) })
    throw Failure(
      .usage, Phrase(id: "tidak ada kolom `\(typed)`", en: "there is no field `\(typed)`"),
      hint: near.map { Suggestion.question($0) }
        ?? Phrase(
          id: "`koja schema show KOLEKSI` menyebut kolomnya", en: "`koja schema show COLLECTION` names the fields")
    )
  }

  private static func actions(_ typed: String, in collections: [Collection]) throws(Failure) -> [String] {
    let workflows = collections.compactMap(\.workflow)
    var found: [Key: String] = [:]
    for action in workflows.compactMap({ $0.action(named: typed) }) { found[Key(action.name)] = action.name }
    guard found.isEmpty else { return found.values.sorted() }
    let all = workflows.flatMap { $0.initial + $0.actions }
    let near = Suggestion.names(nearestTo: typed, among: all.map { ($0.name, [$0.label.id, $0.label.en]) })
    let names = Set(all.map { Key($0.name) }).sorted().map(\.string).joined(separator: ", ")
    throw Failure(
      .usage, Phrase(id: "tidak ada tindakan `\(typed)`", en: "there is no action `\(typed)`"),
      hint: Suggestion.question(among: near)
        ?? Phrase(id: "yang ada: \(names)", en: "there are: \(names)"))
  }
}

extension Store {
  /// The e-mails of the officer with an id, in lower case; none when there is no such officer.
  func emails(ofOfficer id: String) -> [String] {
    guard let path = catalogue.collection(EngineCollections.officers)?.path(of: id),
      let document = try? read(path).document
    else { return [] }
    return document.texts(document.value("emails")).map { $0.lowercased() }
  }
}
