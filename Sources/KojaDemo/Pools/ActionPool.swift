internal import KojaCivic
internal import KojaModel

/// What `pools.yaml` says about one action.
struct ActionPool {
  /// How often it is taken, beside the others that are allowed.
  var weight: Int?
  /// Hours after the entry before it.
  var hours = 2...60
  /// Whether it also happens outside office hours.
  var isAnyHour = false
  /// How often there is a note, of a hundred.
  var chance = 40
  var notes: [TextTemplate] = []
  var reasons: [String] = []

  /// Nothing said.
  init() {}

  /// Reads a pool that has passed its meta-schema.
  init(_ node: NodeIndex, in document: Document) {
    func integer(_ key: String) -> Int? { document.value(key, in: node).flatMap { document.integer($0) } }
    weight = integer("weight")
    hours = document.value("hours", in: node).flatMap { Pools.range($0, in: document) } ?? hours
    isAnyHour = document.value("any_hour", in: node).flatMap { document.boolean($0) } ?? false
    chance = integer("chance") ?? chance
    notes = document.texts(document.value("notes", in: node)).map { TextTemplate($0) }
    reasons = document.texts(document.value("reasons", in: node))
  }
}
