package import KojaModel

/// Whether a file below `records/` is one, and lies where its id says.
///
/// Findings: `store/not-a-file`, `store/unknown-collection`, `store/file-name`, `store/id`, `store/path`.
package enum PlacementCheck {
  /// Judges a file by its path alone. The collection and id are those to read it as, when it can be read.
  ///
  /// - Parameter isTaken: Whether a path holds a file.
  package static func judge(
    _ entry: StoreFiles.Entry, _ catalogue: Catalogue, isTaken: (String) -> Bool = { _ in false }
  ) -> (collection: Collection?, id: String, findings: [Finding]) {
    let path = entry.path
    let id = Record.id(ofPath: path)
    func finding(_ code: String, _ message: Phrase, hint: Phrase? = nil) -> [Finding] {
      [Finding(code, at: Place(file: path), message, hint: hint)]
    }
    guard entry.kind == .file else { return (nil, id, notAFile(entry)) }
    let parts = path.split(separator: "/", maxSplits: 2).map(String.init)
    guard parts.count == 3 else {
      return (
        nil, id,
        finding(
          "store/unknown-collection",
          Phrase(id: "berkas ini tidak berada di folder koleksi", en: "this file is not in a collection's folder"),
          hint: Phrase(id: "pindahkan ke `records/<koleksi>/`", en: "move it to `records/<collection>/`"))
      )
    }
    guard let collection = catalogue.collection(parts[1]) else {
      let near = Suggestion.nearest(to: parts[1], among: catalogue.collections.map(\.name))
      return (
        nil, id,
        finding(
          "store/unknown-collection",
          Phrase(id: "tidak ada koleksi `\(parts[1])`", en: "there is no collection `\(parts[1])`"),
          hint: near.map { Suggestion.question($0) })
      )
    }
    guard path.hasSuffix(".yaml") else {
      return (
        nil, id,
        finding(
          "store/file-name",
          Phrase(id: "nama catatan harus berakhiran `.yaml`", en: "a record's name must end in `.yaml`"),
          hint: Phrase(
            id: "ganti namanya, atau simpan di luar `records/`", en: "rename it, or keep it outside `records/`"))
      )
    }
    let isOwn = if case .wrongForm = collection.ids.judge(id) { false } else { true }
    if !isOwn, let home = catalogue.collection(ofID: id), home !== collection, let right = home.path(of: id) {
      // What it holds is nothing to its folder.
      return (nil, id, [misplaced(id, path, right, isTaken: isTaken)])
    }
    return (collection, id, placement(id, path, collection, isTaken: isTaken))
  }

  /// The file lies elsewhere than where its id says.
  private static func misplaced(
    _ id: String, _ path: String, _ right: String, isTaken: (String) -> Bool
  ) -> Finding {
    guard !isTaken(right) else {
      return Finding(
        "store/path", at: Place(file: path),
        Phrase(
          id: "`\(id)` ada dua kali: ini salinan di folder yang salah",
          en: "`\(id)` is there twice: this is a copy in the wrong folder"),
        hint: Phrase(
          id: "bandingkan dengan `\(right)`, lalu hapus salinan ini",
          en: "compare it with `\(right)`, then remove this copy"))
    }
    return Finding(
      "store/path", at: Place(file: path),
      Phrase(id: "berkas ini berada di folder yang salah", en: "this file is in the wrong folder"),
      hint: Phrase(id: "tempatnya `\(right)`", en: "its place is `\(right)`"), fix: .move(to: right))
  }

  private static func placement(
    _ id: String, _ path: String, _ collection: Collection, isTaken: (String) -> Bool
  ) -> [Finding] {
    switch collection.ids.judge(id) {
    case .good:
      guard let right = collection.path(of: id), !right.sameBytes(as: path) else { return [] }
      return [misplaced(id, path, right, isTaken: isTaken)]
    case .mistyped:
      return [
        Finding(
          "store/id", at: Place(file: path),
          Phrase(
            id: "id `\(id)` salah ketik: huruf pemeriksanya tidak cocok",
            en: "the id `\(id)` is mistyped: its check character does not match"),
          hint: Phrase(
            id: "id dibuat oleh `koja new \(collection.name)`", en: "ids are made by `koja new \(collection.name)`"))
      ]
    case .wrongForm:
      return [
        Finding(
          "store/id", at: Place(file: path),
          Phrase(
            id: "`\(id)` bukan id untuk koleksi `\(collection.name)`",
            en: "`\(id)` is not an id of the collection `\(collection.name)`"),
          hint: Phrase(id: "bentuknya: \(collection.ids.form.id)", en: "their form: \(collection.ids.form.en)"))
      ]
    }
  }

  private static func notAFile(_ entry: StoreFiles.Entry) -> [Finding] {
    let message: Phrase =
      switch entry.kind {
      case .link:
        Phrase(id: "tautan simbolik tidak diikuti", en: "a symbolic link is not followed")
      case .repository:
        Phrase(
          id: "folder ini repositori git tersendiri; isinya tidak dibaca",
          en: "this folder is a git repository of its own; what it holds is not read")
      case .unreadable: Phrase(id: "folder ini tidak dapat dibaca", en: "this folder cannot be read")
      default:
        Phrase(id: "ini bukan berkas biasa", en: "this is not a regular file")
      }
    let isUnreadable = entry.kind == .unreadable
    return [
      Finding(
        isUnreadable ? "store/unreadable" : "store/not-a-file", at: Place(file: entry.path), message,
        hint: isUnreadable
          ? Phrase(
            id: "beri hak baca, misalnya `chmod -R u+rX \(entry.path)`",
            en: "give the right to read, such as `chmod -R u+rX \(entry.path)`")
          : Phrase(
            id: "ganti dengan berkas biasa, atau pindahkan ke luar `records/`",
            en: "replace it with a regular file, or move it out of `records/`"))
    ]
  }
}
