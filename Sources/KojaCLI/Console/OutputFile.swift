internal import Foundation
internal import Glibc
internal import KojaModel
internal import KojaOutput

/// Files that a command writes outside the store, where a person says so: whole, or not at all.
enum OutputFile {
  /// Writes a text to a file, or to standard output for nil and `-`.
  static func write(_ text: String, to path: String?, _ console: Console) throws(Failure) {
    guard let path, path != "-" else { return console.write(console.isTerminal ? safeLines(text) : text) }
    try put(text, path)
  }

  /// Writes files into a folder, which is made where it is not there.
  static func write(_ files: [(name: String, text: String)], into folder: String) throws(Failure) {
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw unwritable(folder)
    }
    for file in files { try put(file.text, folder + "/" + file.name) }
  }

  /// Makes a file that something else writes: under another name first, put into place when it is whole.
  static func make<T>(_ path: String, _ write: (_ draft: String) throws(Failure) -> T) throws(Failure) -> T {
    let (draft, file) = (path + ".part", FileManager.default)
    try? file.removeItem(atPath: draft)
    do throws(Failure) {
      let result = try write(draft)
      guard rename(draft, path) == 0 else { throw unwritable(path) }
      return result
    } catch {
      try? file.removeItem(atPath: draft)
      throw error
    }
  }

  private static func put(_ text: String, _ path: String) throws(Failure) {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch { throw unwritable(path) }
  }

  private static func unwritable(_ path: String) -> Failure {
    Failure(
      .environment, Phrase(id: "`\(path)` tidak dapat ditulis", en: "`\(path)` cannot be written"),
      hint: Phrase(
        id: "periksa nama, hak akses dan sisa ruangnya", en: "look at its name, its rights and the free space"))
  }
}
