internal import KojaModel

extension Workflow {
  /// Actions that every workflow has, whatever its file says: they may follow in any state and lead to none. No file has
  /// an action of these names.
  package enum Standing {
    /// Takes back the entry before it, which it names: both count as if they were not there. See ``Timeline``.
    package static let annul = action(
      "annul", Phrase(id: "Batalkan kejadian", en: "Annul"), done: Phrase(id: "kejadian dibatalkan", en: "annulled"))
    /// Tells something and changes nothing.
    package static let remark = action(
      "remark", Phrase(id: "Beri keterangan", en: "Remark"), done: Phrase(id: "diberi keterangan", en: "remarked"))

    /// All of them.
    package static let all = [annul, remark]

    /// The one with a code.
    package static func named(_ name: String) -> Action? { all.first { $0.name.sameBytes(as: name) } }

    private static func action(_ name: String, _ label: Phrase, done: Phrase) -> Action {
      Action(
        name: name, label: label, done: done, from: [], to: nil, sets: [], clears: [], requires: [], roles: [], of: nil,
        reason: nil,
        evidence: [], evidenceField: nil, evidenceSince: [], checklist: nil, when: Guard(nil, in: Document(.null)),
        within: nil,
        claims: [],
        freezes: [], keeps: [], thaws: [], loosens: [], needs: [], fills: [])
    }
  }
}
