internal import Foundation
internal import KojaModel
internal import KojaStore

/// A file that a person names outside the store; `-` is standard input.
enum InputFile {
  /// The file as a tree. Throws its findings when it cannot be read.
  static func document(_ path: String) throws(Failure) -> Document {
    let data: Data? =
      path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
    guard let data else { throw unreadable(path) }
    return try DraftReader.read(Array(data), path: path)
  }

  /// That a file cannot be read.
  static func unreadable(_ path: String) -> Failure {
    Failure(
      .environment, Phrase(id: "`\(path)` tidak dapat dibaca", en: "`\(path)` cannot be read"),
      hint: Phrase(id: "periksa nama dan hak aksesnya", en: "look at its name and its rights"))
  }
}
