internal import Glibc
internal import KojaGit
package import KojaModel

/// Makes a store for what must be erasable: a folder that only its owner may read, without a repository.
///
/// Its schemas are data: `schemas/stores/<name>/` of the store that will refer to it. Modes are those that the process
/// gives to new files; see `Desk`.
package struct PrivateStoreFounder {
  /// The store that describes the new one.
  private let describing: StoreFiles
  /// What references call it.
  private let name = "private"

  /// A founder who takes schemas from a store.
  package init(describedBy location: StoreLocation) { describing = StoreFiles(root: location.root) }

  /// Makes the store in a folder that is empty or not there. Nothing is left of one that could not be made.
  ///
  /// - Returns: The absolute path of the store.
  package func found(at folder: String) throws(Failure) -> String {
    let contents = try contents()
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST, let root = StoreLocation.resolved(folder),
      chmod(root, 0o700) == 0
    else { throw FileError.last(folder).failure }
    let files = StoreFiles(root: root)
    do throws(Failure) {
      try refuse(root, folder)
      do throws(FileError) { for (path, bytes) in contents { try files.write(bytes, to: path) } } catch {
        throw error.failure
      }
      let store = try Store.open(.exactly(root))
      guard !store.settings.hasHistory else { throw Self.keepsHistory }
      // Whoever makes it a repository by mistake adds nothing to it.
      let editor = EditorSettings(store.catalogue).files.filter { !$0.path.hasPrefix(".git") }
      let own: [(path: String, bytes: [UInt8])] = [(".gitignore", Array("*\n".utf8))]
      do throws(FileError) { for (path, bytes) in own + editor { try files.write(bytes, to: path) } } catch {
        throw error.failure
      }
      return root
    } catch {
      for (path, _) in contents.reversed() {
        try? files.remove(path)
        var folder = StoreFiles.folder(of: path)
        while !folder.isEmpty, rmdir(files.absolute(folder)) == 0 { folder = StoreFiles.folder(of: folder) }
      }
      rmdir(root)
      throw error
    }
  }

  /// The schema files of the new store.
  private func contents() throws(Failure) -> [(path: String, bytes: [UInt8])] {
    let folder = "schemas/stores/\(name)"
    let entries = describing.walk(folder, stamps: false).filter { $0.kind == .file && $0.path.hasSuffix(".yaml") }
    guard !entries.isEmpty else {
      throw Failure(
        .store, Phrase(id: "tidak ada skema di `\(folder)/`", en: "there are no schemas in `\(folder)/`"),
        hint: Phrase(
          id: "folder itu memerikan penyimpanan pribadi; salin dari koja", en: "that folder describes the private store"
        ))
    }
    var contents: [(path: String, bytes: [UInt8])] = []
    do throws(FileError) {
      for entry in entries {
        let bytes = try describing.read(entry.path, limit: Store.recordLimit)
        contents.append(("schemas" + entry.path.dropFirst(folder.count), bytes))
      }
    } catch {
      throw error.failure
    }
    return contents
  }

  private func refuse(_ root: String, _ folder: String) throws(Failure) {
    guard (try? Repository.open(containing: root)) == nil else {
      throw Failure(
        .usage,
        Phrase(
          id: "`\(folder)` berada di dalam repositori git; yang tercatat di sana tidak dapat dihapus",
          en: "`\(folder)` lies in a git repository; what is committed there cannot be erased"),
        hint: Phrase(id: "pilih folder di luarnya", en: "choose a folder outside"))
    }
    // Only an empty folder can be removed.
    guard rmdir(root) == 0, mkdir(root, 0o700) == 0 else {
      throw Failure(
        .usage, Phrase(id: "`\(folder)` tidak kosong", en: "`\(folder)` is not empty"),
        hint: Phrase(id: "pilih folder yang kosong atau belum ada", en: "choose a folder that is empty or not there"))
    }
  }

  private static var keepsHistory: Failure {
    Failure(
      .store,
      Phrase(
        id: "skema penyimpanan pribadi tidak menyebut `history: none`",
        en: "the schemas of the private store do not say `history: none`"),
      hint: Phrase(
        id: "tulis di `schemas/stores/private/store.yaml`", en: "write it in `schemas/stores/private/store.yaml`"))
  }
}
