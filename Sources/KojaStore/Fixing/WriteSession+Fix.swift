package import KojaModel

extension WriteSession {
  /// Writes what a plan says into the work tree and commits nothing, as an editor would. Returns the part that was done.
  ///
  /// A file is written only while it still has the bytes that were judged, and moved only to where nothing is.
  package func write(_ plan: FixPlan) throws(Failure) -> FixPlan {
    var done = FixPlan(left: plan.left)
    for file in plan.files {
      do throws(FileError) {
        guard try store.files.read(file.path, limit: Store.recordLimit) == file.before else {
          done.left += file.mended.map { FixPlan.Left(finding: $0, reason: Self.edited) }
          continue
        }
        if file.after != file.before { try store.files.write(file.after, to: file.path) }
        if let target = file.target { try store.files.move(file.path, to: target) }
        done.files.append(file)
      } catch {
        guard [.missing, .exists, .link, .notRegular].contains(error.kind) else { throw error.failure }
        done.left += file.mended.map { FixPlan.Left(finding: $0, reason: error.phrase) }
      }
    }
    return done
  }

  private static var edited: Phrase {
    Phrase(id: "berkas ini berubah sementara itu", en: "this file changed in the meantime")
  }
}
