package import KojaModel

/// An example of a page. A test runs it: the failing pieces give the code and no other error, the corrected ones give
/// no error at all.
package struct Example: Sendable {
  /// One file of an example, in the store of sample records or beside it.
  package struct Piece: Sendable {
    /// The file. Below `records/` or `schemas/` it belongs to the store of sample records; else it lies anywhere.
    package var file: String
    /// The sample file that is taken as the beginning; empty where the snippets are whole files.
    package var base: String?
    /// What in the base the snippets replace; where it is nil, what ``corrected`` says.
    package var replaces: String?
    /// The lines that fail; nil when there is no such file.
    package var failing: String?
    /// The same lines corrected; nil when there is no such file.
    package var corrected: String?
    /// How often the failing lines are repeated, for what is too much of something.
    package var times = 1
    /// Whether the failing file is saved in Latin-1, as old programs do.
    package var isLatin1 = false
  }

  /// The files, first the one to look at.
  package var pieces: [Piece]
  /// The schema of the file, where it is not the store's.
  package var rule: String?
  /// The command of koja that finds it; `koja check` where it is nil.
  package var command: String?
  /// Further errors that the failing example gives.
  package var also: [String] = []
  /// Why no test can run it; nil for nearly all.
  package var obstacle: Phrase?
}
