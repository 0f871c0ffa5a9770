internal import KojaModel

extension Handbook {
  /// What a person may mean by what they typed.
  package enum Look: Sendable {
    /// One code, in full or without its family where no other family has it.
    case page(Page)
    /// A family.
    case family(Family)
    /// Nothing by that name; the nearest code or family, and all codes that end in it.
    case nothing(nearest: String?, endings: [String])
  }

  /// Looks for a code, a family or the second part of a code.
  package static func look(_ typed: String) -> Look {
    let typed = typed.lowercased()
    func isTyped(_ name: String) -> Bool { name.lowercased().sameBytes(as: typed) }
    if let page = pages.first(where: { isTyped($0.code) }) { return .page(page) }
    if let family = families.first(where: { isTyped($0.name) || isTyped($0.name + "/") }) { return .family(family) }
    let named = pages.filter { isTyped($0.name) }
    if let page = named.first, named.count == 1 { return .page(page) }
    let names = pages.map(\.code) + families.map(\.name)
    let nearest =
      Suggestion.nearest(to: typed, among: names)
      ?? Suggestion.nearest(to: typed, among: pages.map(\.name)).flatMap { name in
        pages.first { $0.name.sameBytes(as: name) }?.code
      }
    return .nothing(nearest: named.isEmpty ? nearest : nil, endings: named.map(\.code))
  }
}
