/// Paths relative to the store.
extension StoreFiles {
  /// Whether a relative path cannot climb out.
  static func staysInside(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      // A component and how many dots it consists of so far; -1 once it holds anything else.
      var (length, dots) = (0, 0)
      for byte in bytes {
        switch byte {
        case 0: return false
        case UInt8(ascii: "/"):
          if length == 0 || dots == 1 || dots == 2 { return false }
          (length, dots) = (0, 0)
        default:
          length += 1
          dots = byte == UInt8(ascii: ".") && dots >= 0 ? dots + 1 : -1
        }
      }
      return length > 0 && dots != 1 && dots != 2
    }
  }

  /// The temporary file of a path: one name, so that the next writer takes the place of one that died.
  static func draft(of path: String) -> String { folder(of: path) + "/.koja-\(name(of: path)).tmp" }

  /// Whether a path is that of such a temporary file.
  static func isDraft(_ path: String) -> Bool { name(of: path).hasPrefix(".koja-") && path.hasSuffix(".tmp") }

  /// The folder of a path; empty at the root.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The last component of a path.
  static func name(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }
}
