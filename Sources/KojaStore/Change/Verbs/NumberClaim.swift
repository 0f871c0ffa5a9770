internal import KojaCivic
internal import KojaGit
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Takes the next number of the register that an action claims from, under the lock that the session holds.
  ///
  /// - Returns: The edit that puts the number into the record, and the file of the claim; nil when the record carries a
  ///   number of that register already.
  func claim(
    _ action: Workflow.Action, for record: (collection: Collection, id: String), document: Document, at: Timestamp
  ) throws(Failure) -> (edit: YAMLEdit, number: Value, field: String, file: PlannedChange.FileEdit)? {
    guard !action.claims.isEmpty else { return nil }
    let reference = ReferenceData(catalogue, WorkTreeSource(store.files))
    guard let register = reference.register(among: action.claims, for: { document.scalar($0) }) else {
      throw Failure(
        .findings,
        Phrase(
          id: "tidak ada buku nomor untuk `\(action.name)`: \(action.claims.joined(separator: ", "))",
          en: "there is no register for `\(action.name)`: \(action.claims.joined(separator: ", "))"),
        hint: Phrase(id: "lihat `koja list registers`", en: "see `koja list registers`"))
    }
    guard document.scalar(register.field) == nil else { return nil }
    let claim = try take(register, for: record, document, at: at, claimedAt: at, note: nil)
    return (
      .set(path: register.field.split(separator: ".").map(String.init), value: .string(claim.number)),
      .string(claim.number), register.field, claim.file
    )
  }

  /// The next number of a register for a record, with the file of its claim.
  ///
  /// - Parameters:
  ///   - at: When what the number is for happened: tells the year, and what the pattern says of the date.
  ///   - claimedAt: When the number is taken.
  ///   - given: The serial, where the caller knows which is the next.
  func take(
    _ register: Register, for record: (collection: Collection, id: String), _ document: Document, at: Timestamp,
    claimedAt: Timestamp, note: String?, serial given: Int? = nil
  ) throws(Failure) -> (number: String, file: PlannedChange.FileEdit) {
    guard let numbers = catalogue.collection(EngineCollections.numbers) else {
      throw Failure(.store, Phrase(id: "koleksi `numbers` tidak ada", en: "there is no collection `numbers`"))
    }
    let year = register.year(of: at)
    let serial = if let given { given } else { try nextSerial(of: register, year: year) }
    let id = register.claimID(year: year, serial: serial)
    guard let path = numbers.path(of: id) else {
      throw Failure(.store, Phrase(id: "`\(id)` bukan id untuk `numbers`", en: "`\(id)` is not an id of `numbers`"))
    }
    let number = try text(of: register, serial: serial, at: at, document: document)
    let title = record.collection.titleField.flatMap { document.scalar($0) }
    var members: [Value.Member] = [
      Value.Member("register", .string(register.id)), Value.Member("year", .integer(year)),
      Value.Member("serial", .integer(serial)), Value.Member("number", .string(number)),
      Value.Member("record", .string("\(record.collection.name)/\(record.id)")),
    ]
    if let title { members.append(Value.Member("subject", .string(title))) }
    for field in shared(numbers, record.collection) {
      if let id = document.scalar(field) { members.append(Value.Member(field, .string(id))) }
    }
    members.append(Value.Member("claimed_at", .string(claimedAt.description)))
    if let note, numbers.field("note") != nil { members.append(Value.Member("note", .string(note))) }
    return (
      number, PlannedChange.FileEdit(path: path, before: nil, after: Array(YAMLWriter.text(of: .object(members)).utf8))
    )
  }

  /// References that claims and the numbered records both have under one name (the unit).
  private func shared(_ numbers: Collection, _ collection: Collection) -> [String] {
    numbers.fields.filter { field in
      guard let reference = field.reference, reference != "*", let other = collection.field(field.name)?.reference
      else {
        return false
      }
      return other.sameBytes(as: reference)
    }.map(\.name)
  }

  /// One more than the highest serial of a register's year, in the work tree or in the newest commit: a claim whose file
  /// is gone keeps its number.
  func nextSerial(of register: Register, year: Int) throws(Failure) -> Int {
    let prefix = register.claimID(year: year, serial: 0).dropLast(6)
    let folder = "records/\(EngineCollections.numbers)/\(register.id)"
    var highest = 0
    func look(_ path: String) {
      let id = Record.id(ofPath: path)
      guard id.hasPrefix(prefix), let serial = Int(id.dropFirst(prefix.count).prefix(6)) else { return }
      highest = max(highest, serial)
    }
    if store.files.isFolder(folder) { store.files.walk(folder, stamps: false).forEach { look($0.path) } }
    do throws(GitError) {
      if let repository = session.repository, let head = try repository.head().commit {
        try repository.walkTree(of: head, under: store.gitPath(folder)) { path, _ throws(GitError) in look(path) }
      }
    } catch {
      throw error.failure
    }
    return highest + 1
  }

  private func text(of register: Register, serial: Int, at: Timestamp, document: Document) throws(Failure) -> String {
    let (year, month, _) = at.date.parts
    let result = register.pattern.format { name in
      switch name {
      case "serial": String(serial)
      case "year": String(year)
      case "month": (month < 10 ? "0" : "") + String(month)
      case "roman_month": NumberPattern.romanMonths[month - 1]
      default: document.scalar(name) ?? self.followed(name, in: document, of: register.collection)
      }
    }
    switch result {
    case .success(let number): return number
    case .failure(let missing):
      throw Failure(
        .findings,
        Phrase(
          id: "nomor `\(register.id)` memerlukan \(missing.names.joined(separator: ", ")), yang belum terisi",
          en: "a number of `\(register.id)` needs \(missing.names.joined(separator: ", ")), which is not there yet"),
        hint: Phrase(id: "isi dulu dengan `koja set`", en: "fill it in first with `koja set`"))
    }
  }

  /// The value of `unit.short`: a field of the record that the reference `unit` leads to.
  private func followed(_ name: String, in document: Document, of collection: String) -> String? {
    guard let dot = name.lastIndex(of: "."), let id = document.scalar(String(name[..<dot])),
      let target = catalogue.collection(collection)?.field(String(name[..<dot]))?.reference,
      let path = catalogue.collection(target)?.path(of: id)
    else { return nil }
    return (try? store.read(path))?.document.scalar(String(name[name.index(after: dot)...]))
  }
}
