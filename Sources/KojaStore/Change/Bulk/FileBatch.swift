internal import KojaGit
internal import KojaModel

/// Writes many files so that each has its old bytes or its new ones, with two flushes of the disk instead of two for
/// each file: first all of them beside their places, then all of them into place.
struct FileBatch {
  private let files: StoreFiles

  /// Files of a store.
  init(_ files: StoreFiles) { self.files = files }

  /// Writes and removes. Throws `conflict` where a file has other bytes than were read; then the others are put back.
  func write(_ edits: [PlannedChange.FileEdit]) throws(GitError) {
    do throws(GitError) {
      do throws(FileError) {
        var folders: Set<String> = []
        for edit in edits {
          guard let after = edit.after else { continue }
          try files.writeDraft(after, of: edit.path, known: &folders)
        }
      } catch {
        throw Transaction.wrapped(error)
      }
      try flushFileSystem(of: files.root)
    } catch {
      for edit in edits { try? files.removeDraft(of: edit.path) }
      throw error
    }
    var done = 0
    do throws(GitError) {
      for edit in edits {
        try place(edit)
        done += 1
      }
    } catch {
      for edit in edits[done...] { try? files.removeDraft(of: edit.path) }
      putBack(edits[..<done])
      throw error
    }
    try flushFileSystem(of: files.root)
  }

  /// Takes back what was written; what somebody changed since stays. False where that was not possible.
  @discardableResult
  func putBack(_ edits: ArraySlice<PlannedChange.FileEdit>) -> Bool {
    var isDone = true
    for edit in edits {
      guard (try? present(edit.path)) == edit.after else { continue }
      do throws(FileError) {
        if let before = edit.before { try files.write(before, to: edit.path) } else { try files.remove(edit.path) }
      } catch {
        isDone = false
      }
    }
    return isDone
  }

  private func place(_ edit: PlannedChange.FileEdit) throws(GitError) {
    let now = try present(edit.path)
    guard now == edit.before || now == edit.after else { throw Transaction.edited(edit.path) }
    do throws(FileError) {
      if edit.after == nil { try files.remove(edit.path) } else { try files.placeDraft(of: edit.path) }
    } catch {
      throw Transaction.wrapped(error)
    }
  }

  /// The bytes that are there; nil for none.
  func present(_ path: String) throws(GitError) -> [UInt8]? {
    do throws(FileError) {
      return try files.read(path, limit: .max)
    } catch {
      guard error.kind == .missing else { throw Transaction.wrapped(error) }
      return nil
    }
  }
}
