internal import Glibc

/// Paths as a person would write them, so that one file has one name in all findings.
enum TidyPath {
  /// The path without `.` steps and doubled slashes, and without `name/..` where that leads to the same file: behind a
  /// link it may lead elsewhere, and then it stays.
  static func of(_ path: String) -> String {
    let plain = joined(steps(path), of: path)
    guard plain.split(separator: "/").contains("..") else { return plain }
    var short: [Substring] = []
    for step in steps(path) {
      if step == "..", let last = short.last, last != ".." { short.removeLast() } else { short.append(step) }
    }
    let collapsed = joined(short, of: path)
    return isSame(collapsed, plain) ? collapsed : plain
  }

  private static func steps(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }

  private static func joined(_ steps: [Substring], of path: String) -> String {
    let joined = steps.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }
}
