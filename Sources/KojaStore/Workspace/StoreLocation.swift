internal import Glibc
internal import KojaGit
package import KojaModel

/// Where a store lies: found from any folder below it, or named.
package struct StoreLocation: Sendable {
  /// The absolute path of the store's folder; that of the git folder where there is no work tree.
  package let root: String
  /// Whether it is a bare repository: then there are only commits to read.
  var isBare = false

  /// The store that contains a folder: the nearest one upwards that holds `schemas/store.yaml`.
  ///
  /// Throws a failure of kind `store` when there is none.
  package static func find(from folder: String) throws(Failure) -> StoreLocation {
    guard let start = resolved(folder) else {
      throw Failure(.store, Phrase(id: "folder `\(folder)` tidak ada", en: "there is no folder `\(folder)`"))
    }
    var current = start
    while true {
      if isStore(current) { return StoreLocation(root: current) }
      guard current != "/", let slash = current.lastIndex(of: "/") else { break }
      current = slash == current.startIndex ? "/" : String(current[..<slash])
    }
    if let bare = bare(start) { return bare }
    throw Failure(
      .store,
      Phrase(
        id: "di sini tidak ada penyimpanan koja (folder dengan `schemas/store.yaml` dan `records/`)",
        en: "there is no koja store here (a folder with `schemas/store.yaml` and `records/`)"),
      hint: Phrase(
        id: "pindah ke dalamnya, sebutkan dengan `--store DIR`, atau buat dengan `koja init DIR`",
        en: "change into one, name it with `--store DIR`, or make one with `koja init DIR`"))
  }

  /// Exactly this folder.
  package static func exactly(_ folder: String) throws(Failure) -> StoreLocation {
    guard let root = resolved(folder), isStore(root) else {
      if let bare = resolved(folder).flatMap(bare) { return bare }
      throw Failure(
        .store,
        Phrase(
          id: "`\(folder)` bukan penyimpanan koja: tidak ada `schemas/store.yaml`",
          en: "`\(folder)` is not a koja store: there is no `schemas/store.yaml`"),
        hint: Phrase(id: "`koja init \(folder)` membuatnya", en: "`koja init \(folder)` makes one"))
    }
    return StoreLocation(root: root)
  }

  /// The absolute path of a folder, links resolved; nil when it does not exist.
  package static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The bare repository that a folder belongs to; nil when there is none.
  private static func bare(_ folder: String) -> StoreLocation? {
    guard let repository = try? Repository.open(containing: folder), repository.isBare else { return nil }
    return StoreLocation(root: repository.gitDirectory, isBare: true)
  }

  private static func isStore(_ folder: String) -> Bool {
    access((folder == "/" ? "" : folder) + "/" + StoreSettings.path, F_OK) == 0
  }
}
