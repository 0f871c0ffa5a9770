internal import KojaModel

/// Who acts: an officer with a fitting role, of the record's unit if there is one.
struct Officers {
  /// One officer.
  struct Officer {
    let id: String
    let name: String
    let email: String
    let from: CalendarDate?
  }

  private var all: [Officer] = []
  private var byRole: [String: [Officer]] = [:]
  private var byUnit: [String: [Officer]] = [:]

  /// Sorts the officers by what they do.
  init(_ candidates: [Candidate]) {
    for candidate in candidates {
      let value = candidate.value
      guard let name = value["name"]?.string, let email = value["emails"]?.texts.first else { continue }
      let officer = Officer(id: candidate.id, name: name, email: email, from: candidate.from)
      all.append(officer)
      for role in value["roles"]?.texts ?? [] {
        byRole[role, default: []].append(officer)
        if let unit = value["unit"]?.string { byUnit[role + " " + unit, default: []].append(officer) }
      }
    }
  }

  /// Somebody who was in office at a moment; nil when nobody was.
  func pick(_ roles: [String], unit: String?, at moment: Timestamp, _ dice: inout Dice) -> Officer? {
    let day = moment.date
    let near = unit.map { unit in roles.flatMap { byUnit[$0 + " " + unit] ?? [] } } ?? []
    for group in [near, roles.flatMap { byRole[$0] ?? [] }, all] {
      if let officer = dice.pick(group.filter { $0.from.map { $0 <= day } ?? true }) { return officer }
    }
    return nil
  }
}
