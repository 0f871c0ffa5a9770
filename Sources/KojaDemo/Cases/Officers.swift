internal import KojaModel

/// Who acts: an officer with a fitting role, of the record's unit if there is one.
struct Officers {
  /// One officer.
  final class Officer {
    let id: String
    let name: String
    let email: String
    private let from: CalendarDate?

    fileprivate init(id: String, name: String, email: String, from: CalendarDate?) {
      self.id = id
      self.name = name
      self.email = email
      self.from = from
    }

    /// Whether they are in office.
    fileprivate func isInOffice(_ day: CalendarDate) -> Bool { from.map { $0 <= day } ?? true }
  }

  private var all: [Officer] = []
  private var byRole: [String: [Officer]] = [:]
  private var byUnit: [String: [Officer]] = [:]
  private var byID: [String: Officer] = [:]

  /// Sorts the officers by what they do.
  init(_ candidates: [Candidate]) {
    for candidate in candidates {
      let value = candidate.value
      guard let name = value["name"]?.string, let email = value["emails"]?.texts.first else { continue }
      let officer = Officer(id: candidate.id, name: name, email: email, from: candidate.from)
      all.append(officer)
      byID[officer.id] = officer
      for role in (value["roles"]?.texts ?? []) + [Self.any] {
        byRole[role, default: []].append(officer)
        if let unit = value["unit"]?.string { byUnit[role + " " + unit, default: []].append(officer) }
      }
    }
  }

  /// The role that everybody has.
  private static let any = ""

  /// An officer by id, if in office at a moment.
  func find(_ id: String, at moment: Timestamp) -> Officer? {
    byID[id].flatMap { $0.isInOffice(moment.date) ? $0 : nil }
  }

  /// Somebody who was in office at a moment; nil when nobody was.
  func pick(_ roles: [String], unit: String?, at moment: Timestamp, _ dice: inout Dice) -> Officer? {
    let day = moment.date
    let roles = roles.isEmpty ? [Self.any] : roles
    if let unit, let officer = pick(roles.map { byUnit[$0 + " " + unit] ?? [] }, on: day, &dice) { return officer }
    return pick(roles.map { byRole[$0] ?? [] }, on: day, &dice) ?? pick([all], on: day, &dice)
  }

  /// Somebody of the first of some groups, begun at a random one, that has anybody in office.
  private func pick(_ groups: [[Officer]], on day: CalendarDate, _ dice: inout Dice) -> Officer? {
    let first = dice.below(groups.count)
    for group in groups[first...] + groups[..<first] {
      for _ in 0..<4 {
        guard let officer = dice.pick(group) else { break }
        if officer.isInOffice(day) { return officer }
      }
      if let officer = dice.pick(group.filter { $0.isInOffice(day) }) { return officer }
    }
    return nil
  }
}
