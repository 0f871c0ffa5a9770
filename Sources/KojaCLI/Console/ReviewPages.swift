internal import KojaCivic
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// Review sheets for people and for machines.
struct ReviewPages {
  let store: Store
  let language: Language
  private var words: ChangeWords { ChangeWords(store: store, language: language, longest: nil) }

  /// The sheets, a rule between them.
  func text(_ sheets: [ReviewSheet], _ options: OutputOptions) -> String {
    let rule = "\n" + String(repeating: "─", count: min(options.width ?? 80, 79)) + "\n"
    return sheets.map { sheet($0).render(options) }.joined(separator: rule)
  }

  private func sheet(_ review: ReviewSheet) -> Sheet {
    let difference = review.difference
    let event = difference.event
    let collection = difference.collection
    let isNew = event.kind == .created && event.renamed == nil
    let state = words.state(event.to, collection).map {
      ((words.state(event.from, collection)).map { "\($0) -> " } ?? "") + $0
    }
    let summary =
      event.kind == .rewritten
      ? Phrase(id: "berubah lalu kembali seperti semula", en: "changed and changed back") : difference.summary.verb
    let head = [
      Sheet.Line(collection.label, event.id, note: review.title?[language]),
      Sheet.Line(Phrase(id: "Perubahan", en: "Change"), summary[language], note: state),
    ]
    let fields = words.lines(event.fields, of: collection, isNew: isNew).map { change in
      Sheet.Line(change.label, change.isPlain ? change.to ?? "-" : "\(change.from ?? "-") -> \(change.to ?? "-")")
    }
    return Sheet(
      [
        Sheet.Group(head), Sheet.Group(fields, title: Phrase(id: "Kolom", en: "Fields")),
        Sheet.Group(
          review.steps.flatMap { steps($0) }, title: Phrase(id: "Yang terjadi", en: "What happened")),
        findings(review.introduced, Phrase(id: "Kesalahan dan peringatan yang timbul", en: "Findings introduced")),
        findings(review.fixed, Phrase(id: "Kesalahan dan peringatan yang hilang", en: "Findings fixed")),
      ].filter { !$0.lines.isEmpty })
  }

  /// What a commit did: the entries of the timeline, or the change itself.
  private func steps(_ entry: HistoryEntry) -> [Sheet.Line] {
    let words = EntryWords(store: store, collection: entry.collection, language: language)
    let commit = String(entry.commit.prefix(8))
    let entered = Phrase(
      id: "dicatat \(words.time(entry.at)) oleh \(entry.author.name), \(commit)",
      en: "entered \(words.time(entry.at)) by \(entry.author.name), \(commit)")[language]
    guard !entry.event.entries.isEmpty else {
      let said = store.commitNote(entry)
      let undone = said?.undoes.map { commit in
        Phrase(id: "membatalkan \(commit.prefix(8))", en: "takes \(commit.prefix(8)) back")[language]
      }
      let told = [entry.summary.verb[language], undone, said?.text].compactMap { $0 }
      return [Sheet.Line(Phrase(words.time(entry.at)), told.joined(separator: " · "), note: entered)]
    }
    let last = entry.event.entries.count - 1
    return entry.event.entries.enumerated().map { index, item in
      // Said once for all that came in one commit.
      return Sheet.Line(
        Phrase(words.when(item["at"])), words.what(item) + words.who(item), note: index == last ? entered : nil)
    }
  }

  private func findings(_ findings: [Finding], _ title: Phrase) -> Sheet.Group {
    Sheet.Group(
      findings.map { finding in
        Sheet.Line(
          finding.severity.word, finding.message[language],
          note: "[\(finding.code)] \(finding.place.start.line):\(finding.place.start.column)")
      }, title: title)
  }

  /// A sheet for a program.
  func value(_ review: ReviewSheet) -> Value {
    let pages = HistoryPages(store: store, language: language)
    guard case .object(let members) = DifferencePages(store: store, language: language).value(review.difference) else {
      return .null
    }
    return .object(
      members + [
        .init("title", .optional(review.title?[language])),
        .init("steps", .array(review.steps.map { pages.value($0) })),
        .init("introduced", .array(review.introduced.map { $0.value(language) })),
        .init("fixed", .array(review.fixed.map { $0.value(language) })),
      ])
  }
}
