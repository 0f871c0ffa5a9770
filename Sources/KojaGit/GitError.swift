package import KojaModel

/// Why git could not do something.
///
/// ``message`` is the library's own English text, for a bug report; ``phrase`` and ``hint`` are for the person.
package struct GitError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble; decides the exit code and what a caller may try instead.
  package enum Kind: Sendable, Hashable {
    /// No repository, object, branch or path of that name.
    case notFound
    /// A name, a path or a date that git does not accept.
    case invalid
    /// Somebody else holds a lock file.
    case locked
    /// An object, the index or a reference is damaged.
    case corrupt
    /// The repository uses something that koja must not touch; the setting to undo.
    case unsupported(setting: String)
    /// The file system says no.
    case permission
    /// The disk is full or broken.
    case storage
    /// Nobody said who the author is.
    case identity
    /// The branch or the index is not what it was when the change began.
    case conflict
    /// A short name fits several objects.
    case ambiguous
    /// Anything else.
    case other
  }

  /// What kind of trouble.
  package var kind: Kind
  /// The C function or system call that failed.
  package var operation: String
  /// What it said, in English.
  package var message: String
  /// What, where and why, one sentence without a full stop.
  package var phrase: Phrase
  /// The way out.
  package var hint: Phrase?

  /// An error. See the properties.
  package init(_ kind: Kind, operation: String, message: String = "", _ phrase: Phrase, hint: Phrase? = nil) {
    self.kind = kind
    self.operation = operation
    self.message = message.isEmpty ? phrase.en : message
    self.phrase = phrase
    self.hint = hint
  }

  package var description: String { "\(operation): \(message)" }

  /// The same error, told by a caller who knows more about it.
  func told(_ phrase: Phrase, hint: Phrase? = nil) -> GitError {
    GitError(kind, operation: operation, message: message, phrase, hint: hint ?? self.hint)
  }
}
