package import KojaCivic
package import KojaIndex
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Reads the clocks of records: due times and overdue are computed here, never stored.
package struct ClockFace {
  let store: Store
  let now: Timestamp
  private let calendars: [String: BusinessCalendar]
  private let cache = TargetCache()

  /// Clocks of a store at a given moment.
  package init(_ store: Store, now: Timestamp) {
    self.store = store
    self.now = now
    calendars = store.referenceData.calendars
  }

  /// The readings of a record's clocks that have started, in the order of the workflow; none of a withdrawn record.
  ///
  /// - Parameter explains: Whether the readings tell how their due times came about.
  package func readings(_ document: Document, of collection: Collection, explains: Bool = false) -> [ClockReading] {
    guard let workflow = collection.workflow, !workflow.clocks.isEmpty, !Withdrawal.isPresent(in: document) else {
      return []
    }
    let replay = Replay(TimelineEntry.all(in: document), of: workflow)
    return workflow.clocks.compactMap { clock in
      ClockReading(
        clock, of: replay, in: workflow, limit: limit(clock, document, collection, replay),
        calendar: calendar(of: clock).flatMap { calendars[$0] }, explains: explains)
    }
  }

  /// The id of the calendar that a clock counts by.
  package func calendar(of clock: Clock) -> String? { clock.calendar ?? store.settings.calendars.first }

  /// The rows that the index joins when a question is about clocks.
  package func rows(of collection: Collection, in index: RecordIndex) -> [ClockRow] {
    let records = store.records
    return records.entries(under: "records/\(collection.name)").flatMap { entry -> [ClockRow] in
      guard entry.kind == .file, let bytes = try? records.bytes(entry.path),
        let document = YAMLReader.read(bytes, path: entry.path).document
      else { return [] }
      return readings(document, of: collection).map { row($0, Record.id(ofPath: entry.path)) }
    }
  }

  private func row(_ reading: ClockReading, _ id: String) -> ClockRow {
    var (state, stopped) = ("running", nil as Int?)
    switch reading.state {
    case .running: if case .unknown = reading.due { state = "unknown" }
    case .paused: state = "paused"
    case .stopped(let moment): (state, stopped) = ("stopped", moment.seconds)
    }
    return ClockRow(
      record: id, clock: reading.clock.name, dueSeconds: reading.dueAt?.seconds, state: state, stoppedSeconds: stopped,
      isOverdue: reading.isOverdue(at: now))
  }

  /// The limit in force: the workflow's, or the one in the field that the clock names, across references.
  private func limit(_ clock: Clock, _ document: Document, _ collection: Collection, _ replay: Replay) -> TimeLimit? {
    switch clock.target {
    case nil: return nil
    case .fixed(let limit): return limit
    case .field(let path):
      if let node = document.node(at: path) { return TimeLimit(node, in: document) }
      guard let head = path.first, let target = collection.field(head)?.reference,
        let id = told(head, at: clock, document, replay) ?? document.scalar(head)
      else { return nil }
      return cache.limit("\(target)/\(id)/\(path.joined(separator: "."))") {
        guard let file = store.catalogue.collection(target)?.path(of: id), let other = try? store.read(file).document,
          let node = other.node(at: Array(path.dropFirst()))
        else { return nil }
        return TimeLimit(node, in: other)
      }
    }
  }
}

extension ClockFace {
  /// What the timeline said of a field when a clock started; nil where it said nothing, or the present counts.
  private func told(_ field: String, at clock: Clock, _ document: Document, _ replay: Replay) -> String? {
    guard clock.targetMoment == .start,
      let start = replay.steps.firstIndex(where: { step in
        step.entry.action.map { name in clock.start.contains { $0.sameBytes(as: name) } } ?? false
      })
    else { return nil }
    let told = replay.steps[...start].flatMap(\.entry.fields).last { $0.name.sameBytes(as: field) }
    return told.flatMap { document.text($0.node) }
  }
}

/// Limits that stand in records which many others refer to.
private final class TargetCache {
  private var limits: [String: TimeLimit?] = [:]

  func limit(_ key: String, _ find: () -> TimeLimit?) -> TimeLimit? {
    if let known = limits[key] { return known }
    let found = find()
    limits[key] = found
    return found
  }
}
