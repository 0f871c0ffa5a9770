package import KojaModel

/// What must be so when an action is entered: a fact about the record, about those that it refers to, or about those that
/// refer to it.
///
/// It is asked of the change and never again, because other records change later. Dotted fields follow references
/// (`service.active`); ``today`` is the day of the entry.
package struct Need: Sendable {
  /// The fact; every kind is one key of the file.
  package enum Fact: Sendable {
    /// `holds: {service.active: true}`: each field is one of its values.
    case holds(Guard)
    /// `not: {decision.letter.status: [draft, void]}`: no field is one of its values.
    case not(Guard)
    /// `same: [service, previous.service]`: the fields that are there are the same.
    case same([String])
    /// `differ: [partners, unit]`: no value of one field, or of a list in it, is one of another.
    case differ([String])
    /// `order: [today, promised_at]`: none of the days that are there lies before the one in front of it. A day may be
    /// counted from another one: `{today + 10 working-days}`.
    case order([String])
    /// `none: {collection: dispositions, field: letter, family: [open, waiting]}`: no such record refers to this one.
    case none(Referring)
    /// `some: {collection: dispositions, field: parent}`: at least one such record refers to this one.
    case some(Referring)
    /// `below: {field: sub_unit, of: unit, by: parent}`: the record in `field` lies below that in `of`.
    case below(field: String, of: String, by: String)
    /// `did: {action: initial, each: verifiers}`: each of the officers that the field lists has done it while the record
    /// was in the state that it is in.
    case did(action: String, each: String)
    /// `answered: answers`: the field is as the record says that lends it a schema; one that is missing is empty.
    case answered(String)
  }

  /// Records that refer to another one.
  package struct Referring: Sendable {
    /// Their collection.
    package let collection: String
    /// Their field that refers.
    package let field: String
    /// The families of their states; empty for all.
    package let families: [Workflow.Family]
    /// Which of them count.
    package let when: Guard
  }

  /// The fact as people say it, after "only if".
  package let told: Phrase
  /// What to do where it is not so; nil where nothing is said.
  package let way: Phrase?
  /// The records that it is asked of.
  package let when: Guard
  /// What must be so.
  package let fact: Fact
  /// Whether who acts otherwise is only warned.
  package let isAdvice: Bool

  /// The records that refer to the record and of which it asks; nil where it asks of none.
  package var referring: Referring? {
    switch fact {
    case .none(let referring), .some(let referring): referring
    default: nil
    }
  }

  /// The name that stands for the day of the entry.
  package static let today = "today"

  /// The keys of which a need has one.
  static let kinds = ["holds", "not", "same", "differ", "order", "none", "some", "below", "did", "answered"]

  /// Reads one; nil for a node that has not passed its meta-schema.
  init?(_ node: NodeIndex, in document: Document) {
    guard let fact = Self.fact(node, in: document) else { return nil }
    self.fact = fact
    told = document.phrase(document.value("told", in: node), default: "")
    way = document.value("way", in: node).map { document.phrase($0, default: "") }
    when = Guard(document.value("when", in: node), in: document)
    isAdvice = document.value("severity", in: node).map { document.text($0, equals: "warning") } ?? false
  }

  private static func fact(_ node: NodeIndex, in document: Document) -> Fact? {
    guard let kind = kinds.first(where: { document.value($0, in: node) != nil }),
      let value = document.value(kind, in: node)
    else { return nil }
    func text(_ key: String) -> String { document.value(key, in: value).flatMap { document.text($0) } ?? "" }
    switch kind {
    case "holds": return .holds(Guard(value, in: document))
    case "not": return .not(Guard(value, in: document))
    case "same": return .same(document.texts(value))
    case "differ": return .differ(document.texts(value))
    case "order": return .order(document.texts(value))
    case "below": return .below(field: text("field"), of: text("of"), by: text("by"))
    case "answered": return document.text(value).map { .answered($0) }
    case "did": return .did(action: text("action"), each: text("each"))
    default:
      let referring = Referring(
        collection: text("collection"), field: text("field"),
        families: document.texts(document.value("family", in: value)).compactMap { Workflow.Family(rawValue: $0) },
        when: Guard(document.value("when", in: value), in: document))
      return kind == "some" ? .some(referring) : .none(referring)
    }
  }
}

extension Guard {
  /// The first condition that does not let pass, given a look-up of dotted fields.
  package func failing(_ field: (String) -> String?) -> Condition? {
    conditions.first { !$0.admits(field($0.field)) }
  }

  /// The first condition that lets pass.
  package func passing(_ field: (String) -> String?) -> Condition? {
    conditions.first { $0.admits(field($0.field)) }
  }
}
