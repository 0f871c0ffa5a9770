/// A language that koja speaks to people.
package enum Language: String, Sendable, CaseIterable {
  /// Indonesian, as an office clerk would say it.
  case id
  /// English.
  case en
}

/// A sentence or a label in every language that koja speaks.
///
/// Both texts are demanded by the initialiser, so a missing translation does not compile.
package struct Phrase: Sendable, Hashable {
  /// The Indonesian text.
  package var id: String
  /// The English text.
  package var en: String

  /// A phrase of two texts.
  package init(id: String, en: String) {
    self.id = id
    self.en = en
  }

  /// A phrase that reads the same in every language (a code, a name, a number).
  package init(_ same: String) {
    self.init(id: same, en: same)
  }

  /// The text in one language.
  package subscript(language: Language) -> String {
    switch language {
    case .id: id
    case .en: en
    }
  }
}
