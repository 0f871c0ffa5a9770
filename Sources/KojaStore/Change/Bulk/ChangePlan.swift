package import KojaModel
package import KojaYAML

/// A change of many records, thought through and written down for a person to look at: `koja apply` makes exactly this,
/// or nothing.
///
/// A JSON file: per record the blob ids before and afterwards and each edit with the value before and the one that
/// comes; the last member is the SHA-256 of all others as compact JSON.
package struct ChangePlan {
  /// One edit of a record.
  package struct Edit {
    /// What is done.
    package let edit: YAMLEdit
    /// The value before; nil for none.
    package let before: Value?

    /// An edit.
    package init(edit: YAMLEdit, before: Value?) {
      self.edit = edit
      self.before = before
    }
  }

  /// What happens to one record.
  package struct Entry {
    /// Its id.
    package let id: String
    /// Its file.
    package let path: String
    /// The blob of its bytes before, in hex.
    package let old: String
    /// The blob of its bytes afterwards, in hex.
    package let new: String
    /// The edits, in order.
    package let edits: [Edit]

    /// What happens to one record. See the properties.
    package init(id: String, path: String, old: String, new: String, edits: [Edit]) {
      self.id = id
      self.path = path
      self.old = old
      self.new = new
      self.edits = edits
    }
  }

  /// Which verb made it.
  package enum Kind: String {
    /// `koja set`.
    case set
    /// `koja migrate`.
    case migrate
  }

  /// Which verb made it.
  package let kind: Kind
  /// The collection.
  package let collection: String
  /// When it was made.
  package let madeAt: String
  /// What was asked, in words: the filter and the assignments, or the migration.
  package let asked: [String]
  /// A note for the history.
  package let note: String?
  /// The records, in order.
  package let entries: [Entry]

  /// A plan. See the properties.
  package init(kind: Kind, collection: String, madeAt: String, asked: [String], note: String?, entries: [Entry]) {
    self.kind = kind
    self.collection = collection
    self.madeAt = madeAt
    self.asked = asked
    self.note = note
    self.entries = entries
  }

  // MARK: As a file

  private var members: [Value.Member] {
    [
      .init("version", .integer(1)), .init("kind", .string(kind.rawValue)), .init("collection", .string(collection)),
      .init("made_at", .string(madeAt)), .init("asked", .array(asked.map { .string($0) })),
      .init("note", .optional(note)), .init("count", .integer(entries.count)),
      .init("records", .array(entries.map(Self.value))),
    ]
  }

  /// The hash that stands in the file and in the commit.
  package var sha256: String { Self.hash(members) }

  /// The text of the file.
  package var text: String {
    Value.object(members + [.init("sha256", .string(sha256))]).json(indented: true) + "\n"
  }

  private static func hash(_ members: [Value.Member]) -> String {
    SHA256.hex(Array(Value.object(members).json().utf8))
  }

  private static func value(_ entry: Entry) -> Value {
    .object([
      .init("id", .string(entry.id)), .init("path", .string(entry.path)), .init("old", .string(entry.old)),
      .init("new", .string(entry.new)), .init("edits", .array(entry.edits.map(value))),
    ])
  }

  private static func value(_ edit: Edit) -> Value {
    let (name, path, after): (String, [String], Value?) =
      switch edit.edit {
      case .set(let path, let value): ("set", path, value)
      case .append(let path, let value): ("append", path, value)
      case .remove(let path): ("remove", path, nil)
      case .rename(let path, let name): ("rename", path, .string(name))
      }
    var members: [Value.Member] = [.init("do", .string(name)), .init("at", .array(path.map { .string($0) }))]
    if let before = edit.before { members.append(.init("before", before)) }
    if let after { members.append(.init("after", after)) }
    return .object(members)
  }

  /// Reads a file. Throws where it is no plan, or was changed since it was written.
  package init(_ bytes: [UInt8], path: String) throws(Failure) {
    let reading = JSONReader.read(bytes, path: path, limits: YAMLLimits(bytes: 1 << 30, nodes: 1 << 26, depth: 64))
    guard let document = reading.document, case .object(var members) = document.value(of: Document.root),
      members.last?.name.sameBytes(as: "sha256") ?? false, let hash = members.popLast()?.value.string
    else {
      throw Failure(
        .findings, Phrase(id: "`\(path)` bukan rencana", en: "`\(path)` is no plan"),
        hint: Phrase(
          id: "rencana dibuat oleh `koja set … --plan BERKAS`", en: "a plan is made by `koja set … --plan FILE`"),
        findings: reading.findings)
    }
    guard Self.hash(members).sameBytes(as: hash) else {
      throw Failure(
        .findings,
        Phrase(id: "`\(path)` diubah sesudah dibuat", en: "`\(path)` was changed since it was made"),
        hint: Phrase(id: "buat rencana baru", en: "make a new plan"))
    }
    let value = Value.object(members)
    guard value["version"]?.json() == "1", let kind = value["kind"]?.string.flatMap(Kind.init(rawValue:)),
      let collection = value["collection"]?.string, case .array(let records)? = value["records"],
      case .array(let asked)? = value["asked"]
    else {
      throw Failure(
        .findings,
        Phrase(
          id: "`\(path)` dibuat oleh koja yang lebih baru", en: "`\(path)` was made by a newer koja"),
        hint: Phrase(id: "perbarui koja, atau buat rencana baru", en: "update koja, or make a new plan"))
    }
    self.kind = kind
    self.collection = collection
    madeAt = value["made_at"]?.string ?? ""
    self.asked = asked.compactMap(\.string)
    note = value["note"]?.string
    entries = records.compactMap(Self.entry)
    guard entries.count == records.count else {
      throw Failure(.findings, Phrase(id: "`\(path)` bukan rencana yang utuh", en: "`\(path)` is no whole plan"))
    }
  }

  private static func entry(_ value: Value) -> Entry? {
    guard let id = value["id"]?.string, let path = value["path"]?.string, let old = value["old"]?.string,
      let new = value["new"]?.string, case .array(let edits)? = value["edits"]
    else { return nil }
    let read = edits.compactMap(edit)
    return read.count == edits.count ? Entry(id: id, path: path, old: old, new: new, edits: read) : nil
  }

  private static func edit(_ value: Value) -> Edit? {
    guard case .array(let steps)? = value["at"] else { return nil }
    let path = steps.compactMap(\.string)
    guard path.count == steps.count, !path.isEmpty else { return nil }
    let (before, after) = (value["before"], value["after"])
    switch (value["do"]?.string, after) {
    case ("set", let after?): return Edit(edit: .set(path: path, value: after), before: before)
    case ("append", let after?): return Edit(edit: .append(path: path, value: after), before: before)
    case ("rename", .string(let name)?): return Edit(edit: .rename(path: path, to: name), before: before)
    case ("remove", nil): return Edit(edit: .remove(path: path), before: before)
    default: return nil
    }
  }
}
