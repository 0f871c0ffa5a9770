internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What must be there after the last action: fields, attachments, what is to be ticked off.
extension TimelineJudge {
  /// Everything that is missing after the last action that is not a standing one.
  func requirements(_ replay: Replay) -> [Finding] {
    let last = replay.steps.last { step in step.action.map { Workflow.Standing.named($0.name) == nil } ?? true }
    guard let step = last, let action = step.action else { return [] }
    return evidence(step, action, in: replay) + checklist(step, action)
      + action.requires.compactMap { field in
        let node = document.node(at: field.split(separator: ".").map(String.init))
        guard node.map({ document.kind($0) == .null || document.text($0) == "" }) ?? true, !isMisspelt(field) else {
          return nil
        }
        return lack(
          "workflow/requires", step,
          Phrase(
            id: "setelah `\(action.name)`, `\(field)` harus terisi",
            en: "after `\(action.name)`, `\(field)` must be there"),
          hint: Phrase(id: "isi `\(field)`", en: "fill in `\(field)`"))
      }
  }

  /// That something is missing after a step, told at its action.
  private func lack(_ code: String, _ step: Replay.Step, _ message: Phrase, hint: Phrase) -> Finding {
    Finding(code, at: place("action", in: step.entry.node), message, hint: hint)
  }

  /// Kinds of attachments that an action demands; where some must be new, those attached before do not count.
  private func evidence(_ step: Replay.Step, _ action: Workflow.Action, in replay: Replay) -> [Finding] {
    let list = AttachmentField.key
    guard let present = codes(of: "kind", in: list), !isMisspelt(list) else { return [] }
    let demanded = action.evidence + (action.evidenceField.map { context.reference.texts(at: $0, of: record) } ?? [])
    let since = replay.last(of: action.evidenceSince)
    return demanded.compactMap { kind in
      guard present.contains(where: { $0.sameBytes(as: kind) }) else {
        return lack(
          "workflow/evidence", step,
          Phrase(
            id: "`\(action.name)` memerlukan lampiran `\(kind)`",
            en: "`\(action.name)` needs an attachment of kind `\(kind)`"),
          hint: Phrase(id: "tambahkan di `attachments`", en: "add it to `attachments`"))
      }
      guard let since, let earlier = since.entry.action, let at = since.entry.at, !isAttached(kind, since: at) else {
        return nil
      }
      return lack(
        "workflow/evidence", step,
        Phrase(
          id: "`\(action.name)` memerlukan lampiran `\(kind)` yang baru: yang ada dari sebelum `\(earlier)`",
          en: "`\(action.name)` needs a new attachment of kind `\(kind)`: what is there is from before `\(earlier)`"),
        hint: Phrase(
          id:
            "lampirkan yang baru dengan `koja attach`; saat lampirannya masuk tercatat dalam `\(AttachmentField.moment)`",
          en: "attach the new one by `koja attach`; when it was attached stands in `\(AttachmentField.moment)`"))
    }
  }

  /// Whether something of a kind was attached at a moment or after it, by its own word.
  private func isAttached(_ kind: String, since moment: Timestamp) -> Bool {
    AttachmentField.items(of: document).contains { item in
      item.kind?.sameBytes(as: kind) ?? false && item.addedAt.map { $0.seconds >= moment.seconds } ?? false
    }
  }

  /// What another record demands and a list of this one lacks.
  private func checklist(_ step: Replay.Step, _ action: Workflow.Action) -> [Finding] {
    guard let checklist = action.checklist, let field = checklist.demanded({ document.scalar($0) }),
      let present = codes(of: checklist.item, in: checklist.list), !isMisspelt(checklist.list)
    else { return [] }
    let missing = context.reference.texts(at: field, of: record).filter { code in
      !present.contains { $0.sameBytes(as: code) }
    }
    guard !missing.isEmpty else { return [] }
    let known = choices(of: checklist.item, in: checklist.list)
    let told = missing.map { code -> Phrase in
      guard let label = known.first(where: { $0.value.sameBytes(as: code) })?.label else { return Phrase("`\(code)`") }
      return Phrase(id: "`\(code)` (\(label.id))", en: "`\(code)` (\(label.en))")
    }
    return [
      lack(
        "workflow/checklist", step,
        Phrase(
          id: "`\(action.name)` memerlukan dalam `\(checklist.list)`: \(told.map(\.id).joined(separator: ", "))",
          en: "`\(action.name)` needs in `\(checklist.list)`: \(told.map(\.en).joined(separator: ", "))"),
        hint: Phrase(
          id: "tambahkan di `\(checklist.list)` setelah ada; yang meminta `\(field)`",
          en: "add them to `\(checklist.list)` once they are there; `\(field)` asks for them"))
    ]
  }

  /// Whether a dotted field is missing because its key is misspelt, which is the schema's to report.
  private func isMisspelt(_ field: String) -> Bool {
    let path = field.split(separator: ".").map(String.init)
    var node = Document.root
    for (depth, part) in path.enumerated() {
      if let value = document.value(part, in: node) {
        node = value
        continue
      }
      let siblings = record.collection.fields.map(\.path)
        .filter { $0.count > depth && $0.starts(with: path[..<depth]) }.map { $0[depth] }
      let written = document.pairs(node).compactMap { document.text($0.key) }
      let missing = siblings.filter { !written.contains($0) }
      return written.filter { !siblings.contains($0) }.prefix(Self.mostFindings).contains { key in
        Suggestion.nearest(to: key, among: missing)?.sameBytes(as: part) ?? false
      }
    }
    return false
  }

  /// The codes under a key of a list's items; nil where one cannot be told, which is the schema's to report.
  private func codes(of key: String, in list: String) -> [String]? {
    guard let node = document.node(at: list.split(separator: ".").map(String.init)) else {
      return record.collection.field(list)?.isRequired ?? false ? nil : []
    }
    guard document.kind(node) == .sequence else { return nil }
    let known = choices(of: key, in: list)
    let codes = document.items(node).map { document.value(key, in: $0).flatMap { document.string($0) } }
    let told = codes.compactMap { code in
      code.flatMap { code in known.isEmpty || known.contains { $0.value.sameBytes(as: code) } ? code : nil }
    }
    return told.count == codes.count ? told : nil
  }

  private func choices(of key: String, in list: String) -> [KojaSchema.Field.EnumValue] {
    record.collection.field(list)?.members.first { $0.name.sameBytes(as: key) }?.enumValues ?? []
  }
}
