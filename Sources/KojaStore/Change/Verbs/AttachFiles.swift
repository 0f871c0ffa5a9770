internal import KojaCivic
package import KojaModel
internal import KojaSchema

/// What attaching files to a record will do.
package struct PlannedAttachments: Sendable {
  /// A file that the record names already.
  package struct Known: Sendable {
    /// The file.
    package let file: NewAttachment
    /// Its position in the list, from 0; nil for one that was named twice in one command.
    package let position: Int?
    /// What kind the record says it is, for people.
    package let kind: Phrase?
    /// Whether another kind was asked for.
    package let isOtherKind: Bool
  }

  /// The change of the record; nil where it names all files already.
  package let change: PlannedChange?
  /// The files that it names already.
  package let known: [Known]
}

extension ChangeDesk {
  /// Prepares naming files in a record's `attachments`: the same change as `koja set` makes. The bytes are not written:
  /// ``AttachmentFolder/keep(_:)`` does that, before the change is made.
  ///
  /// - Parameters:
  ///   - kind: The kind of all of them, as it was typed; nil for what the schema and the files say.
  ///   - place: The place of a picture that the person takes for the record.
  package func attach(
    _ files: [NewAttachment], to record: (collection: Collection, id: String, path: String), kind: String?,
    place: PicturePlaceOffer?, note: String?
  ) throws(Failure) -> PlannedAttachments {
    guard let field = AttachmentField(record.collection) else { throw Self.attachesNothing(record.collection) }
    let typing = FieldTyping(record.collection, offset: store.settings.offset)
    let kinds = field.member("kind").map { AttachmentKind(field: $0, typing: typing) }
    if kinds == nil, let kind { throw Self.knowsNoKinds(record.collection, kind) }
    let there = AttachmentField.items(of: try store.read(record.path).document)
    var assignments: [Assignment] = []
    var known: [PlannedAttachments.Known] = []
    var seen: Set<Key> = []
    for file in files {
      if let item = there.first(where: { $0.hash.sameBytes(as: file.hash) }) {
        let asked = try kind.map { kind throws(Failure) in try kinds?.code(kind, for: file) }?.flatMap(\.string)
        known.append(
          PlannedAttachments.Known(
            file: file, position: item.position, kind: kinds?.label(item.kind),
            isOtherKind: asked.map { asked in !(item.kind?.sameBytes(as: asked) ?? false) } ?? false))
        continue
      }
      guard seen.insert(Key(file.hash)).inserted else {
        known.append(PlannedAttachments.Known(file: file, position: nil, kind: nil, isOtherKind: false))
        continue
      }
      var members = [Value.Member("sha256", .string(file.hash))]
      if field.member("bytes") != nil { members.append(Value.Member("bytes", .number(String(file.bytes.count)))) }
      if field.member("name") != nil { members.append(Value.Member("name", .string(file.name))) }
      if let kinds { members.append(Value.Member("kind", try kinds.code(kind, for: file))) }
      if field.member(AttachmentField.moment) != nil {
        members.append(Value.Member(AttachmentField.moment, .string(now.description)))
      }
      assignments.append(Assignment(AttachmentField.key, .append(Value.object(members).json())))
    }
    guard !assignments.isEmpty else { return PlannedAttachments(change: nil, known: known) }
    let change = try setFields(of: record, assignments + (place?.assignments ?? []), note: note)
    return PlannedAttachments(change: change, known: known)
  }

  private static func attachesNothing(_ collection: Collection) -> Failure {
    Failure(
      .usage,
      Phrase(
        id: "\(collection.label.id) tidak punya lampiran",
        en: "records of `\(collection.name)` have no attachments"),
      hint: Phrase(
        id:
          "kolom `\(AttachmentField.key)` tidak ada dalam \(collection.schemaPath); lihat `koja schema show \(collection.name)`",
        en:
          "there is no `\(AttachmentField.key)` in \(collection.schemaPath); see `koja schema show \(collection.name)`")
    )
  }

  private static func knowsNoKinds(_ collection: Collection, _ kind: String) -> Failure {
    Failure(
      .usage,
      Phrase(
        id: "lampiran \(collection.label.id) tidak punya jenis `\(kind)`",
        en: "attachments of `\(collection.name)` have no kind `\(kind)`"),
      hint: Phrase(id: "hilangkan `--kind`", en: "leave `--kind` out"))
  }
}
