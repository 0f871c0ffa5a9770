internal import Glibc
package import KojaModel
internal import KojaYAML

/// Files that a person names, anywhere on the machine.
package enum AnyFile {
  /// The ends of names that are looked for in folders.
  private static let endings = [".yaml", ".yml", ".json"]

  /// Where the system shows what was handed over to the process: pipes, too.
  private static let handedOver = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"]

  /// The bytes of a file, up to a limit. A pipe or a device, which might let one wait for ever, is refused, unless
  /// whoever called handed it over.
  package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let (file, size) = try opened(path)
    if let size, size > limit { throw FileError(.tooLarge(limit: limit), path) }
    return try FileIO.readAll(file.number, expected: size, limit: limit, path: path)
  }

  /// What comes through standard input, up to a limit.
  package static func standardInput(limit: Int) throws(FileError) -> [UInt8] {
    try FileIO.readAll(STDIN_FILENO, expected: nil, limit: limit, path: "-")
  }

  /// A file that is read as its bytes are asked for; `-` is standard input. Refuses what ``read(_:limit:)`` does.
  package static func stream(_ path: String) throws(FileError) -> ByteStream {
    guard path != "-" else { return stream(STDIN_FILENO, size: nil, path) }
    let (file, size) = try opened(path)
    // The file stays open for as long as somebody may read from it.
    return stream(file.number, size: size, path) { _ = file }
  }

  private static func stream(_ number: Int32, size: Int?, _ path: String, keeping: @escaping () -> Void = {})
    -> ByteStream
  {
    ByteStream(size: size) { () throws(Failure) in
      keeping()
      do throws(FileError) { return try FileIO.readPiece(number, path: path) } catch { throw error.failure }
    }
  }

  /// A descriptor that is closed when nobody has it any more.
  private final class OpenFile {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { close(number) }
  }

  /// Opens a file; its size is nil where it does not say.
  private static func opened(_ path: String) throws(FileError) -> (file: OpenFile, size: Int?) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .last(path) }
    let file = OpenFile(descriptor)
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .last(path) }
    guard facts.st_mode & S_IFMT != S_IFREG else { return (file, Int(facts.st_size)) }
    guard facts.st_mode & S_IFMT != S_IFDIR, handedOver.contains(where: { path.hasPrefix($0) }),
      fcntl(descriptor, F_SETFL, 0) == 0
    else { throw FileError(.notRegular, path) }
    return (file, nil)
  }

  /// The paths in a list: one a line, or each ended by NUL when there is one in it.
  package static func list(_ bytes: [UInt8]) -> [String] {
    let end: UInt8 = bytes.contains(0) ? 0 : 0x0A
    return bytes.split(separator: end).map { line in
      String(decoding: end == 0x0A && line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }

  /// The files at some paths, each once, under the name that it has first.
  ///
  /// Throws a usage failure where there is nothing to validate.
  package static func files(at paths: [String]) throws(Failure) -> [String] {
    var seen: Set<Key> = []
    var result: [String] = []
    for path in paths { result += try files(at: path).filter { seen.insert(identity($0)).inserted } }
    return result
  }

  /// The one name of a file, however it was typed.
  private static func identity(_ path: String) -> Key {
    guard !handedOver.contains(where: { path.hasPrefix($0) }), let name = realpath(path, nil) else { return Key(path) }
    defer { free(name) }
    return Key(String(cString: name))
  }

  /// The files at a path: itself, or what lies below a folder and ends in `.yaml`, `.yml` or `.json`, sorted by path
  /// bytes. Hidden names and links to folders are passed over. Paths come out tidy.
  ///
  /// Throws a usage failure where there is nothing to validate.
  private static func files(at path: String) throws(Failure) -> [String] {
    let path = TidyPath.of(path)
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      let error = FileError.last(path)
      throw Failure(error.kind == .missing || error.kind == .notRegular ? .usage : .environment, error.phrase)
    }
    guard facts.st_mode & S_IFMT == S_IFDIR else { return [path] }
    let found = Self.below(path)
    guard !found.isEmpty else {
      throw Failure(
        .usage,
        Phrase(
          id: "tidak ada berkas .yaml, .yml atau .json di `\(path)`",
          en: "there is no .yaml, .yml or .json file in `\(path)`"))
    }
    return found
  }

  private static func below(_ folder: String) -> [String] {
    var found: [String] = []
    var pending = [folder]
    while let folder = pending.popLast() {
      guard let directory = opendir(folder) else {
        // Reading it will say why.
        found.append(folder)
        continue
      }
      defer { closedir(directory) }
      while let item = readdir(directory) {
        let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        guard !name.hasPrefix(".") else { continue }
        let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
        var facts = stat()
        guard lstat(path, &facts) == 0 else {
          // A name that is no UTF-8 cannot be addressed: it is told, not passed over.
          if endings.contains(where: { name.hasSuffix($0) }) { found.append(path) }
          continue
        }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR: pending.append(path)
        case S_IFREG: if endings.contains(where: { name.hasSuffix($0) }) { found.append(path) }
        case S_IFLNK:
          guard endings.contains(where: { name.hasSuffix($0) }), stat(path, &facts) == 0,
            facts.st_mode & S_IFMT == S_IFREG
          else { continue }
          found.append(path)
        default: continue
        }
      }
    }
    return found.map { Key($0) }.sorted().map(\.string)
  }

  /// The documents of a file: JSON by its name or by its beginning, else YAML with any number of documents.
  ///
  /// - Parameter asRecord: Whether the rules for records hold: then it is one document of YAML, whatever its name.
  static func read(
    _ bytes: [UInt8], path: String, asRecord: Bool = false, symbols: SymbolTable? = nil
  ) -> [YAMLReading] {
    if asRecord { return [YAMLReader.read(bytes, path: path, symbols: symbols)] }
    if path.hasSuffix(".json") { return [JSONReader.read(bytes, path: path, symbols: symbols)] }
    let isYAML = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    if !isYAML, let first, "{[".utf8.contains(first) {
      let reading = JSONReader.read(bytes, path: path, symbols: symbols)
      if !reading.hasErrors { return [reading] }
    }
    return YAMLReader.readStream(bytes, path: path, symbols: symbols)
  }
}

extension AnyFile {
  /// The bytes of a regular file, up to a limit; links are not followed, and nothing else that may stand there is read.
  static func readPlain(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    return try FileIO.readRegular(descriptor, limit: limit, path: path).bytes
  }

  /// How many bytes a file has; nil when it cannot be asked.
  static func size(_ path: String) -> Int? {
    var facts = stat()
    return lstat(path, &facts) == 0 ? Int(facts.st_size) : nil
  }
}
