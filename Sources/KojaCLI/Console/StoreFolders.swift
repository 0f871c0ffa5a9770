internal import KojaGit
internal import KojaModel
internal import KojaStore

/// The folders that are a store's own: what lies there is written and read by koja alone.
enum StoreFolders {
  /// What lies in a store.
  static let all = ["records", "schemas", "attachments", ".git"]

  /// Whether an absolute path, links followed, is one of a store's own folders or lies below one.
  static func hold(_ path: String, of store: Store, among names: [String] = all) -> Bool {
    let git = store.repository.map { [$0.gitDirectory, $0.commonDirectory] } ?? []
    let folders = (names.map { store.files.absolute($0) } + git).map { StoreLocation.resolved($0) ?? $0 }
    return folders.contains { path.sameBytes(as: $0) || path.utf8.starts(with: ($0 + "/").utf8) }
  }
}
