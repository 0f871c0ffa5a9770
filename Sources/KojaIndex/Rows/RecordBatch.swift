internal import KojaModel

/// Files as the index takes them in: made by the threads that read them, so that they share the work.
package struct RecordBatch: Sendable {
  /// A file of the batch.
  struct File: Sendable {
    /// What became of it.
    enum Kind: Sendable { case record, unreadable, unchanged }
    let path: String
    /// What `stat` said before it was read; nil where no stamp is kept.
    let stamp: FileStamp?
    let kind: Kind
    /// One past its last row.
    let end: Int
  }

  private let encoder: RecordEncoder
  private(set) var tape: RowTape
  private(set) var files: [File] = []

  init(_ encoder: RecordEncoder, records: Int = 0) {
    self.encoder = encoder
    tape = RowTape(records: records)
  }

  /// An empty batch for the same index, with room for about so many files.
  package func next(files: Int) -> RecordBatch { RecordBatch(encoder, records: files) }

  /// Adds a record; one of a collection without a layout counts as unreadable.
  ///
  /// - Parameters:
  ///   - content: A hash of the file's bytes: as long as it is the same, nothing is written again. Nil is one that was not
  ///     made; then whatever stands in the file is news when its stamp changes.
  ///   - stamp: What `stat` said before the file was read.
  package mutating func add(_ record: IndexedRecord, content: [UInt8]?, stamp: FileStamp? = nil) {
    note(record.path, content)
    let isKnown = encoder.encode(record, onto: &tape)
    add(record.path, stamp, isKnown ? .record : .unreadable)
  }

  /// Adds a file that is there and is no record.
  package mutating func add(unreadable path: String, content: [UInt8]?, stamp: FileStamp? = nil) {
    note(path, content)
    add(path, stamp, .unreadable)
  }

  /// Adds a file whose content is the one that the index has.
  package mutating func add(unchanged path: String, stamp: FileStamp) { add(path, stamp, .unchanged) }

  /// The row of the file itself.
  private mutating func note(_ path: String, _ content: [UInt8]?) {
    tape.add(path)
    let hash = content.map { content in tape.write(asText: false) { $0 += content } }
    tape.add(hash ?? .null)
    tape.end(IndexPlan.Table.file.rawValue)
  }

  private mutating func add(_ path: String, _ stamp: FileStamp?, _ kind: File.Kind) {
    files.append(File(path: path, stamp: stamp, kind: kind, end: tape.rows.count))
  }
}
