internal import KojaGit
package import KojaModel
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Prepares giving a record another id: its file moves, and every reference to it is rewritten, in one commit. The file
  /// may have been moved already, see ``movedByHand(_:to:)``.
  package func rename(
    _ record: (collection: Collection, id: String, path: String), to new: String, note: String?
  ) throws(Failure) -> PlannedChange {
    let target = try freePath(record, new)
    let isMoved = try Self.isMoved(record.path, to: target, in: store, session.repository)
    let present = isMoved ? target : record.path
    let (bytes, _) = try store.read(present)
    try refuseUncommitted([record.path: bytes])
    var files: [PlannedChange.FileEdit] = []
    var records: [String] = ["\(record.collection.name)/\(new)"]
    var baselines: [Key: [UInt8]] = [:]
    var moved = bytes
    for (path, text) in try mentions(of: record) {
      let (after, count) = try renamed(text, path, record, to: new)
      guard count > 0 else { continue }
      if path.sameBytes(as: present) {
        moved = after
        continue
      }
      files.append(PlannedChange.FileEdit(path: path, before: text, after: after))
      if let collection = catalogue.collection(ofPath: path) {
        records.append("\(collection.name)/\(Record.id(ofPath: path))")
      }
      baselines[Key(path)] = after
    }
    try refuseUncommitted(Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.before ?? []) }))
    let gone = PlannedChange.FileEdit(path: record.path, before: isMoved ? nil : bytes, after: nil)
    // An id is no fact about the other records: what is committed counts as if it had always been the new one.
    let warnings = try check([gone, PlannedChange.FileEdit(path: target, before: nil, after: moved)] + files) {
      path throws(Failure) in
      if let baseline = baselines[Key(path)] { return baseline }
      return try committed(path)
    }
    let verb = Phrase(id: "id menjadi \(new)", en: "renamed to \(new)")
    let rename = ("Koja-Rename", "\(record.collection.name)/\(record.id) \(record.collection.name)/\(new)")
    var change = PlannedChange(
      files: [gone, PlannedChange.FileEdit(path: target, before: isMoved ? bytes : nil, after: moved)] + files,
      summary: ChangeSummary(
        collection: record.collection, id: record.id, action: nil, verb: verb, states: nil, fields: [], note: note,
        happenedAt: nil, trailers: [rename]),
      findings: warnings)
    change.also = Array(records.dropFirst())
    return change
  }

  /// The record whose file was moved by hand to where another id has it, when a person names both ids; nil where nothing
  /// was moved.
  package func movedByHand(_ typed: String, to new: String) throws(Failure) -> (
    collection: Collection, id: String, path: String
  )? {
    for record in store.places(typed) {
      guard let target = record.collection.path(of: new),
        try Self.isMoved(record.path, to: target, in: store, session.repository)
      else { continue }
      return record
    }
    return nil
  }

  /// Whether a committed file is gone and all of it lies elsewhere, not committed there.
  static func isMoved(_ old: String, to new: String, in store: Store, _ repository: Repository?) throws(Failure) -> Bool
  {
    guard let repository, store.files.entry(old) == nil,
      let bytes = try? store.files.read(new, limit: Store.recordLimit)
    else { return false }
    do throws(GitError) {
      guard let head = try repository.head().commit, let entry = try repository.entry(at: store.gitPath(old), in: head),
        try repository.entry(at: store.gitPath(new), in: head) == nil
      else { return false }
      let stored = try Repository.hash(blob: try repository.filteredForStorage(bytes, path: store.gitPath(new)))
      return entry.id == stored
    } catch {
      throw error.failure
    }
  }

  /// Where the file of the new id will lie. Throws where the id is none, is taken, or must not change.
  private func freePath(_ record: (collection: Collection, id: String, path: String), _ new: String) throws(Failure)
    -> String
  {
    let collection = record.collection
    guard !collection.name.sameBytes(as: EngineCollections.numbers) else {
      throw Failure(
        .usage,
        Phrase(
          id: "id nomor mengikuti buku, tahun dan nomor urutnya",
          en: "the id of a number follows from its register, year and serial"),
        hint: Phrase(
          id: "nomor ganda: `koja number reassign ID`; nomor batal: `koja set \(record.id) void=…`",
          en: "a double number: `koja number reassign ID`; a void one: `koja set \(record.id) void=…`"))
    }
    guard let path = collection.path(of: new) else {
      throw Failure(
        .usage,
        Phrase(id: "`\(new)` bukan id untuk `\(collection.name)`", en: "`\(new)` is not an id of `\(collection.name)`"),
        hint: Phrase(id: "bentuknya: \(collection.ids.form.id)", en: "their form: \(collection.ids.form.en)"))
    }
    guard !new.sameBytes(as: record.id) else {
      throw Failure(.usage, Phrase(id: "id itu sudah `\(new)`", en: "the id is `\(new)` already"))
    }
    let isMoved = try Self.isMoved(record.path, to: path, in: store, session.repository)
    guard isMoved || store.files.stamp(path) == nil, try committed(path) == nil else {
      throw Failure(
        .findings, Phrase(id: "`\(new)` sudah ada", en: "`\(new)` exists already"),
        hint: Phrase(id: "pilih id lain", en: "choose another id"))
    }
    let links = catalogue.links.filter {
      $0.collection.sameBytes(as: collection.name) && $0.document.text($0.node)?.sameBytes(as: record.id) ?? false
    }
    let imports = store.definitionNames(.import).compactMap { try? store.definition(.import, $0) }
      .flatMap { ImportMapping($0).places(of: record.id, in: collection.name, catalogue) }
    guard links.isEmpty, imports.isEmpty else {
      let places = links.map { $0.document.place($0.node, in: $0.path) } + imports
      let list = places.map { "\($0.path):\($0.start.line)" }.joined(separator: ", ")
      throw Failure(
        .findings, Phrase(id: "`\(record.id)` disebut di \(list)", en: "`\(record.id)` is named in \(list)"),
        hint: Phrase(
          id: "buat catatan baru, ubah skema itu, lalu tarik yang lama dengan `koja withdraw`",
          en: "make a new record, change that schema, then take the old one back with `koja withdraw`"))
    }
    let claims = "records/\(EngineCollections.numbers)/\(record.id)"
    guard !collection.name.sameBytes(as: EngineCollections.registers) || !store.files.isFolder(claims) else {
      throw Failure(
        .findings,
        Phrase(id: "buku `\(record.id)` sudah memberi nomor", en: "the register `\(record.id)` has given numbers"),
        hint: Phrase(
          id: "buat buku baru untuk nomor berikutnya", en: "make a new register for the numbers to come"))
    }
    return path
  }

  /// The files whose text holds the id, with their bytes. Throws where one of them cannot be read as a record: nobody
  /// knows what it refers to.
  private func mentions(of record: (collection: Collection, id: String, path: String)) throws(Failure) -> [(
    path: String, bytes: [UInt8]
  )] {
    let files = store.files
    let needle = Array(record.id.utf8)
    let entries = files.walk("records", stamps: false).filter { $0.kind == .file && $0.path.hasSuffix(".yaml") }
    let found = Parallel.map(entries) { entry -> (path: String, bytes: [UInt8])? in
      guard let bytes = try? files.readFound(entry.path, limit: Store.recordLimit), Self.holds(bytes, needle) else {
        return nil
      }
      return (entry.path, bytes)
    }.compactMap { $0 }
    let broken = found.flatMap { path, bytes in
      YAMLReader.read(bytes, path: path).findings.filter { $0.severity == .error }
    }
    guard broken.isEmpty else {
      throw Failure(
        .findings,
        Phrase(
          id: "berkas yang menyebut `\(record.id)` belum terbaca", en: "a file that names `\(record.id)` cannot be read"
        ),
        hint: Phrase(id: "perbaiki dahulu, lalu ulangi", en: "mend it first, then try again"), findings: broken)
    }
    return found
  }

  private static func holds(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, bytes.count >= needle.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      needle.withUnsafeBufferPointer { needle in
        var start = 0
        while start + needle.count <= bytes.count {
          if bytes[start] == first,
            UnsafeBufferPointer(rebasing: bytes[start..<start + needle.count]).elementsEqual(needle)
          {
            return true
          }
          start += 1
        }
        return false
      }
    }
  }

  /// A text with the references to a record rewritten, and how many there were.
  private func renamed(
    _ bytes: [UInt8], _ path: String, _ record: (collection: Collection, id: String, path: String), to new: String
  ) throws(Failure) -> ([UInt8], count: Int) {
    guard let collection = catalogue.collection(ofPath: path) else { return (bytes, 0) }
    let references = RecordReferences.of(
      record.id, in: record.collection.name, collection, try tree(bytes, path: path))
    guard !references.isEmpty else { return (bytes, 0) }
    let edits = references.map { reference in
      YAMLEdit.set(
        path: reference.path, value: .string(reference.isFull ? "\(record.collection.name)/\(new)" : new))
    }
    return (try edited(bytes, edits, path: path), references.count)
  }

  /// A change that touches files which nobody named must not commit somebody's unfinished edits in them.
  func refuseUncommitted(_ files: [String: [UInt8]]) throws(Failure) {
    guard let repository = session.repository else { return }
    var edited: [String] = []
    for (path, bytes) in files {
      do throws(GitError) {
        let stored = try Repository.hash(
          blob: try repository.filteredForStorage(bytes, path: store.gitPath(path)))
        let entry = try repository.head().commit.flatMap { head throws(GitError) in
          try repository.entry(at: store.gitPath(path), in: head)
        }
        if entry?.id != stored { edited.append(path) }
      } catch {
        throw error.failure
      }
    }
    guard let first = edited.min(by: { Key($0) < Key($1) }) else { return }
    throw Failure(
      .findings,
      Phrase(
        id: "\(edited.count) catatan yang akan ikut berubah punya suntingan yang belum dicatat, misalnya `\(first)`",
        en:
          "\(edited.count == 1 ? "1 record that would change, too, has" : "\(edited.count) records that would change, too, have") edits that are not committed, such as `\(first)`"
      ),
      hint: Phrase(id: "`koja commit` dahulu, lalu ulangi", en: "`koja commit` first, then try again"))
  }
}
