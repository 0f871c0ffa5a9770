import KojaDemo
import KojaModel
import KojaStore
import KojaTestSupport

/// The store that this repository is.
enum Template {
  static func own() throws -> StoreLocation {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try .exactly("/" + folder)
  }

  /// Makes a city in a scratch folder.
  static func city(
    _ scratch: ScratchDirectory, records: Int, seed: UInt64 = 1, commits: City.Commits = .record,
    from template: StoreLocation? = nil
  ) throws -> City.Made {
    try City(template: try template ?? own(), records: records, seed: seed, commits: commits)
      .build(at: scratch.path("city")) { _ in }
  }

  /// What `koja check` says of a city on its last day.
  static func check(_ scratch: ScratchDirectory, _ made: City.Made) throws -> CheckRun.Report {
    let store = try Store.open(try .exactly(scratch.path("city")))
    return CheckRun(store.catalogue, WorkTreeSource(store.files), now: made.end).all()
  }
}
