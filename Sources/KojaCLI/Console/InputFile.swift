internal import Foundation
internal import KojaModel
internal import KojaStore

/// A file that a person names outside the store; `-` is standard input.
enum InputFile {
  /// The file as a tree. Throws its findings when it cannot be read.
  static func document(_ path: String) throws(Failure) -> Document {
    try document(bytes(path), path)
  }

  /// Bytes as a tree. Throws the findings when they cannot be read.
  static func document(_ bytes: [UInt8], _ path: String) throws(Failure) -> Document {
    try DraftReader.read(bytes, path: path)
  }

  /// The bytes of a file, with what it is called.
  static func bytes(_ path: String) throws(Failure) -> [UInt8] {
    let data: Data? =
      path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
    guard let data else { throw unreadable(path) }
    return Array(data)
  }

  /// That a file cannot be read.
  static func unreadable(_ path: String) -> Failure {
    Failure(
      .environment, Phrase(id: "`\(path)` tidak dapat dibaca", en: "`\(path)` cannot be read"),
      hint: Phrase(id: "periksa nama dan hak aksesnya", en: "look at its name and its rights"))
  }
}
