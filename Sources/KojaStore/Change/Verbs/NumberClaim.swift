internal import KojaCivic
internal import KojaGit
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// What a person asks of the number that an action takes.
struct NumberWish {
  /// The act's time.
  let at: Timestamp
  /// The number behind which it is put in: a serial, a number or the id of a claim; nil for the next one.
  var after: String?
  /// Why it is inserted or backdated.
  var reason: String?
}

extension ChangeDesk {
  /// Takes a number of the register that an action claims from, under the lock that the session holds: the next one, or
  /// one put in behind another.
  ///
  /// - Returns: The edit that puts the number into the record, and the file of the claim; nil when the record carries a
  ///   number of that register already.
  func claim(
    _ action: Workflow.Action, for record: (collection: Collection, id: String), document: Document, _ wish: NumberWish
  ) throws(Failure) -> (edit: YAMLEdit, number: Value, field: String, file: PlannedChange.FileEdit)? {
    guard !action.claims.isEmpty else {
      if wish.after != nil { throw Self.takesNone(action) }
      return nil
    }
    let reference = ReferenceData(catalogue, WorkTreeSource(store.files))
    guard let register = reference.register(among: action.claims, for: { document.scalar($0) }) else {
      throw Failure(
        .findings,
        Phrase(
          id: "tidak ada buku nomor untuk `\(action.name)`: \(action.claims.joined(separator: ", "))",
          en: "there is no register for `\(action.name)`: \(action.claims.joined(separator: ", "))"),
        hint: Phrase(id: "lihat `koja list registers`", en: "see `koja list registers`"))
    }
    guard document.scalar(register.field) == nil else {
      if wish.after != nil { throw Self.takesNone(action) }
      return nil
    }
    let claim = try take(register, for: record, document, wish)
    return (
      .set(path: register.field.split(separator: ".").map(String.init), value: .string(claim.number)),
      .string(claim.number), register.field, claim.file
    )
  }

  /// A number of a register for a record, with the file of its claim.
  ///
  /// - Parameters:
  ///   - moment: When what the number is for happened, where that is not when it is taken.
  ///   - note: What the claim says.
  ///   - given: The serial, where the caller knows which is the next.
  func take(
    _ register: Register, for record: (collection: Collection, id: String), _ document: Document, _ wish: NumberWish,
    happened moment: Timestamp? = nil, note: String? = nil, serial given: Int? = nil
  ) throws(Failure) -> (number: String, file: PlannedChange.FileEdit) {
    guard let numbers = catalogue.collection(EngineCollections.numbers) else {
      throw Failure(.store, Phrase(id: "koleksi `numbers` tidak ada", en: "there is no collection `numbers`"))
    }
    guard let name = register.series(for: { document.scalar($0) }) else {
      throw missing([register.kindField], of: register)
    }
    let date = register.date { document.scalar($0) }
    if let field = register.dateField, date == nil { throw missing([field], of: register) }
    let day = date ?? (moment ?? wish.at).at(offset: store.settings.offset).date
    let (id, needsReason) =
      if let given {
        (ClaimID(series: name, year: register.year(of: day), serial: given), false)
      } else {
        try claimID(in: NumberSeries(name, year: register.year(of: day), in: self), of: register, wish)
      }
    guard let path = numbers.path(of: id.text) else {
      throw Failure(
        .store, Phrase(id: "`\(id.text)` bukan id untuk `numbers`", en: "`\(id.text)` is not an id of `numbers`"))
    }
    let number = try text(of: register, id, on: day, document: document)
    var members: [Value.Member] = [
      Value.Member("register", .string(register.id)), Value.Member("year", .integer(id.year)),
      Value.Member("serial", .integer(id.serial)),
    ]
    if let suffix = id.suffix { members.append(Value.Member("suffix", .string(suffix))) }
    members.append(Value.Member("number", .string(number)))
    members.append(Value.Member("record", .string("\(record.collection.name)/\(record.id)")))
    if let title = record.collection.titleField.flatMap({ document.scalar($0) }) {
      members.append(Value.Member("subject", .string(title)))
    }
    for field in shared(numbers, record.collection) {
      if let id = document.scalar(field) { members.append(Value.Member(field, .string(id))) }
    }
    members.append(Value.Member("claimed_at", .string(wish.at.description)))
    if needsReason, let reason = wish.reason { members.append(Value.Member("reason", .string(reason))) }
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

  private func text(of register: Register, _ id: ClaimID, on day: CalendarDate, document: Document) throws(Failure)
    -> String
  {
    let (year, month, _) = day.parts
    let result = register.pattern.format { name in
      switch name {
      case "serial": id.written
      case "year": String(year)
      case "month": (month < 10 ? "0" : "") + String(month)
      case "roman_month": NumberPattern.romanMonths[month - 1]
      default: document.scalar(name) ?? self.followed(name, in: document, of: register.collection)
      }
    }
    switch result {
    case .success(let number): return number
    case .failure(let missing): throw self.missing(missing.names, of: register)
    }
  }

  private func missing(_ names: [String], of register: Register) -> Failure {
    Failure(
      .findings,
      Phrase(
        id: "nomor `\(register.id)` memerlukan \(names.joined(separator: ", ")), yang belum terisi",
        en: "a number of `\(register.id)` needs \(names.joined(separator: ", ")), which is not there yet"),
      hint: Phrase(id: "isi dulu dengan `koja set`", en: "fill it in first with `koja set`"))
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
