internal import KojaCivic
package import KojaModel
internal import KojaSchema

/// What the checks of one record may look at besides the record.
package final class CheckContext: Sendable {
  /// Collections and workflows.
  package let catalogue: Catalogue
  /// Ids, calendars, registers.
  package let reference: ReferenceData
  /// The present, for times that lie in the future.
  package let now: Timestamp
  /// The stores that references lead to besides this one.
  let others: OtherStores

  /// What checks of one record look at; see the properties.
  package init(
    catalogue: Catalogue, reference: ReferenceData, now: Timestamp, others: OtherStores = .none
  ) {
    (self.catalogue, self.reference, self.now, self.others) = (catalogue, reference, now, others)
  }

  /// The calendar that the workflows' limits are counted by; nil where the store has none.
  var workingCalendar: BusinessCalendar? {
    catalogue.settings.calendars.first.flatMap { reference.calendars[$0] }
  }
}

/// A rule over one record, apart from its schema.
///
/// To add one: a file beside this one, and a line in ``RecordChecks/all``.
protocol RecordCheck: Sendable {
  /// What is wrong with a record.
  func findings(_ record: Record, _ context: CheckContext) -> [Finding]
}

/// All rules over one record.
enum RecordChecks {
  static let all: [any RecordCheck] = [
    SchemaCheck(), ReferenceCheck(), PointCheck(), ChainCheck(), WorkflowCheck(), TimelineValueCheck(),
    FutureCheck(), OrderCheck(), IDFieldsCheck(), ScoreCheck(), ClaimCheck(), RegisterCheck(), CalendarCheck(),
    LenderCheck(), PrivacyCheck(), FinalNewlineCheck(),
  ]

  /// What all rules find, one finding for each slip: of a reference to nothing it goes without saying that the timeline
  /// says otherwise, of swapped coordinates that a number is too large, and of one too large that its point lies outside.
  static func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    let found = onePerPoint(all.flatMap { $0.findings(record, context) })
    let named = found.filter { ["ref/unknown", "workflow/unknown-action", "workflow/reason"].contains($0.code) }
    let ofSchema = found.filter { $0.code.hasPrefix("schema/") }
    guard !named.isEmpty || !ofSchema.isEmpty else { return found }
    let formless = Set(ofSchema.filter { $0.code == "schema/pattern" }.map(\.place.bytes))
    let wrong = Set((named + ofSchema).map(\.place.bytes))
    return found.filter { finding in
      switch finding.code {
      // The value is wrong by itself; or that is wrong which the timeline says.
      case "workflow/field":
        !wrong.contains(finding.place.bytes) && !finding.related.contains { wrong.contains($0.place.bytes) }
      case "schema/minItems":
        !(finding.instancePath == "/\(TimelineEntry.key)" && found.contains { $0.code == "workflow/no-timeline" })
      // Who knows the names that are meant says more than a form that does not fit; who does not, less.
      case "schema/pattern":
        !named.contains { $0.place.bytes == finding.place.bytes && ($0.hint != nil || $0.code == "workflow/reason") }
      case "ref/unknown", "workflow/unknown-action": finding.hint != nil || !formless.contains(finding.place.bytes)
      default: true
      }
    }
  }

  private static func onePerPoint(_ found: [Finding]) -> [Finding] {
    let bounds = found.filter { $0.code == "schema/minimum" || $0.code == "schema/maximum" }
    guard !bounds.isEmpty else { return found }
    func numbers(_ finding: Finding) -> [Range<Int>] { [finding.place.bytes] + finding.related.map(\.place.bytes) }
    let mistyped = Set(found.filter { $0.code == "ref/coordinates" }.flatMap(numbers))
    let unbounded = Set(bounds.map(\.place.bytes))
    return found.filter { finding in
      switch finding.code {
      case "schema/minimum", "schema/maximum": !mistyped.contains(finding.place.bytes)
      case "ref/outside": unbounded.isDisjoint(with: numbers(finding))
      default: true
      }
    }
  }
}

/// The record against its schema.
struct SchemaCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    let schema = record.collection.schema
    return schema.isValid(record.document) ? [] : schema.findings(record.document, path: record.path)
  }
}
