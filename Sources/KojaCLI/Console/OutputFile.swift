internal import Foundation
internal import Glibc
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// Files that a command writes outside the store, where a person says so: whole, or not at all. What is no regular file
/// is written to, never replaced.
enum OutputFile {
  /// Writes a text to a file, or to standard output for nil and `-`.
  static func write(_ text: String, to path: String?, _ desk: Desk) throws(Failure) {
    guard let path, path != "-" else { return print(text, desk.console) }
    try put(text, OutputPlace(path, try desk.store()), desk.console)
  }

  /// The path itself where nothing is there, or the same text, or no regular file; else the first free name like it, so that
  /// what somebody has begun to mend is not lost: `x.csv`, `x-2.csv`.
  static func unused(_ path: String, for text: String) -> String {
    let stem = path.hasSuffix(".csv") ? String(path.dropLast(4)) : path
    let names = sequence(first: 1) { $0 + 1 }.lazy.map { $0 == 1 ? path : "\(stem)-\($0)\(path.dropFirst(stem.count))" }
    return names.first { name in
      var facts = stat()
      guard stat(name, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return true }
      return FileManager.default.contents(atPath: name) == Data(text.utf8)
    } ?? path
  }

  /// Writes files into a folder, which is made where it is not there.
  static func write(_ files: [(name: String, text: String)], into folder: String, _ desk: Desk) throws(Failure) {
    let store = try desk.store()
    let place = try OutputPlace(folder, store)
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw place.unwritable()
    }
    for file in files { try put(file.text, OutputPlace(folder + "/" + file.name, store), desk.console) }
  }

  /// Makes a file that something else writes: under another name first, put into place when it is whole. Throws a usage
  /// failure for what is no regular file.
  static func make<T>(
    _ path: String, _ desk: Desk, _ write: (_ draft: String) throws(Failure) -> T
  ) throws(Failure) -> T {
    let place = try OutputPlace(path, try desk.store())
    guard place.kind == .file else {
      throw Failure(
        .usage, Phrase(id: "`\(path)` bukan berkas biasa", en: "`\(path)` is no regular file"),
        hint: Phrase(id: "pilih nama berkas", en: "choose the name of a file"))
    }
    let draft = "\(place.path).part-\(getpid())"
    defer { unlink(draft) }
    let result = try write(draft)
    guard rename(draft, place.path) == 0 else { throw place.unwritable() }
    return result
  }

  private static func print(_ text: String, _ console: Console) {
    console.write(console.isTerminal ? safeLines(text) : text)
  }

  private static func put(_ text: String, _ place: OutputPlace, _ console: Console) throws(Failure) {
    do {
      switch place.kind {
      case .standardOutput: print(text, console)
      case .folder: throw place.unwritable(EISDIR)
      case .file: try Data(text.utf8).write(to: URL(fileURLWithPath: place.path), options: .atomic)
      case .stream:
        let descriptor = open(place.named, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw place.unwritable() }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data((isatty(descriptor) == 1 ? safeLines(text) : text).utf8))
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw place.unwritable()
    }
  }
}
