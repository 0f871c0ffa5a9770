internal import KojaCivic
internal import KojaModel

/// Claims and numbered records match one to one.
///
/// Findings: `number/double` (one number, two claims), `number/orphan` (a claim whose record does not
/// carry the number), `number/stolen` (a record whose number is claimed for another), `number/unclaimed` (a record
/// whose number nobody claimed), `number/missing` (see ``NumberlessEntry``), `number/void` (a record that counts and whose number was declared void), `number/gap` (a serial left out; a warning), `number/order` (a later serial of an earlier
/// day; a warning).
struct NumberCheck: Sendable {
  let context: CheckContext
  /// Files that could not be read as records: what they carry is not known.
  let unread: Set<Key>
  let place: @Sendable (JoinedFacts.Mark) -> Place

  /// Whether a claim of a number may stand in a file that could not be read, such as one in conflict: that is reported
  /// there, and nothing that follows from it.
  func isDoubtful(_ number: JoinedFacts.Carried) -> Bool {
    guard !unread.isEmpty else { return false }
    let folder = number.series.map(JoinedFacts.folder) ?? "records/\(EngineCollections.numbers)"
    return unread.contains { $0.string.hasPrefix(folder + "/") }
  }

  func findings(_ facts: [JoinedFacts]) -> [Finding] {
    let claims = facts.flatMap(\.claims)
    let numbers = facts.flatMap(\.numbers)
    let parts: [@Sendable () -> [Finding]] = [
      { doubles(claims) }, { orphans(claims, numbers) }, { carried(claims, numbers) }, { gaps(claims) },
      { order(claims) }, { missing(facts.compactMap(\.numberless), claims) },
    ]
    return Parallel.map(parts, chunk: 1) { $0() }.flatMap(\.self)
  }

  private func doubles(_ claims: [JoinedFacts.Claim]) -> [Finding] {
    var seen: [TextKey: JoinedFacts.Claim] = Dictionary(minimumCapacity: claims.count)
    return claims.compactMap { claim in
      guard !claim.isVoid else { return nil }
      let key = TextKey(claim.register, claim.number.value, claim.id.year)
      guard let first = seen[key]?.number else {
        seen[key] = claim
        return nil
      }
      return Finding(
        "number/double", at: place(claim.number),
        Phrase(
          id: "nomor `\(claim.number.value)` sudah diambil `\(first.record)`",
          en: "the number `\(claim.number.value)` is already claimed by `\(first.record)`"),
        related: [Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: place(first))])
    }
  }

  private func orphans(_ claims: [JoinedFacts.Claim], _ numbers: [JoinedFacts.Carried])
    -> [Finding]
  {
    // By register and number: the record that carries it, and the others where there are several.
    var carriers: [TextKey: String] = Dictionary(minimumCapacity: numbers.count)
    var others: [TextKey: [String]] = [:]
    for number in numbers {
      let key = TextKey(number.register, number.mark.value)
      if carriers[key] == nil {
        carriers[key] = number.mark.record
      } else {
        others[key, default: []].append(number.mark.record)
      }
    }
    func isCarried(_ claim: JoinedFacts.Claim) -> Bool {
      let key = TextKey(claim.register, claim.number.value)
      guard let first = carriers[key] else { return false }
      return first.sameBytes(as: claim.record.value)
        || others[key]?.contains { $0.sameBytes(as: claim.record.value) } ?? false
    }
    return claims.compactMap { claim in
      guard !claim.isVoid, !isCarried(claim),
        !claim.carriers(context.catalogue).contains(where: { unread.contains(Key($0)) })
      else { return nil }
      return Finding(
        "number/orphan", at: place(claim.record),
        Phrase(
          id: "`\(claim.record.value)` tidak memuat nomor `\(claim.number.value)` ini",
          en: "`\(claim.record.value)` does not carry this number `\(claim.number.value)`"),
        hint: Phrase(
          id: "isi nomornya di sana, atau batalkan nomor ini dengan `void`",
          en: "put the number there, or declare this one `void`"),
        related: claim.carriers(context.catalogue).map {
          Finding.Related(Phrase(id: "catatannya", en: "the record"), at: Place(file: $0))
        }
      )
    }
  }

  private func carried(_ claims: [JoinedFacts.Claim], _ numbers: [JoinedFacts.Carried])
    -> [Finding]
  {
    // A void number stays with the record that had it.
    var first: [TextKey: JoinedFacts.Claim] = Dictionary(minimumCapacity: claims.count)
    var others: [TextKey: [JoinedFacts.Claim]] = [:]
    for claim in claims {
      let key = TextKey(claim.register, claim.number.value)
      if first[key] == nil { first[key] = claim } else { others[key, default: []].append(claim) }
    }
    return numbers.compactMap { number in
      let (register, mark) = (number.register, number.mark)
      let key = TextKey(register, mark.value)
      let claim = first[key]
      if number.year == nil, let claim, !claim.isVoid, claim.record.value.sameBytes(as: mark.record) { return nil }
      let own = ([claim].compactMap(\.self) + (others[key] ?? [])).filter { $0.record.value.sameBytes(as: mark.record) }
      if let first = own.first { return void(number, own, first) ?? outOfYear(number, own, first) }
      guard let other = claim else {
        return isDoubtful(number)
          ? nil
          : Finding(
            "number/unclaimed", at: place(mark),
            Phrase(
              id: "nomor `\(mark.value)` tidak ada di buku `\(register)`",
              en: "the number `\(mark.value)` is not in the register `\(register)`"),
            hint: Phrase(
              id: "nomor diambil oleh `koja do`, tidak ditulis tangan",
              en: "numbers are claimed by `koja do`, not typed")
          )
      }
      let id = ReferenceCheck.target(mark.record, "*").id
      return Finding(
        "number/stolen", at: place(mark),
        Phrase(
          id: "nomor `\(mark.value)` milik `\(other.record.value)`",
          en: "the number `\(mark.value)` belongs to `\(other.record.value)`"),
        hint: Phrase(
          id: "kembalikan nomornya, atau ambil yang berikutnya: `koja number reassign \(id)`",
          en: "put its own number back, or take the next one: `koja number reassign \(id)`"),
        related: [Finding.Related(Phrase(id: "pengambilannya", en: "the claim"), at: place(other.number))])
    }
  }

  /// Entries that took no number. Where one is claimed for the record, the claim says that it is not carried.
  private func missing(_ entries: [NumberlessEntry], _ claims: [JoinedFacts.Claim]) -> [Finding] {
    guard !entries.isEmpty else { return [] }
    let claimed = Set(claims.filter { !$0.isVoid }.map { TextKey($0.register, $0.record.value) })
    return entries.compactMap { entry in
      claimed.contains(TextKey(entry.register, entry.mark.record)) ? nil : entry.finding(at: place(entry.mark))
    }
  }

  /// A record that still counts has a number that counts.
  private func void(
    _ number: JoinedFacts.Carried, _ claims: [JoinedFacts.Claim], _ first: JoinedFacts.Claim
  ) -> Finding? {
    guard number.isLive, claims.allSatisfy(\.isVoid) else { return nil }
    let id = ReferenceCheck.target(number.mark.record, "*").id
    return Finding(
      "number/void", at: place(number.mark),
      Phrase(
        id: "nomor `\(number.mark.value)` sudah batal, padahal `\(id)` masih berlaku",
        en: "the number `\(number.mark.value)` is void, but `\(id)` still counts"),
      hint: Phrase(
        id:
          "akhiri dulu catatannya dengan tindakan atau `koja withdraw \(id) --reason …`, baru nyatakan nomornya batal; yang sudah batal diganti dengan `koja number reassign \(id)`",
        en:
          "end the record first by an action or `koja withdraw \(id) --reason …`, then declare its number void; one that is void is replaced by `koja number reassign \(id)`"
      ),
      related: [Finding.Related(Phrase(id: "pengambilannya", en: "the claim"), at: place(first.number))])
  }

  /// A number is of the year of its record's date, where its register goes by that.
  private func outOfYear(
    _ number: JoinedFacts.Carried, _ claims: [JoinedFacts.Claim], _ first: JoinedFacts.Claim
  ) -> Finding? {
    guard let year = number.year, !claims.contains(where: { $0.id.year == year }) else { return nil }
    return Finding(
      "number/year", at: place(number.mark),
      Phrase(
        id: "nomor tahun \(first.id.year) ini milik catatan bertanggal \(year)",
        en: "this number of \(first.id.year) belongs to a record of \(year)"),
      hint: Phrase(
        id: "perbaiki tanggal catatannya, atau ambil nomor pada tahunnya",
        en: "mend the date of the record, or take a number of its year"),
      related: [Finding.Related(Phrase(id: "pengambilannya", en: "the claim"), at: place(first.number))])
  }

  /// Serials that are left out. Inserted numbers leave no gap and fill none.
  private func gaps(_ claims: [JoinedFacts.Claim]) -> [Finding] {
    Self.series(claims).compactMap { claims in
      guard let last = claims.last else { return nil }
      var (missing, next): ([String], Int) = ([], 1)
      for serial in claims.filter({ $0.id.suffix == nil }).map(\.id.serial) where serial >= next {
        if next < serial { missing.append(next == serial - 1 ? String(next) : "\(next)–\(serial - 1)") }
        next = serial + 1
      }
      guard !missing.isEmpty else { return nil }
      let list = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
      return Finding(
        "number/gap", .warning, at: place(last.number),
        Phrase(
          id: "buku `\(last.id.series)`\(year(last)) melompati nomor urut \(list)",
          en: "the register `\(last.id.series)`\(year(last)) skips the serial \(list)"),
        hint: Phrase(id: "nomor batal tetap dicatat dengan `void`", en: "a void number stays on record with `void`"))
    }
  }

  /// A later serial is not of an earlier day, unless it says why. Inserted numbers are out of the order by nature.
  private func order(_ claims: [JoinedFacts.Claim]) -> [Finding] {
    Self.series(claims).flatMap { claims -> [Finding] in
      var latest: JoinedFacts.Claim?
      return claims.compactMap { claim in
        guard claim.id.suffix == nil, let day = claim.day else { return nil }
        guard let before = latest, let newest = before.day, day.date < newest.date else {
          latest = claim
          return nil
        }
        guard !claim.isExplained, !claim.isVoid else { return nil }
        let mark = JoinedFacts.Mark(value: "", record: "", path: claim.number.path, bytes: day.bytes)
        let other = JoinedFacts.Mark(value: "", record: "", path: before.number.path, bytes: newest.bytes)
        return Finding(
          "number/order", .warning, at: place(mark),
          Phrase(
            id: "nomor \(claim.id.serial) bertanggal \(day.date), lebih awal daripada nomor \(before.id.serial)",
            en: "number \(claim.id.serial) is of \(day.date), earlier than number \(before.id.serial)"),
          hint: Phrase(
            id: "nomor mundur menyebut alasannya di `reason`", en: "a backdated number says why in `reason`"),
          related: [Finding.Related(Phrase(id: "nomor sebelumnya", en: "the number before it"), at: place(other))])
      }
    }
  }

  private func year(_ claim: JoinedFacts.Claim) -> String { claim.id.year == 0 ? "" : " \(claim.id.year)" }

  /// The claims of each series and year, by serial.
  private static func series(_ claims: [JoinedFacts.Claim]) -> [[JoinedFacts.Claim]] {
    Dictionary(grouping: claims) { TextKey($0.id.series, "", $0.id.year) }.values.map { group in
      group.sorted { ($0.id.serial, $0.id.suffix ?? "") < ($1.id.serial, $1.id.suffix ?? "") }
    }
  }
}

/// Two texts and a number as one key, told apart by bytes.
struct TextKey: Hashable {
  private let first: Key
  private let second: Key
  private let number: Int

  init(_ first: String, _ second: String, _ number: Int = 0) {
    (self.first, self.second, self.number) = (Key(first), Key(second), number)
  }
}
