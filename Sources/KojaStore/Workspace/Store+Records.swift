package import KojaModel
internal import KojaCivic
internal import KojaSchema
internal import KojaYAML

extension Store {
  /// The record that a person names by its id, or by any unique number of it.
  ///
  /// `look` answers which record holds a number (from the index). Throws a failure of kind `findings` with the nearest
  /// id when there is none.
  package func locate(_ typed: String, look: (String) -> [String]) throws(Failure) -> (
    collection: Collection, id: String, path: String
  ) {
    if let placed = try record(placedAs: typed) { return placed }
    // A number may stand behind its collection: `permits/4/2026`.
    let (home, number) = name(typed)
    let found = look(number).filter { reference in home.map { reference.hasPrefix("\($0.name)/") } ?? true }
    if found.count == 1, let reference = found.first, let slash = reference.firstIndex(of: "/") {
      let collection = String(reference[..<slash])
      let id = String(reference[reference.index(after: slash)...])
      if let collection = catalogue.collection(collection), let path = collection.path(of: id) {
        return (collection, id, path)
      }
    }
    if found.count > 1 {
      throw Failure(
        .findings,
        Phrase(id: "nomor `\(typed)` dipakai beberapa catatan", en: "several records have the number `\(typed)`"),
        hint: Phrase(
          id: "sebutkan yang mana, dengan id atau koleksinya (`koleksi/\(number)`): \(found.joined(separator: ", "))",
          en: "say which, by its id or its collection (`collection/\(number)`): \(found.joined(separator: ", "))")
      )
    }
    throw unknown(typed, id: name(typed).id)
  }

  /// The record that a person names by its id, when its file is where the id says; no other file is looked at.
  package func record(placedAs typed: String) throws(Failure) -> (collection: Collection, id: String, path: String)? {
    let there = places(typed).filter { records.has($0.path) }
    let exact = there.filter { $0.id.sameBytes(as: name(typed).id) }
    let matches = exact.isEmpty ? there : exact
    if matches.count > 1 {
      let names = matches.map { "\($0.collection.name)/\($0.id)" }.joined(separator: ", ")
      throw Failure(
        .findings, Phrase(id: "`\(typed)` ada di beberapa koleksi", en: "`\(typed)` is in several collections"),
        hint: Phrase(id: "sebutkan yang mana: \(names)", en: "say which: \(names)"))
    }
    return matches.first
  }

  /// Where the records lie that have an id, one in each collection whose ids look like it; whether there is such a file
  /// is not asked.
  func places(_ typed: String) -> [(collection: Collection, id: String, path: String)] {
    let (collection, id) = name(typed)
    var found: [(collection: Collection, id: String, path: String)] = []
    for candidate in [id, CaseID.normalized(id)] where !found.contains(where: { $0.id.sameBytes(as: candidate) }) {
      let collections =
        collection.map { [$0] } ?? catalogue.collection(ofID: candidate).map { [$0] }
        ?? catalogue.collections.filter { $0.ids.prefix == nil }
      found += collections.compactMap { collection in
        collection.path(of: candidate).map { (collection, candidate, $0) }
      }
    }
    return found
  }

  /// The collection and the id of `units/perkim`, and of a record's file by its path; no collection for an id alone.
  private func name(_ typed: String) -> (collection: Collection?, id: String) {
    if typed.hasSuffix(".yaml"), typed.contains("/"), let path = try? recordPath(typed),
      let collection = catalogue.collection(ofPath: path)
    {
      return (collection, Record.id(ofPath: path))
    }
    guard let slash = typed.firstIndex(of: "/"), let collection = catalogue.collection(String(typed[..<slash])) else {
      return (nil, typed)
    }
    return (collection, String(typed[typed.index(after: slash)...]))
  }

  private func unknown(_ typed: String, id: String) -> Failure {
    let paths = catalogue.collections.flatMap { collection in
      [id, CaseID.normalized(id)].compactMap { collection.path(of: $0) }
    }
    if let strange = paths.first(where: { files.entry($0).map { $0.kind != .file } ?? false }) {
      return Failure(
        .findings,
        Phrase(id: "`\(strange)` bukan berkas biasa", en: "`\(strange)` is not a regular file"),
        hint: Phrase(
          id: "tautan tidak diikuti; hapus, lalu `koja restore \(Record.id(ofPath: strange))`",
          en: "links are not followed; remove it, then `koja restore \(Record.id(ofPath: strange))`"))
    }
    if let gone = paths.first(where: { isCommitted($0) }) {
      return Failure(
        .findings, Phrase(id: "berkas `\(gone)` hilang", en: "the file `\(gone)` is gone"),
        hint: Phrase(
          id: "`koja restore \(Record.id(ofPath: gone))` mengembalikannya",
          en: "`koja restore \(Record.id(ofPath: gone))` brings it back"))
    }
    if let failure = unknownElsewhere(typed) { return failure }
    let isBare = !typed.isEmpty && typed.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if isBare, let system = systems.first?.value {
      return Failure(
        .findings, Phrase(id: "tidak ada catatan `\(typed)`", en: "there is no record `\(typed)`"),
        hint: Phrase(
          id: "nomor di sistem lain disebut dengan sistemnya, seperti `\(system):\(typed)`",
          en: "a number of another system is called with its system, such as `\(system):\(typed)`"))
    }
    let ids = records.entries(under: "records").filter { $0.kind == .file }.map { Record.id(ofPath: $0.path) }
    let near = Suggestion.nearest(to: CaseID.normalized(id), among: ids) ?? Suggestion.nearest(to: id, among: ids)
    let mistyped = CaseID.hasForm(CaseID.normalized(id)) && CaseID(CaseID.normalized(id)) == nil
    return Failure(
      .findings,
      mistyped
        ? Phrase(
          id: "id `\(typed)` salah ketik: huruf pemeriksanya tidak cocok",
          en: "the id `\(typed)` is mistyped: its check character does not match")
        : Phrase(id: "tidak ada catatan `\(typed)`", en: "there is no record `\(typed)`"),
      hint: near.map { Suggestion.question($0) }
        ?? Phrase(id: "`koja list KOLEKSI` menyebut yang ada", en: "`koja list COLLECTION` lists what there is"))
  }

  /// The other systems whose numbers records carry.
  private var systems: [KojaSchema.Field.EnumValue] {
    catalogue.collections.flatMap(\.namings).flatMap { naming in
      naming.members.first { $0.isAt(Array(naming.names.prefix(1))) }?.enumValues ?? []
    }
  }

  /// What is wrong with `system:number`, where a collection keeps what other systems call its records; nil where what was
  /// typed does not look like that.
  private func unknownElsewhere(_ typed: String) -> Failure? {
    guard let colon = typed.firstIndex(of: ":"), catalogue.collections.contains(where: { !$0.namings.isEmpty }) else {
      return nil
    }
    let (system, number) = (String(typed[..<colon]), typed[typed.index(after: colon)...])
    if let known = systems.first(where: { $0.value.sameBytes(as: system) || $0.label?.matches(system) ?? false }) {
      let name = known.label ?? Phrase(known.value)
      return Failure(
        .findings,
        Phrase(
          id: "tidak ada catatan dengan nomor `\(number)` di \(name.id)",
          en: "no record has the number `\(number)` in \(name.en)"),
        hint: Phrase(
          id: "cari dengan kata: `koja search KATA`; nomor itu ditambahkan dengan `koja set ID`",
          en: "look for words: `koja search WORD`; `koja set ID` adds the number"))
    }
    return Failure(
      .findings,
      Phrase(id: "tidak ada sistem `\(system)`", en: "there is no system `\(system)`"),
      hint: Suggestion.hint(for: system, among: systems.map(\.value)))
  }

  private func isCommitted(_ path: String) -> Bool {
    guard let repository else { return false }
    return (try? committedBytes(path, in: repository)) != nil
  }

  /// The bytes and the tree of a record's file. Throws its findings when it cannot be read as a record.
  package func read(_ path: String) throws(Failure) -> (bytes: [UInt8], document: Document) {
    let bytes: [UInt8]
    do throws(FileError) {
      if let past {
        guard let found = try past.bytes(path) else { throw FileError(.missing, path) }
        bytes = found
      } else {
        bytes = try files.read(path, limit: Store.recordLimit)
      }
    } catch {
      throw error.failure
    }
    let reading = YAMLReader.read(bytes, path: path)
    guard let document = reading.document, document.kind(Document.root) == .mapping else {
      let told = catalogue.veiled(reading.findings, of: bytes, reading.document, at: path)
      let findings = told + (reading.document.map { [Self.notAMapping($0, path)] } ?? [])
      throw Failure(
        .findings, Phrase(id: "`\(path)` tidak terbaca", en: "`\(path)` cannot be read"),
        hint: Phrase(
          id: "perbaiki, atau kembalikan dengan `koja restore`", en: "mend it, or bring it back with `koja restore`"),
        findings: findings)
    }
    return (bytes, document)
  }

  /// A record is a list of fields; a single text or a list is none.
  static func notAMapping(_ document: Document, _ path: String) -> Finding {
    Finding(
      "schema/type", at: document.place(Document.root, in: path),
      Phrase(id: "isi berkas ini bukan `kolom: isi`", en: "this file does not hold `field: value`"),
      hint: Phrase(id: "tulis `kolom: isi` per baris", en: "write `field: value` on each line"))
  }

  /// The title of a record for people; nil when it does not exist or cannot be read.
  package func title(of id: String, in collection: String) -> Phrase? {
    guard let collection = catalogue.collection(collection), let path = collection.path(of: id),
      let field = collection.titleField, let document = try? read(path).document,
      let node = document.node(at: field.split(separator: ".").map(String.init))
    else { return nil }
    return document.phraseOrText(node)
  }

  /// The officer whose e-mails include an address; nil when nobody's do. One in force comes before one who was.
  package func officer(email: String, now: Timestamp) -> String? {
    guard catalogue.collection(EngineCollections.officers) != nil else { return nil }
    let today = now.at(offset: settings.offset).date
    var former: String?
    for entry in records.entries(under: "records/\(EngineCollections.officers)") where entry.kind == .file {
      guard let document = try? read(entry.path).document,
        document.texts(document.value("emails")).contains(where: { $0.lowercased().sameBytes(as: email.lowercased()) })
      else { continue }
      let last = document.string(at: "valid_to").flatMap { CalendarDate($0) }
      if last.map({ today <= $0 }) ?? true { return Record.id(ofPath: entry.path) }
      former = former ?? Record.id(ofPath: entry.path)
    }
    return former
  }
}

extension Store {
  /// What a person chose among the records: a path, or the id of a record.
  package func chosenPath(_ typed: String) throws(Failure) -> String {
    do throws(Failure) {
      return try recordPath(typed)
    } catch {
      guard let placed = try record(placedAs: typed) else { throw error }
      return placed.path
    }
  }

  /// A path that a person typed, from the current folder or from the store, as one below the store.
  package func recordPath(_ typed: String) throws(Failure) -> String {
    let candidates = [typed, files.absolute(typed)]
    for candidate in candidates {
      guard let absolute = StoreLocation.resolved(candidate) else { continue }
      if absolute == files.root { return "records" }
      if absolute.hasPrefix(files.root + "/") {
        let path = String(absolute.dropFirst(files.root.count + 1))
        if path == "records" || path.hasPrefix("records/") { return path }
        throw Failure(
          .usage,
          Phrase(
            id: "`\(typed)` bukan catatan: tidak di dalam `records/`", en: "`\(typed)` is no record: not in `records/`"),
          hint: path.hasPrefix("schemas")
            ? Phrase(id: "skema diperiksa dengan `koja schema check`", en: "schemas are checked by `koja schema check`")
            : nil)
      }
      throw Failure(
        .usage, Phrase(id: "`\(typed)` berada di luar penyimpanan", en: "`\(typed)` lies outside the store"))
    }
    throw Failure(.usage, Phrase(id: "`\(typed)` tidak ada", en: "`\(typed)` does not exist"))
  }
}
