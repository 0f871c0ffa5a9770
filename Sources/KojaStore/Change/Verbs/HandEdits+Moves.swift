package import KojaGit
package import KojaModel
internal import KojaYAML

extension HandEdits {
  /// The changed files below some paths, each record once: a file that was moved comes with the path that it had, also
  /// where the record has another id there.
  package func changedRecords(under paths: [String]) throws(Failure) -> [(status: PathStatus, from: String?)] {
    let chosen = try changed(under: paths)
    guard chosen.contains(where: { $0.kind == .deleted || Self.isNew($0) }) else { return chosen.map { ($0, nil) } }
    // The other half of a move may lie outside of what was chosen.
    let all = paths.isEmpty ? chosen : try changed(under: [])
    let sources = try sources(gone: all.filter { $0.kind == .deleted }, come: all.filter(Self.isNew))
    let targets = Dictionary(sources.map { ($1, $0) }) { first, _ in first }
    var seen: Set<Key> = []
    return chosen.compactMap { status in
      let path = targets[Key(status.path)]?.string ?? status.path
      guard let old = sources[Key(path)] else { return (status, nil) }
      guard seen.insert(Key(path)).inserted else { return nil }
      return all.first { $0.path.sameBytes(as: path) }.map { ($0, old.string) }
    }
  }

  private static func isNew(_ status: PathStatus) -> Bool { status.kind == .added || status.kind == .untracked }

  /// Where files that came lay before: by the id of their record, else as ``RecordPairs`` has it.
  private func sources(gone: [PathStatus], come: [PathStatus]) throws(Failure) -> [Key: Key] {
    func key(_ status: PathStatus) -> TextKey? {
      store.catalogue.collection(ofPath: status.path).map { TextKey($0.name, Record.id(ofPath: status.path)) }
    }
    var byID: [TextKey: PathStatus] = [:]
    for status in gone { if let key = key(status) { byID[key] = status } }
    var sources: [Key: Key] = [:]
    for status in come { sources[Key(status.path)] = key(status).flatMap { byID[$0] }.map { Key($0.path) } }
    let moved = Set(sources.values)
    let (gone, come) = (
      gone.filter { !moved.contains(Key($0.path)) }, come.filter { sources[Key($0.path)] == nil }
    )
    guard !gone.isEmpty, !come.isEmpty else { return sources }
    let pairs = try RecordPairs.find(
      gone: try sides(gone) { path throws(Failure) in try store.committedBytes(path, in: repository) },
      come: try sides(come) { path in try? store.files.read(path, limit: Store.recordLimit) })
    for (new, old) in pairs { sources[Key(come[new].path)] = Key(gone[old].path) }
    return sources
  }

  private func sides(_ files: [PathStatus], _ bytes: (String) throws(Failure) -> [UInt8]?) throws(Failure)
    -> [RecordPairs.Side<Failure>]
  {
    var sides: [RecordPairs.Side<Failure>] = []
    for file in files {
      let text = try bytes(file.path)
      sides.append(
        RecordPairs.Side(
          collection: store.catalogue.collection(ofPath: file.path)?.name ?? "",
          content: Key(text.map { SHA256.hex($0) } ?? file.path)
        ) { () throws(Failure) in
          text.flatMap { YAMLReader.read($0, path: file.path).document }.flatMap {
            $0.kind(Document.root) == .mapping ? $0 : nil
          }
        })
    }
    return sides
  }

  /// A record that got another id by hand: neither half is committed, since what refers to it has the old one still.
  func renamed(_ old: String, to new: String) throws(Failure) -> Finding {
    let (before, after) = (Record.id(ofPath: old), Record.id(ofPath: new))
    let back = Phrase(id: "kembalikan dengan `mv \(new) \(old)`", en: "put it back by `mv \(new) \(old)`")
    let rename = "`koja rename \(before) \(after)`"
    let collection = store.catalogue.collection(ofPath: new)
    let way: Phrase
    if !(collection?.path(of: after)?.sameBytes(as: new) ?? false) || collection?.name == EngineCollections.numbers {
      way = back
    } else if try ChangeDesk.isMoved(old, to: new, in: store, repository) {
      way = Phrase(id: "\(rename) menyelesaikannya", en: "\(rename) completes it")
    } else {
      way = Phrase(
        id: "isinya juga berubah: \(back.id), lalu `koja commit \(before)` dan \(rename)",
        en: "its content changed, too: \(back.en), then `koja commit \(before)` and \(rename)")
    }
    return Finding(
      "store/renamed", at: Place(file: new),
      Phrase(
        id: "berkas `\(old)` diganti namanya dengan tangan: rujukan masih menyebut `\(before)`",
        en: "the file `\(old)` was renamed by hand: references still name `\(before)`"),
      hint: Phrase(
        id: "\(way.id); bila ini catatan lain, `koja restore \(before)` mengembalikan yang lama",
        en: "\(way.en); if this is another record, `koja restore \(before)` brings the old one back"))
  }
}
