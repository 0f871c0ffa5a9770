package import KojaIndex
package import KojaModel

extension IndexedStore {
  /// How the index differs from one that is made anew from the contents of all files; at most so many differences.
  package func differences(limit: Int, clock: @escaping () -> (seconds: Int, nanoseconds: Int)) throws(Failure)
    -> [IndexDifference]
  {
    let fresh: RecordIndex
    do throws(IndexError) { (fresh, _) = try IndexOpener(store, .contents, clock).build(nil) } catch {
      throw error.failure
    }
    return try ask { index throws(IndexError) in try index.differences(from: fresh, limit: limit) }
  }
}
