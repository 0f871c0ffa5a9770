internal import KojaCivic
internal import KojaGit
internal import KojaModel

/// The claims of one series and year that are there already: in the work tree or in the newest commit, so that a claim
/// whose file is gone keeps its number.
struct NumberSeries {
  /// The series, as it is called in ids.
  let name: String
  /// The year; 0 where serials never start again.
  let year: Int
  /// The claims with their paths below the store, in no order.
  private(set) var claims: [(id: ClaimID, path: String)] = []

  /// Looks for the claims of a series.
  init(_ name: String, year: Int, in desk: ChangeDesk) throws(Failure) {
    (self.name, self.year) = (name, year)
    let folder = "records/\(EngineCollections.numbers)/\(name)"
    let store = desk.store
    var found: Set<Key> = []
    func look(_ path: String) {
      guard let id = ClaimID(Record.id(ofPath: path)), id.series.sameBytes(as: name), id.year == year,
        found.insert(Key(path)).inserted
      else { return }
      claims.append((id, path))
    }
    if store.files.isFolder(folder) { store.files.walk(folder, stamps: false).forEach { look($0.path) } }
    do throws(GitError) {
      if let repository = desk.session.repository, let head = try repository.head().commit {
        try repository.walkTree(of: head, under: store.gitPath(folder)) { path, _ throws(GitError) in
          if let path = store.storePath(ofGitPath: path) { look(path) }
        }
      }
    } catch {
      throw error.failure
    }
  }

  /// The claim with the highest serial.
  var last: (id: ClaimID, path: String)? { claims.max { $0.id.serial < $1.id.serial } }

  /// The next serial.
  var next: ClaimID { ClaimID(series: name, year: year, serial: (last?.id.serial ?? 0) + 1) }

  /// The first free letter behind a serial; nil when all are taken.
  func inserted(after serial: Int) -> ClaimID? {
    let taken = claims.filter { $0.id.serial == serial }.compactMap(\.id.suffix)
    let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { String(UnicodeScalar($0)) }
    return letters.first { !taken.contains($0) }.map { ClaimID(series: name, year: year, serial: serial, suffix: $0) }
  }
}
