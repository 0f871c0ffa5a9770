package import KojaModel

/// A record on its way into the index.
///
/// Its JSON is written when it is made, so that the threads that read files share that work.
package struct IndexedRecord: Sendable {
  /// The collection: the folder below `records/`.
  package let collection: String
  /// The id: the file's name without `.yaml`.
  package let id: String
  /// The path relative to the store, with `/`.
  package let path: String
  /// The file as it was before it was read.
  package let stamp: FileStamp
  /// The whole record.
  package let value: Value
  /// The whole record as JSON.
  let json: String

  /// A record on its way into the index.
  package init(collection: String, id: String, path: String, stamp: FileStamp, value: Value) {
    self.collection = collection
    self.id = id
    self.path = path
    self.stamp = stamp
    self.value = value
    json = value.json()
  }
}
