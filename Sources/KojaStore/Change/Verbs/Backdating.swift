internal import KojaModel

/// What is entered much later than it happened says so, and why.
struct Backdating {
  /// The present.
  let now: Timestamp
  /// How much later is still the same time, in seconds.
  let tolerance: Int

  /// Whether a time lies in the future; clocks differ a little.
  func isFuture(_ at: Timestamp) -> Bool { at.seconds > now.seconds + 300 }

  /// Whether an entry needs `recorded_at`.
  func isLate(_ at: Timestamp) -> Bool { now.seconds - at.seconds > tolerance }

  /// Why an entry cannot be dated like this; nil when it can.
  func objection(_ at: Timestamp, isExplained: Bool) -> Phrase? {
    if isFuture(at) {
      return Phrase(id: "waktunya di masa depan", en: "its time lies in the future")
    }
    return isLate(at) && !isExplained ? needsExplanation : nil
  }

  /// That it is late and does not say why.
  var needsExplanation: Phrase {
    Phrase(
      id: "kejadian yang dicatat setelah lebih dari \(tolerance / 3600) jam memerlukan keterangan",
      en: "what is entered more than \(tolerance / 3600) hours later needs an explanation")
  }
}
