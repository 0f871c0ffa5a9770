internal import KojaModel

/// Records of a source whose trees are kept once they were read: what many others refer to is read once.
struct KnownRecords<Base: RecordSource>: RecordSource {
  private let base: Base
  private let trees = Memo<Key, Document?>()

  init(_ base: Base) { self.base = base }

  func entries(under path: String) -> [StoreFiles.Entry] { base.entries(under: path) }

  func has(_ path: String) -> Bool { base.has(path) }

  func bytes(_ path: String) throws(FileError) -> [UInt8]? { try base.bytes(path) }

  func document(_ path: String) -> Document? { trees.answer(Key(path)) { base.document(path) } }
}
