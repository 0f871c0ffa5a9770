internal import KojaCivic
internal import KojaModel

/// Claims and numbered records match one to one.
///
/// Findings: `number/double` (one number, two claims), `number/orphan` (a claim whose record does not
/// carry the number), `number/stolen` (a record whose number is claimed for another), `number/unclaimed` (a record
/// whose number nobody claimed), `number/gap` (a serial left out; a warning).
struct NumberCheck: Sendable {
  let context: CheckContext
  /// Files that could not be read as records: what they carry is not known.
  let unread: Set<Key>
  let place: @Sendable (JoinedFacts.Mark) -> Place

  func findings(_ facts: [JoinedFacts]) -> [Finding] {
    let claims = facts.flatMap(\.claims)
    let numbers = facts.flatMap(\.numbers)
    let parts: [@Sendable () -> [Finding]] = [
      { doubles(claims) }, { orphans(claims, numbers) }, { carried(claims, numbers) }, { gaps(claims) },
    ]
    return Parallel.map(parts, chunk: 1) { $0() }.flatMap(\.self)
  }

  private func doubles(_ claims: [JoinedFacts.Claim]) -> [Finding] {
    var seen: [Key: JoinedFacts.Mark] = [:]
    return claims.filter { !$0.isVoid }.compactMap { claim in
      let key = Key("\(claim.register) \(claim.year) \(claim.number.value)")
      guard let first = seen[key] else {
        seen[key] = claim.number
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

  private func orphans(_ claims: [JoinedFacts.Claim], _ numbers: [(register: String, mark: JoinedFacts.Mark)])
    -> [Finding]
  {
    let carried = Set(numbers.map { Key("\($0.register) \($0.mark.record) \($0.mark.value)") })
    return claims.filter { !$0.isVoid }.compactMap { claim in
      guard !carried.contains(Key("\(claim.register) \(claim.record.value) \(claim.number.value)")),
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

  private func carried(_ claims: [JoinedFacts.Claim], _ numbers: [(register: String, mark: JoinedFacts.Mark)])
    -> [Finding]
  {
    // A void number stays with the record that had it.
    let byNumber = Dictionary(
      claims.map { (Key("\($0.register) \($0.number.value)"), [$0]) }, uniquingKeysWith: +)
    return numbers.compactMap { register, mark in
      let claims = byNumber[Key("\(register) \(mark.value)")] ?? []
      if claims.contains(where: { $0.record.value.sameBytes(as: mark.record) }) { return nil }
      guard let other = claims.first else {
        return Finding(
          "number/unclaimed", at: place(mark),
          Phrase(
            id: "nomor `\(mark.value)` tidak ada di buku `\(register)`",
            en: "the number `\(mark.value)` is not in the register `\(register)`"),
          hint: Phrase(
            id: "nomor diambil oleh `koja do`, tidak ditulis tangan", en: "numbers are claimed by `koja do`, not typed")
        )
      }
      return Finding(
        "number/stolen", at: place(mark),
        Phrase(
          id: "nomor `\(mark.value)` milik `\(other.record.value)`",
          en: "the number `\(mark.value)` belongs to `\(other.record.value)`"),
        related: [Finding.Related(Phrase(id: "pengambilannya", en: "the claim"), at: place(other.number))])
    }
  }

  private func gaps(_ claims: [JoinedFacts.Claim]) -> [Finding] {
    Dictionary(grouping: claims) { Key("\($0.register) \($0.year)") }.values.compactMap { claims in
      let serials = Set(claims.map(\.serial))
      guard let last = claims.max(by: { $0.serial < $1.serial }) else { return nil }
      let missing = (1...max(1, min(last.serial, 1_000_000))).lazy.filter { !serials.contains($0) }.prefix(5).map(
        String.init)
      guard !missing.isEmpty else { return nil }
      let list = missing.joined(separator: ", ")
      return Finding(
        "number/gap", .warning, at: place(last.number),
        Phrase(
          id: "buku `\(last.register)` \(last.year) melompati nomor urut \(list)",
          en: "the register `\(last.register)` \(last.year) skips the serial \(list)"),
        hint: Phrase(id: "nomor batal tetap dicatat dengan `void`", en: "a void number stays on record with `void`"))
    }
  }
}
