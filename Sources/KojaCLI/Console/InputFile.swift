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

  /// The most bytes that are taken: a table of some hundred thousand rows.
  private static let limit = 256 << 20

  /// The bytes of a file. Throws for what is missing, too large, or no file: a pipe or a device might never end.
  static func bytes(_ path: String) throws(Failure) -> [UInt8] {
    do throws(FileError) {
      return try path == "-" ? AnyFile.standardInput(limit: limit) : AnyFile.read(path, limit: limit)
    } catch {
      throw error.failure
    }
  }

  /// A file that is read as its bytes are asked for.
  static func stream(_ path: String) throws(Failure) -> ByteStream {
    do throws(FileError) { return try AnyFile.stream(path) } catch { throw error.failure }
  }
}
