internal import KojaCivic
package import KojaModel

/// What `schemas/store.yaml` says.
package struct StoreSettings: Sendable {
  /// Another store that this one refers to, and where it usually lies.
  package struct Other: Sendable {
    /// What references call it: `private` in `x-ref: private/people`.
    package let name: String
    /// Its folder, relative to this store.
    let folder: String
    /// Where it is named.
    let place: Place
  }

  /// The file.
  package static let path = "schemas/store.yaml"

  /// What people call the store.
  package let name: Phrase
  /// The language of commits, and of the tool where nobody asks for another.
  package let language: Language
  /// Minutes east of UTC of the office's clock.
  package let offset: Int
  /// The ids of the calendars in force; the first is the default of clocks.
  package let calendars: [String]
  /// How much later than `at` an entry may be recorded without a reason, in seconds.
  package let tolerance: Int
  /// Whether changes become commits; false for a private store, where deleting erases.
  package let hasHistory: Bool
  /// The commit with which the history began to be kept by the rules; nil for its beginning.
  package let adopted: String?
  /// What personal data in free text means.
  package let privacy: PrivacySettings
  /// How much of a collection a plan may change before a person has to say the number, in percent.
  package let bulkShare: Int
  /// The largest file that is attached to a record, in bytes.
  package let attachmentLimit: Int
  /// How long people are kept after the last of their matters, in months; nil where nothing is said.
  let keptMonths: Int?
  /// The other stores.
  package let others: [Other]

  /// Reads settings that have passed their meta-schema.
  package init(_ document: Document) {
    name = document.phrase(document.value("name"), default: "koja")
    language = document.string(at: "language").flatMap(Language.init(rawValue:)) ?? .id
    offset = document.string(at: "time_zone", "offset").flatMap { Timestamp.offset($0) } ?? 0
    calendars = document.texts(document.value("calendars"))
    let limit = document.value("tolerance").flatMap { TimeLimit($0, in: document) }
    tolerance = limit.map { $0.amount * ($0.unit == .hours ? 3600 : 86_400) } ?? 86_400
    adopted = document.string(at: "adopted")
    bulkShare =
      document.value("bulk").flatMap { document.value("share", in: $0) }.flatMap { document.integer($0) } ?? 25
    let mebibytes = document.value("attachments").flatMap { document.value("limit_mb", in: $0) }
    attachmentLimit = (mebibytes.flatMap { document.integer($0) } ?? 5) << 20
    privacy = PrivacySettings(document)
    keptMonths = document.value("keep_months").flatMap { document.integer($0) }
    others = (document.value("stores").map { document.pairs($0) } ?? []).map { key, node in
      Other(
        name: document.text(key) ?? "", folder: document.text(node) ?? "", place: document.place(node, in: Self.path))
    }
    hasHistory = document.string(at: "history") != "none"
  }
}
