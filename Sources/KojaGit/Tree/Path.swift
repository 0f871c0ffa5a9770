/// Paths inside a repository: components joined by `/`, compared by bytes.
enum Path {
  /// The components; none for the root. Leading, trailing and doubled slashes count for nothing.
  static func components(_ path: String) -> [Substring] { path.split(separator: "/") }

  /// A path below a folder; the folder may be the root.
  static func join(_ folder: String, _ name: some StringProtocol) -> String {
    folder.isEmpty ? String(name) : "\(folder)/\(name)"
  }

  /// Whether two paths are in order, by bytes.
  static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}

/// The folders and files that a question is about; none given means everything.
struct PathScope {
  private let prefixes: [[UInt8]]

  /// The paths, each a file or a folder with all that is below it. The empty path means everything.
  init(_ paths: [String]) {
    let parts = paths.map { Array(Path.components($0).joined(separator: "/").utf8) }
    prefixes = parts.contains([]) ? [] : parts
  }

  /// Whether the path belongs to the scope.
  func contains(_ path: String) -> Bool {
    prefixes.isEmpty || prefixes.contains { Self.isPrefix($0, of: path.utf8) }
  }

  /// Whether the path, or something below it, belongs to the scope.
  func reaches(_ path: String) -> Bool {
    contains(path) || prefixes.contains { Self.isPrefix(Array(path.utf8), of: $0) }
  }

  private static func isPrefix(_ prefix: [UInt8], of path: some Collection<UInt8>) -> Bool {
    path.starts(with: prefix) && (path.count == prefix.count || path.dropFirst(prefix.count).first == 0x2F)
  }
}
