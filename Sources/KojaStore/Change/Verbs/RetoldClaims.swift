internal import KojaCivic
internal import KojaModel
internal import KojaYAML

extension Store {
  /// A file of the register of numbers.
  typealias NumberClaim = (path: String, bytes: [UInt8], document: Document)

  /// The claims of a number that are in force.
  ///
  /// - Parameter all: Whether void ones count, too.
  func claims(of number: String, in series: String, all: Bool = false) throws(Failure) -> [NumberClaim] {
    let folder = JoinedFacts.folder(of: series)
    guard files.isFolder(folder) else { return [] }
    return files.walk(folder, stamps: false).compactMap { entry -> NumberClaim? in
      guard entry.kind == .file, let (bytes, document) = try? read(entry.path),
        document.scalar("number")?.sameBytes(as: number) ?? false, all || document.value("void") == nil
      else { return nil }
      return (entry.path, bytes, document)
    }
  }

  /// The claims of a record's numbers with what the record is called now, where a change makes it more secret: the register
  /// must not tell what the record no longer does.
  func retoldClaims(
    of record: (collection: Collection, id: String, path: String), from old: Document, to new: Document
  ) throws(Failure) -> [PlannedChange.FileEdit] {
    guard let title = record.collection.titleField, let now = new.scalar(title), let before = old.scalar(title),
      !now.sameBytes(as: before), Loosening.isTightened(old, new, record.collection)
    else { return [] }
    var edits: [PlannedChange.FileEdit] = []
    for register in referenceData.registers where register.collection.sameBytes(as: record.collection.name) {
      guard let number = new.scalar(register.field) else { continue }
      for claim in try claims(of: number, in: register.series { new.scalar($0) } ?? register.id, all: true)
      where claim.document.scalar("record")?.sameBytes(as: "\(record.collection.name)/\(record.id)") ?? false {
        guard let subject = claim.document.scalar("subject"), !subject.sameBytes(as: now) else { continue }
        do throws(EditRefusal) {
          let after = try YAMLEditor.apply(
            [.set(path: ["subject"], value: .string(now))], to: claim.bytes, path: claim.path, before: TimelineEntry.key
          )
          edits.append(PlannedChange.FileEdit(path: claim.path, before: claim.bytes, after: after))
        } catch {
          throw Failure(.findings, error.message)
        }
      }
    }
    return edits
  }
}
