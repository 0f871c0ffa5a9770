package import KojaModel

/// A question in SQL that a person or a report asks: read-only in the strict sense, over the views of the index.
package struct SQLQuestion: Sendable {
  /// The one statement.
  package var text: String
  /// What its named parameters (`:name`) hold.
  package var parameters: [String: Value]
  /// The moment of asking.
  package var now: Timestamp
  /// How long it may take, in seconds.
  package var patience: Double
  /// How many rows it may bring; more are an error, so that no answer is cut in silence.
  package var mostRows: Int

  /// A question. See the properties.
  package init(
    _ text: String, parameters: [String: Value] = [:], now: Timestamp, patience: Double = 30, mostRows: Int = 1_000_000
  ) {
    self.text = text
    self.parameters = parameters
    self.now = now
    self.patience = patience
    self.mostRows = mostRows
  }
}

/// What a question in SQL brought: columns by the names that the question gives them. Numbers are numbers, everything
/// else is text or null.
package struct SQLAnswer: Sendable {
  /// The names of the columns.
  package let columns: [String]
  /// The rows.
  package let rows: [[Value]]
}

/// Why a question in SQL has no answer.
package struct SQLFault: Error, Sendable {
  /// What is wrong, one sentence without a full stop.
  package let message: Phrase
  /// The way out.
  package let hint: Phrase?
  /// Where in the text, in bytes; nil where it is about the whole.
  package let offset: Int?
  /// Whether the index could not be read, which is nobody's mistake.
  package let failure: IndexError?
}
