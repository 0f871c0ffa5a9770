/// How the entry at one path differs between two trees.
///
/// Equal ids mean that only the mode differs.
package struct PathDelta: Sendable, Hashable {
  /// The path.
  package let path: String
  /// The object before; nil when the path is new.
  package let old: ObjectID?
  /// The object after; nil when the path is gone.
  package let new: ObjectID?

  /// A difference. See the properties.
  package init(path: String, old: ObjectID?, new: ObjectID?) {
    self.path = path
    self.old = old
    self.new = new
  }
}
