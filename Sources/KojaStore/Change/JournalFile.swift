internal import KojaGit
internal import KojaModel

/// Where the journal lies: `koja/journal` in the git folder of the work tree.
struct JournalFile {
  private static let path = "koja/journal"
  private let files: StoreFiles

  init(_ repository: Repository) { files = StoreFiles(root: repository.gitDirectory) }

  /// The journal that a dead owner left; nil when there is none, or one that was never whole.
  func read() -> Journal? {
    guard let bytes = try? files.read(Self.path, limit: 64 << 20) else { return nil }
    return Journal(bytes)
  }

  func write(_ journal: Journal) throws(GitError) {
    guard let bytes = try? journal.encoded() else {
      // Without a journal nothing may be written.
      throw GitError(
        .other, operation: "journal",
        Phrase(id: "jurnal perubahan tidak dapat disusun", en: "the journal of the change cannot be put together"))
    }
    do throws(FileError) { try files.write(bytes, to: Self.path) } catch { throw Transaction.wrapped(error) }
  }

  func remove() throws(GitError) {
    do throws(FileError) { try files.remove(Self.path) } catch { throw Transaction.wrapped(error) }
  }
}
