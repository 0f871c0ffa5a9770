internal import Glibc
internal import KojaModel

/// What lies in `schemas/`: the files to read, and what should be one and is not.
///
/// A folder there is a collection, unless it is one of ``others``, and has a `schema.yaml`. What koja would have to read
/// and does not (links, folders, pipes) makes the store broken, so that no record is judged by half of its schemas.
///
/// Findings: `store/not-a-file`, `store/unreadable`, `store/no-schema`.
struct SchemaFolder {
  /// The regular files, sorted by path bytes.
  let paths: [String]
  /// What cannot be read, sorted.
  let findings: [Finding]

  /// Folders that are not collections, `design.md` section 2.
  private static let others = Set((Definition.Kind.allCases.map(\.rawValue) + ["stores", "templates"]).map { Key($0) })

  /// Looks into a store.
  init(_ files: StoreFiles) {
    self.init(
      files.walk("schemas", stamps: false), folders: Self.folders(in: files.absolute("schemas")),
      isFolder: files.isFolder)
  }

  /// Judges what was found.
  ///
  /// - Parameters:
  ///   - entries: Everything below `schemas/` that is no folder.
  ///   - folders: Names of the folders in it.
  ///   - isFolder: Whether a path is a folder.
  init(_ entries: [StoreFiles.Entry], folders: [String], isFolder: (String) -> Bool) {
    paths = entries.filter { $0.kind == .file }.map(\.path)
    var findings = entries.compactMap(Self.finding)
    for name in folders where !Self.others.contains(Key(name)) {
      let path = "schemas/\(name)/schema.yaml"
      let isKnown =
        paths.contains { $0.sameBytes(as: path) }
        || findings.contains { $0.place.path.sameBytes(as: path) || $0.place.path.sameBytes(as: "schemas/\(name)") }
      if isKnown { continue }
      findings.append(isFolder(path) ? Self.notAFile(path) : Self.missing(path, collection: name))
    }
    self.findings = findings.sorted()
  }

  private static func finding(_ entry: StoreFiles.Entry) -> Finding? {
    let name = StoreFiles.name(of: entry.path)
    // A link to a folder could be a collection; anything else that is no YAML is nobody's business.
    let couldBeFolder = entry.path.split(separator: "/").count <= 2 && !name.utf8.contains(UInt8(ascii: "."))
    switch entry.kind {
    case .file: return nil
    case .unreadable:
      return Finding(
        "store/unreadable", at: Place(file: entry.path),
        Phrase(id: "folder ini tidak boleh dibaca", en: "this folder may not be read"),
        hint: Phrase(id: "periksa hak folder itu", en: "check the rights of that folder"))
    case .link, .repository, .other: return name.hasSuffix(".yaml") || couldBeFolder ? notAFile(entry.path) : nil
    }
  }

  private static func notAFile(_ path: String) -> Finding {
    Finding(
      "store/not-a-file", at: Place(file: path),
      Phrase(
        id: "ini bukan berkas biasa; koja tidak membacanya",
        en: "this is not a regular file; koja does not read it"),
      hint: Phrase(id: "ganti dengan berkas atau folder biasa", en: "replace it with a regular file or folder"))
  }

  private static func missing(_ path: String, collection: String) -> Finding {
    Finding(
      "store/no-schema", at: Place(file: path),
      Phrase(
        id: "koleksi `\(collection)` tidak punya skema: berkas ini tidak ada",
        en: "the collection `\(collection)` has no schema: this file does not exist"),
      hint: Phrase(
        id: "kembalikan dengan `git restore \(path)`, atau hapus foldernya",
        en: "bring it back with `git restore \(path)`, or remove the folder"))
  }

  /// Names of the folders in a folder, sorted; empty ones too.
  private static func folders(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [Key] = []
    while let item = readdir(directory) {
      let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var facts = stat()
      guard !name.hasPrefix("."), lstat(folder + "/" + name, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
        continue
      }
      names.append(Key(name))
    }
    return names.sorted().map(\.string)
  }
}
