package import KojaModel

/// A record on its way into the index.
package struct IndexedRecord: Sendable {
  /// The collection: the folder below `records/`.
  package var collection: String
  /// The id: the file's name without `.yaml`.
  package var id: String
  /// The path relative to the store, with `/`.
  package var path: String
  /// The file as it was before it was read.
  package var stamp: FileStamp
  /// The whole record.
  package var value: Value

  /// A record on its way into the index.
  package init(collection: String, id: String, path: String, stamp: FileStamp, value: Value) {
    self.collection = collection
    self.id = id
    self.path = path
    self.stamp = stamp
    self.value = value
  }
}
