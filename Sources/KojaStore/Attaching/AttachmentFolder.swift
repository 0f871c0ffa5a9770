package import KojaModel

/// Where the bytes of attachments lie: `attachments/ab/<sha256>.<ext>`, named by their content, written once.
package struct AttachmentFolder: Sendable {
  /// The folder, relative to the store.
  static let path = "attachments"

  private let files: StoreFiles

  /// The folder of a store.
  package init(_ files: StoreFiles) { self.files = files }

  /// The files with the bytes of a hash, relative to the store; one, unless the same bytes came under several endings.
  package func paths(of hash: String) -> [String] {
    guard Self.isHash(hash) else { return [] }
    return files.walk(Self.folder(of: hash), stamps: false).filter { $0.kind == .file }.map(\.path).filter {
      Self.hash(ofPath: $0)?.sameBytes(as: hash) ?? false
    }
  }

  /// The files that a record names, with where the bytes of each lie; nil where they are not here.
  package func files(of document: Document) -> [(name: String, path: String?)] {
    AttachmentField.items(of: document).map { ($0.name, paths(of: $0.hash).first) }
  }

  /// Puts the bytes of an attachment in their place unless they are there, and gives the place.
  ///
  /// Throws where other bytes lie there: nothing is ever written over them.
  package func keep(_ attachment: NewAttachment) throws(Failure) -> (path: String, isNew: Bool) {
    do throws(FileError) {
      if let path = paths(of: attachment.hash).first {
        guard try files.fingerprint(path).hash.sameBytes(as: attachment.hash) else { throw FileError(.exists, path) }
        return (path, false)
      }
      try hideFromGit()
      let ending = attachment.ending.map { ".\($0)" } ?? ""
      let path = "\(Self.folder(of: attachment.hash))/\(attachment.hash)\(ending)"
      try files.writeOnce(attachment.bytes, to: path)
      return (path, true)
    } catch {
      throw error.kind == .exists ? Self.spoilt(error.path) : error.failure
    }
  }

  /// What lies at a place where git would see it would end up in its history, from which nothing can be erased: the
  /// folder says of itself that git takes nothing of it, whatever the store's own `.gitignore` says.
  private func hideFromGit() throws(FileError) {
    let mark = Self.path + "/.gitignore"
    if files.stamp(mark) == nil { try files.write(Array("*\n".utf8), to: mark) }
  }

  private static func spoilt(_ path: String) -> Failure {
    Failure(
      .findings,
      Phrase(
        id: "`\(path)` sudah ada, tetapi isinya bukan yang disebut namanya",
        en: "`\(path)` is there already, but does not hold what its name says"),
      hint: Phrase(
        id: "tidak ada yang ditulis; pindahkan berkas itu ke luar penyimpanan, lalu ulangi",
        en: "nothing was written; move that file out of the store, then try again"))
  }

  private static func folder(of hash: String) -> String { "\(path)/\(hash.prefix(2))" }

  /// The hash that a file's name says: what comes before its ending; nil where that is none.
  static func hash(ofPath path: String) -> String? {
    let name = StoreFiles.name(of: path)
    let hash = String(name.prefix { $0 != "." })
    return isHash(hash) ? hash : nil
  }

  /// Whether a text is a SHA-256 in hex, with small letters.
  static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
