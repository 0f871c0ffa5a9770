package import KojaCivic
internal import KojaIndex
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Reads the clocks of records: due times are computed here. Whether one is overdue, the moment of asking decides.
package struct ClockFace: Sendable {
  private let catalogue: Catalogue
  private let records: any RecordSource
  private let calendars: [String: BusinessCalendar]
  /// Limits that stand in records which many others refer to.
  private let limits = Memo<Question, TimeLimit?>()

  /// The limit in a field, seen from the record that refers, of one of these records.
  private struct Question: Hashable {
    let field: Key
    let source: Key
  }

  /// Clocks of a store.
  package init(_ store: Store) {
    catalogue = store.catalogue
    records = store.records
    calendars = ReferenceData.calendars(store.records)
  }

  /// Clocks of records of any source.
  init(_ catalogue: Catalogue, _ records: any RecordSource, calendars: [String: BusinessCalendar]) {
    (self.catalogue, self.records, self.calendars) = (catalogue, records, calendars)
  }

  /// The readings of a record's clocks that have started, in the order of the workflow; none of a withdrawn record.
  ///
  /// - Parameter explains: Whether the readings tell how their due times came about.
  package func readings(_ document: Document, of collection: Collection, explains: Bool = false) -> [ClockReading] {
    guard let workflow = collection.workflow else { return [] }
    let replay = Replay(Timeline(of: document), of: workflow)
    return readings(document, of: collection, replay, explains: explains).map(\.reading)
  }

  /// The id of the calendar that a clock counts by.
  package func calendar(of clock: Clock) -> String? { clock.calendar ?? catalogue.settings.calendars.first }

  /// The rows of a record's clocks in the index, with the records that they depend on.
  func rows(_ document: Document, of collection: Collection, _ replay: Replay) -> [ClockRow] {
    readings(document, of: collection, replay, explains: false).map { reading, source in
      var (state, stopped) = ("running", nil as Int?)
      switch reading.state {
      case .running: if case .unknown = reading.due { state = "unknown" }
      case .paused: state = "paused"
      case .stopped(let moment): (state, stopped) = ("stopped", moment.seconds)
      }
      return ClockRow(
        clock: reading.clock.name, startedSeconds: reading.startedAt.seconds, dueSeconds: reading.dueAt?.seconds,
        state: state, stoppedSeconds: stopped,
        calendar: calendar(of: reading.clock).map { "\(EngineCollections.calendars)/\($0)" }, source: source)
    }
  }

  /// The collections whose records decide about due times: calendars, and those whose fields are limits.
  static func timing(_ catalogue: Catalogue) -> Set<Key> {
    var names: Set<Key> = [Key(EngineCollections.calendars)]
    for collection in catalogue.collections {
      let clocks = collection.workflow?.clocks ?? []
      for case .field(let path)? in clocks.map(\.target) + clocks.map({ $0.extension?.by }) {
        if let target = path.first.flatMap({ collection.field($0)?.reference }) { names.insert(Key(target)) }
      }
    }
    return names
  }

  private func readings(
    _ document: Document, of collection: Collection, _ replay: Replay, explains: Bool
  ) -> [(reading: ClockReading, source: String?)] {
    guard let workflow = collection.workflow, !workflow.clocks.isEmpty, !Withdrawal.isPresent(in: document) else {
      return []
    }
    return workflow.clocks.filter { $0.when.admits { document.scalar($0) } }.compactMap { clock in
      let (limit, source) = limit(clock.target, of: clock, document, collection, replay)
      let (more, giver) = self.limit(clock.extension?.by, of: clock, document, collection, replay)
      let reading = ClockReading(
        clock, of: replay, in: workflow, limit: limit, extension: more,
        calendar: calendar(of: clock).flatMap { calendars[$0] }, offset: catalogue.settings.offset, explains: explains)
      return reading.map { ($0, source ?? giver) }
    }
  }

  /// The limit in force, or what an extension adds: the workflow's, or the one in the field that the clock names, across
  /// references; then also the record whose field it is.
  private func limit(
    _ target: Clock.Target?, of clock: Clock, _ document: Document, _ collection: Collection, _ replay: Replay
  ) -> (TimeLimit?, source: String?) {
    switch target {
    case nil: return (nil, nil)
    case .fixed(let limit): return (limit, nil)
    case .field(let path):
      let own = told(path.joined(separator: "."), at: clock, replay) ?? document.node(at: path)
      if let own { return (TimeLimit(own, in: document), nil) }
      guard let head = path.first, let other = collection.field(head)?.reference,
        let id = told(head, at: clock, replay).flatMap({ document.text($0) }) ?? document.scalar(head)
      else { return (nil, nil) }
      let source = "\(other)/\(id)"
      let field = Key(path.joined(separator: "."))
      let limit = limits.answer(Question(field: field, source: Key(source))) {
        guard let file = catalogue.collection(other)?.path(of: id), let bytes = try? records.bytes(file),
          let holder = YAMLReader.read(bytes, path: file).document,
          let node = holder.node(at: Array(path.dropFirst()))
        else { return nil }
        return TimeLimit(node, in: holder)
      }
      return (limit, source)
    }
  }

  /// What the timeline said of a field when a clock started; nil where it said nothing, or the present counts.
  private func told(_ field: String, at clock: Clock, _ replay: Replay) -> NodeIndex? {
    guard clock.targetMoment == .start,
      let start = replay.steps.firstIndex(where: { step in
        step.entry.action.map { name in clock.start.contains { $0.sameBytes(as: name) } } ?? false
      })
    else { return nil }
    return replay.steps[...start].flatMap(\.entry.fields).last { $0.name.sameBytes(as: field) }?.node
  }
}
