package import KojaModel

/// The files that records name, against those that lie in `attachments/`.
///
/// Reads all of their bytes, so it is asked for by itself. Findings: `attachment/missing`, `attachment/wrong`,
/// `attachment/unreferenced`.
package struct AttachmentCheck {
  private let store: Store

  /// A check of the work tree of a store.
  package init(_ store: Store) { self.store = store }

  /// One mention of a file in a record.
  private struct Mention: Sendable {
    let hash: String
    let bytes: Int?
    let hashPlace, bytesPlace: Place
  }

  /// A file as it is.
  private typealias Print = Result<(bytes: Int, hash: String), FileError>

  /// What is wrong with the files of the records at or below some paths; with those of all, and with the files that no
  /// record names, where there are none. Sorted.
  package func findings(under chosen: [String]) throws(Failure) -> [Finding] {
    try store.refuseBare()
    let catalogue = store.catalogue
    let source = WorkTreeSource(store.files)
    let folders = catalogue.collections.filter { AttachmentField($0) != nil }.map { "records/\($0.name)" }
    let paths = (chosen.isEmpty ? folders : chosen).flatMap { source.entries(under: $0) }.filter { entry in
      entry.kind == .file && catalogue.collection(ofPath: entry.path).map { AttachmentField($0) != nil } ?? false
    }.map(\.path)
    let read = Parallel.map(paths) { Self.mentions($0, source, catalogue) }
    let mentions = read.compactMap(\.self).flatMap(\.self)
    let entries = store.files.walk(AttachmentFolder.path, stamps: false)
    var byHash: [Key: [StoreFiles.Entry]] = [:]
    for entry in entries {
      if let hash = AttachmentFolder.hash(ofPath: entry.path) { byHash[Key(hash), default: []].append(entry) }
    }
    let named = Set(mentions.map { Key($0.hash) })
    let wanted = named.sorted().flatMap { byHash[$0] ?? [] }.map(\.path)
    let files = store.files
    let prints = Parallel.map(wanted, chunk: 1) { path -> Print in
      Result { () throws(FileError) in try files.fingerprint(path) }
    }
    let known = Dictionary(zip(wanted.map { Key($0) }, prints)) { first, _ in first }
    var found = mentions.flatMap { mention -> [Finding] in
      let there = (byHash[Key(mention.hash)] ?? []).map { ($0.path, known[Key($0.path)]) }
      return Self.finding(mention, there.compactMap { path, print in print.map { (path, $0) } })
    }
    // Of a record that cannot be read nobody knows which files it names.
    if chosen.isEmpty, !read.contains(where: { $0 == nil }) {
      found += entries.filter { entry in
        !(AttachmentFolder.hash(ofPath: entry.path).map { named.contains(Key($0)) } ?? false)
      }.map { Self.unreferenced($0.path) }
    }
    return found.sorted()
  }

  /// The files that a record names; nil where it cannot be read.
  private static func mentions(_ path: String, _ source: WorkTreeSource, _ catalogue: Catalogue) -> [Mention]? {
    guard let document = source.document(path) else { return nil }
    let isHidden = !(catalogue.collection(ofPath: path)?.isOpen(AttachmentField.key) ?? false)
    return AttachmentField.items(of: document).map { item in
      let place = document.place(item.hashNode, in: path, hidden: isHidden)
      return Mention(
        hash: item.hash, bytes: item.bytes?.count, hashPlace: place,
        bytesPlace: item.bytes.map { document.place($0.node, in: path, hidden: isHidden) } ?? place)
    }
  }

  // MARK: Findings

  /// What is wrong with one mention, given the files whose names say its hash: one good file will do.
  private static func finding(_ mention: Mention, _ there: [(path: String, print: Print)]) -> [Finding] {
    let short = mention.hash.prefix(8)
    guard !there.isEmpty else { return [missing(mention)] }
    let sound = there.filter { file in
      (try? file.print.get()).map { $0.hash.sameBytes(as: mention.hash) } ?? false
    }
    guard let good = sound.first, let size = try? good.print.get().bytes else {
      return there.prefix(1).map { file in
        if case .failure(let error) = file.print { return error.finding(at: file.path) }
        return Finding(
          "attachment/wrong", at: mention.hashPlace,
          Phrase(
            id: "isi lampiran `\(short)…` bukan yang dicatat",
            en: "the attachment `\(short)…` does not hold what was recorded"),
          hint: Phrase(
            id: "ganti `\(file.path)` dengan salinan yang asli", en: "put the original in place of `\(file.path)`"),
          related: [Finding.Related(Phrase(id: "berkas", en: "file"), at: Place(file: file.path))])
      }
    }
    guard let bytes = mention.bytes, bytes != size else { return [] }
    return [
      Finding(
        "attachment/wrong", at: mention.bytesPlace,
        Phrase(
          id: "ukuran lampiran `\(short)…` tercatat \(bytes) bita, padahal \(size)",
          en: "the attachment `\(short)…` is recorded with \(bytes) bytes and has \(size)"),
        hint: Phrase(id: "tulis `bytes: \(size)`", en: "write `bytes: \(size)`"))
    ]
  }

  private static func missing(_ mention: Mention) -> Finding {
    Finding(
      "attachment/missing", .note, at: mention.hashPlace,
      Phrase(
        id: "lampiran `\(mention.hash.prefix(8))…` tidak ada di sini",
        en: "the attachment `\(mention.hash.prefix(8))…` is not here"),
      hint: Phrase(
        id: "salin berkasnya dengan `koja attach`, atau folder `attachments/` dari komputer lain",
        en: "bring the file with `koja attach`, or the folder `attachments/` from another computer"))
  }

  private static func unreferenced(_ path: String) -> Finding {
    Finding(
      "attachment/unreferenced", .note, at: Place(file: path),
      Phrase(id: "tidak ada catatan yang menyebut berkas ini", en: "no record names this file"),
      hint: Phrase(
        id: "lampirkan dengan `koja attach`, atau hapus bila memang tidak dipakai",
        en: "attach it with `koja attach`, or delete it if it is of no use"))
  }
}
