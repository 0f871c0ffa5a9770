package import KojaModel

/// One change to a record, at a path of keys and of positions in lists (`"0"`).
package enum YAMLEdit: Sendable {
  /// Replaces the value, or adds the key at the end of its mapping; missing parents are made.
  case set(path: [String], value: Value)
  /// Adds an item to a list; a missing, null or empty one becomes a block list.
  case append(path: [String], value: Value)
  /// Removes a key with its whole lines, or an item of a list.
  case remove(path: [String])
  /// Gives a key another name; its value and its place stay.
  case rename(path: [String], to: String)

  /// Where it works.
  package var path: [String] {
    switch self {
    case .set(let path, _), .append(let path, _), .remove(let path), .rename(let path, _): path
    }
  }
}
