internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// What clocks show, as lines for a person.
struct ClockLines {
  let language: Language
  /// The present, at the store's offset.
  let now: Timestamp

  /// One line: the due time and how far it is, or what there is instead; the limit beside it.
  func line(_ reading: ClockReading) -> Sheet.Line {
    Sheet.Line(reading.clock.label, text(reading), note: reading.limit?.phrase[language])
  }

  /// The due time and how far it is, or what there is instead.
  func text(_ reading: ClockReading) -> String {
    switch (reading.state, reading.due) {
    case (.stopped(let stopped), .at(let due)): "\(moment(stopped)), \(verdict(stopped, due)[language])"
    case (.paused, _): Phrase(id: "berhenti sementara", en: "paused")[language]
    case (_, .at(let due)): "\(moment(due)), \(relative.due(due))"
    case (_, .unknown(let why)): why[language]
    case (_, .waiting): Phrase(id: "menunggu", en: "waiting")[language]
    }
  }

  /// Whether what has stopped was in time.
  func verdict(_ stopped: Timestamp, _ due: Timestamp) -> Phrase {
    stopped <= due ? Phrase(id: "tepat waktu", en: "in time") : Phrase(id: "terlambat", en: "late")
  }

  /// `2026-03-14 08:12` at the office's clock.
  func moment(_ time: Timestamp) -> String {
    let text = time.at(offset: now.offset).description.prefix(16)
    return "\(text.prefix(10)) \(text.suffix(5))"
  }

  var relative: Relative { Relative(OutputOptions(language: language, now: now, zone: now.offset)) }
}
