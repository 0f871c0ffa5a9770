import KojaCivic
import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport

/// All the ways in which a record can be wrong.
struct RecordFaults {
  let base: MutationBase
  var chance: SeededGenerator

  /// Fields whose faults reach further than themselves: other faults are made for them.
  let entangled: Set<String>
  /// Fields that the record's last action demands.
  let demanded: [String]

  init(_ base: MutationBase, _ chance: SeededGenerator) {
    self.base = base
    self.chance = chance
    let workflow = base.collection.workflow
    let said = base.entries.flatMap { base.document.pairs($0).map { base.text($0.key) } }
    let guarded = ((workflow?.initial ?? []) + (workflow?.actions ?? [])).flatMap { $0.when.conditions.map(\.field) }
    let last = base.entries.last.flatMap { base.value("action", $0) }.map { base.text($0) }
    demanded = last.flatMap { workflow?.action($0)?.requires } ?? []
    entangled = Set(
      said + guarded + demanded + ["status", "timeline", "number", "agenda_number", "application_number"])
  }

  /// Every fault that the record offers, in random order.
  mutating func all() -> [RecordFault] {
    let places = base.targets.filter { !entangled.contains($0.path[0]) || isInEntry($0) }
    return (places.flatMap { values($0) } + places.flatMap { keys($0) } + timeline() + whole()).shuffled(using: &chance)
  }

  /// Whether a place is a text of a timeline entry that only the schema judges.
  private func isInEntry(_ target: MutationBase.Target) -> Bool {
    target.slot.hasPrefix("timeline/") && ["note", "audience"].contains(target.name)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &chance) }

  // MARK: Values

  private mutating func values(_ target: MutationBase.Target) -> [RecordFault] {
    guard let field = target.field else { return [] }
    let (range, document) = (base.range(target.value), base.document)
    let slots: Set = [target.slot]
    func put(_ kind: String, _ code: String, _ text: String) -> RecordFault {
      RecordFault(kind, code, range, text, slots: slots)
    }
    var faults: [RecordFault] = []
    if document.kind(target.value) == .string, field.kinds == [.string] {
      faults += texts(target, field, put)
    }
    // A number's day counts among those of its register, too.
    if field.isPast, base.text(target.value).hasPrefix("20"), base.collection.name != "numbers" {
      faults.append(put("in the future", "schema/future", "\"2096\(base.text(target.value).dropFirst(4))\""))
    }
    // What else says so, or is in force by it, is another finding.
    if field.notBefore != nil, base.collection.kind == .case, base.text(target.value).hasPrefix("20"),
      !(base.collection.workflow?.ownedFields ?? []).contains(where: { $0.sameBytes(as: field.name) })
    {
      faults.append(put("before its beginning", "schema/order", "\"1996\(base.text(target.value).dropFirst(4))\""))
    }
    if [.integer, .float].contains(document.kind(target.value)) {
      faults.append(put("number in quotes", "schema/type", "\"\(base.text(target.value))\""))
      faults.append(put("not finite", "yaml/not-finite", pick([".inf", "-.Inf", ".NaN", "1e400"]) ?? ".inf"))
    }
    if document.kind(target.value) == .boolean {
      faults.append(put("ambiguous boolean", "schema/type", pick(["yes", "No", "ON", "y"]) ?? "yes"))
      faults.append(put("boolean in quotes", "schema/type", "\"true\""))
    }
    if field.isList || field.kinds == [.object], !target.slot.hasPrefix("timeline") {
      let lines = base.lines(target)
      let key = base.range(target.key).lowerBound..<lines.upperBound
      let text = "\(target.name): teks"
      let end = base.behind(target.value).isBare ? "" : base.lineBreak
      faults.append(
        RecordFault(
          "collection as text", edits: [(key, text + end)],
          [.init(code: "schema/type", spot: .written(0, target.name.utf8.count + 2..<text.utf8.count))], slots: slots))
    }
    if target.name == "latitude", let longitude = document.value("longitude", in: target.parent) {
      let edits = [(range, base.text(longitude)), (base.range(longitude), base.text(target.value))]
      faults.append(
        RecordFault(
          "coordinates swapped", edits: edits,
          [.init(code: "ref/coordinates", spot: .written(0, 0..<edits[0].1.utf8.count))], slots: slots))
    }
    // A length of time, not one of money.
    let isDuration = document.value("unit", in: target.parent) != nil
    let bounds: [String: [(String, String)]] = [
      "rating": [("9", "schema/maximum"), ("0", "schema/minimum"), ("2.5", "schema/type")],
      "latitude": [("-90.5", "schema/minimum"), ("91", "schema/maximum")],
      "longitude": [("-180.5", "schema/minimum"), ("180.5", "schema/maximum")],
      "bytes": [("0", "schema/minimum"), ("-3", "schema/minimum")],
      "amount": isDuration ? [("0", "schema/minimum"), ("10001", "schema/maximum")] : [],
    ]
    if let (text, code) = pick(bounds[target.name] ?? []) { faults.append(put("out of range", code, text)) }
    return faults
  }

  private mutating func texts(
    _ target: MutationBase.Target, _ field: Field, _ put: (String, String, String) -> RecordFault
  ) -> [RecordFault] {
    var faults = [
      put(
        "code without quotes", "schema/type", pick(["12345", "-1.5", "3171234567890123", "true", "null", "~"]) ?? "1"),
      put("list as text", "schema/type", "[a, \"漢\"]"), put("object as text", "schema/type", "{a: 1}"),
      put("leading zero", "yaml/leading-zero", pick(["0123", "007", "08123456789"]) ?? "00"),
    ]
    let text = base.text(target.value)
    if !field.enumValues.isEmpty {
      let typo = pick([text + "x", "x" + text, text.uppercased()]) ?? ""
      if !field.enumValues.contains(where: { $0.value == typo }) {
        faults.append(put("enum typo", "schema/enum", typo))
      }
    } else if let reference = field.reference, !reference.contains("/") {
      let unknown =
        ["areas": "\"15.71.01.1999\"", "archive-codes": "\"999.9\"", "*": "\"units/tidak-ada-di-sini\""][reference]
        ?? "tidak-ada-di-sini"
      faults.append(put("unknown reference", "ref/unknown", unknown))
    } else if field.pattern != nil {
      faults.append(put("pattern", "schema/pattern", "\"?/é 漢\""))
    } else if let format = field.format {
      let wrong = [
        "date": ["\"2026-02-30\"", "2026-13-01", "\"14 Maret\""],
        "date-time": ["2026-03-14", "\"2026-03-14T25:00:00Z\""],
        "email": ["\"bukan surel\""], "uri": ["\"bukan uri\""],
      ]
      if let wrong = pick(wrong[format] ?? []) { faults.append(put("format", "schema/format", wrong)) }
    } else {
      faults += freeTexts(target, put)
    }
    return faults
  }

  /// RecordFaults of texts that may say anything.
  private mutating func freeTexts(
    _ target: MutationBase.Target, _ put: (String, String, String) -> RecordFault
  ) -> [RecordFault] {
    var faults = [put("phone in text", "privacy/phone", "0812-3456-7890")]
    let range = base.range(target.value)
    if ["summary", "subject", "note", "text", "name", "post", "source"].contains(target.name) {
      faults.append(put("too short", "schema/minLength", "\"\""))
    }
    if ["summary", "subject", "note", "text", "description"].contains(target.name),
      target.path != ["description", "id"],
      target.path != ["source"]
    {
      faults.append(put("too long", "schema/maxLength", "\"\(String(repeating: "漢", count: 4001))\""))
    }
    if ["text", "post", "long_name", "source"].contains(target.name) {
      faults.append(put("ambiguous text", "yaml/ambiguous", pick(["off", "No", "yes", "12:30"]) ?? "off"))
    }
    guard base.document.nodes[target.value].style == .doubleQuoted else { return faults }
    let (code, hidden) =
      pick([
        ("yaml/bidi", "\u{202E}"), ("yaml/bidi", "\u{2066}"), ("yaml/invisible", "\u{200B}"),
        ("yaml/invisible", "\u{AD}"),
      ]) ?? ("", "")
    let inside = range.lowerBound + 1
    faults.append(RecordFault("hidden character", code, inside..<inside, hidden, slots: [target.slot]))
    return faults
  }
}
