internal import KojaModel
internal import KojaYAML

/// Whether the repairs of a file did what they should: the findings are gone, and no new error is there.
struct FixVerdict {
  private let draft: FixDraft
  private let after: [Finding]
  private let stretches: [Range<Int>]

  /// Judges a draft by the findings of the file as it will be.
  ///
  /// - Parameter after: The findings of the file at its place afterwards, and those in other files that concern it.
  init(_ draft: FixDraft, after: [Finding]) {
    self.draft = draft
    self.after = after
    stretches = Self.replaced(in: draft)
  }

  /// The repaired findings that are still there.
  var persisting: [Finding] {
    // Of a text that still cannot be read nobody knows what became of it.
    guard draft.couldBeRead || draft.canBeRead else { return draft.taken }
    return draft.taken.filter { finding in
      switch finding.fix {
      case .move: return after.contains { $0.code == finding.code }
      case .replace(let range, let text):
        let place = draft.splices.place(of: Splices.Splice(range: range, text: Array(text.utf8)))
        return after.contains { $0.code == finding.code && isHere($0) && Splices.meet($0.place.bytes, place) }
      case nil: return false
      }
    }
  }

  /// The first error that was not there before and that the repair brought about.
  ///
  /// What is wrong with a repaired value itself, or with the value of a repaired key, was hidden before and is not the
  /// repair's doing; neither is anything in a file that could not be read at all.
  var newError: Finding? {
    return after.first { finding in
      guard finding.severity == .error else { return false }
      let wasThere = draft.findings.contains { old in
        old.code == finding.code && (!isHere(finding) || isAt(old, finding))
      }
      if wasThere { return false }
      guard isHere(finding) else { return true }
      if isOfRepairedText(finding) { return true }
      guard draft.couldBeRead else { return finding.code.hasPrefix("yaml/") }
      return finding.code == "yaml/duplicate-key" || !stretches.contains { Splices.meet($0, finding.place.bytes) }
    }
  }

  /// Whether a text that the repair wrote is not what belongs there: what was put in quotes was meant otherwise.
  private func isOfRepairedText(_ finding: Finding) -> Bool {
    let isAllowed = !["schema/type", "schema/enum", "schema/const", "schema/format"].contains(finding.code)
    guard !isAllowed else { return false }
    return draft.taken.contains { taken in
      guard taken.code.hasPrefix("yaml/"), case .replace(let range, let text)? = taken.fix, text.hasPrefix("\"") else {
        return false
      }
      return draft.splices.place(of: Splices.Splice(range: range, text: Array(text.utf8))) == finding.place.bytes
    }
  }

  private func isHere(_ finding: Finding) -> Bool { finding.place.path.sameBytes(as: draft.place) }

  private func isAt(_ old: Finding, _ new: Finding) -> Bool {
    let bytes = old.place.bytes
    return draft.splices.moved(bytes.lowerBound, isEmpty: bytes.isEmpty) == new.place.bytes.lowerBound
  }

  /// The new bytes, and the values of keys that were renamed.
  private static func replaced(in draft: FixDraft) -> [Range<Int>] {
    let stretches = draft.stretches
    guard let document = YAMLReader.read(draft.after, path: draft.place).document else { return stretches }
    let values = document.nodes.indices.flatMap { node in
      document.pairs(node).filter { stretches.contains(document.range($0.key)) }.map { document.range($0.value) }
    }
    return stretches + values
  }
}
