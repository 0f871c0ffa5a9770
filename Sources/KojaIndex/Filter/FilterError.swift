package import KojaModel

/// What is wrong with a filter, and where in the arguments.
package struct FilterError: Error, Sendable {
  /// Which argument, from 0.
  package var argument: Int
  /// Which code points of it, from 1, half open.
  package var columns: Range<Int>
  /// What is wrong, one sentence without a full stop.
  package var message: Phrase
  /// The way out.
  package var hint: Phrase?
  /// Whether the way out is the one name that was likely meant.
  package var isNear = false
  /// Whether a field is named that the collection does not have.
  package var isUnknownField = false
}

/// A piece of an argument that knows where it stands.
struct Piece {
  /// Which argument, from 0.
  let argument: Int
  /// The code points; their indices are those in the argument.
  var scalars: ArraySlice<Unicode.Scalar>

  /// The text.
  var text: String { String(String.UnicodeScalarView(scalars)) }

  /// A part of it.
  subscript(range: Range<Int>) -> Piece { Piece(argument: argument, scalars: scalars[range]) }

  /// What stands before a position and what from it on.
  func split(at position: Int, skipping count: Int) -> (Piece, Piece) {
    (self[scalars.startIndex..<position], self[(position + count)..<scalars.endIndex])
  }

  /// The parts between commas.
  var parts: [Piece] {
    scalars.split(separator: ",", omittingEmptySubsequences: false).map { Piece(argument: argument, scalars: $0) }
  }

  /// Where `..` stands first.
  var dots: Int? {
    scalars.indices.dropLast().first { scalars[$0] == "." && scalars[$0 + 1] == "." }
  }

  /// An error that points here.
  func error(_ message: Phrase, hint: Phrase? = nil) -> FilterError {
    FilterError(
      argument: argument, columns: (scalars.startIndex + 1)..<(scalars.endIndex + 1), message: message, hint: hint)
  }

  /// An error with a did-you-mean, else with what is allowed, labels beside the names.
  func error(_ message: Phrase, nearest: String?, allowed: [Labelled]) -> FilterError {
    if let nearest {
      var error = error(message, hint: Suggestion.question(nearest))
      error.isNear = true
      return error
    }
    guard !allowed.isEmpty else { return error(message) }
    func list(_ language: Language) -> String {
      let names = allowed.prefix(20).map { value in
        let label = value.label.short[language]
        return label.sameBytes(as: value.name) ? label : "\(value.name) (\(label))"
      }
      return names.joined(separator: ", ") + (allowed.count > 20 ? ", ..." : "")
    }
    return error(message, hint: Phrase(id: "yang ada: \(list(.id))", en: "there are: \(list(.en))"))
  }
}
