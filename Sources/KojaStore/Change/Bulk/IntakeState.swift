internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// How far the intake of a file has come: `intake/<hash>.json` in the store's own folder, so that a second run goes on.
///
/// A file is known by the lines that are in, not by those to come: a line that was refused may be mended in between. One of
/// which a line that is in was mended would be entered again as a whole, and is refused.
///
/// Written after every batch. What a crash kept from being written is found in the history: the last commit of a batch
/// names its lines and how many they are.
struct IntakeState {
  /// The trailer of a batch's last commit: the hash of the lines that are in and how many they are.
  static let trailer = "Koja-Source"

  /// The records that are in.
  private(set) var mark = IntakeMark()
  private let own: OwnFolder
  private let collection: String
  private let name: String

  /// The state of a file's intake into a collection; the file is taken up to behind what is in.
  init(_ store: Store, _ source: IntakeSource, into collection: String) throws(Failure) {
    (own, self.collection) = (store.own, collection)
    let first = try source.next(1)
    source.putBack(first)
    name = "intake/\(IntakeMark().extended(to: first).hash).json"
    let (told, head) = Self.written(own, name, collection)
    var claims = told
    if let repository = store.repository, let head {
      do throws(GitError) {
        if try !Self.stands(head, in: repository) { claims = [] }
        claims += try Self.committed(repository, since: head)
      } catch {
        throw error.failure
      }
    }
    try pass(claims, of: source)
    if let most = claims.map(\.count).max(), most > mark.count { throw Self.changed(most, of: source) }
  }

  private static func changed(_ count: Int, of source: IntakeSource) -> Failure {
    Failure(
      .findings,
      Phrase(
        id: "\(count) baris yang berawal seperti `\(source.name)` sudah masuk, dan salah satunya kini berbeda",
        en: "\(count) lines that begin like `\(source.name)` are in, and one of them differs now"),
      hint: Phrase(
        id:
          "memuatnya lagi membuat semuanya dua kali: sisakan baris yang baru saja, dan betulkan yang sudah masuk dengan `koja set`",
        en:
          "taking them again would make all of them twice: leave only the new lines, and mend with `koja set` what is in"
      ))
  }

  /// Whether the commit of the last run is still part of the history: what was reset is not in.
  private static func stands(_ head: String, in repository: Repository) throws(GitError) -> Bool {
    guard let then = ObjectID(hex: head), let now = try repository.head().commit else { return false }
    return try repository.mergeBase(then, now) == then
  }

  /// How far a file has come: so many records with this hash.
  private typealias Claim = (count: Int, hash: String)

  /// Takes the lines that one of the claims is about; those behind the last one that holds come again.
  private mutating func pass(_ claims: [Claim], of source: IntakeSource) throws(Failure) {
    var (reached, ahead): (IntakeMark, [IntakeLine]) = (mark, [])
    for claim in claims.sorted(by: { $0.count < $1.count }) where claim.count > reached.count {
      while reached.count < claim.count {
        let lines = try source.next(min(claim.count - reached.count, 10_000))
        guard !lines.isEmpty else { break }
        reached = reached.extended(to: lines)
        ahead += lines
        if reached.count == claim.count, reached.hash.sameBytes(as: claim.hash) { (mark, ahead) = (reached, []) }
      }
    }
    source.putBack(ahead)
  }

  /// What the last run wrote down, and where the branch stood then.
  private static func written(_ own: OwnFolder, _ name: String, _ collection: String) -> ([Claim], head: String?) {
    guard let bytes = try? own.read(name, limit: 1 << 16),
      let value = JSONReader.read(bytes, path: name).document.map({ $0.value(of: Document.root) }),
      value["collection"]?.string?.sameBytes(as: collection) ?? false
    else { return ([], nil) }
    let count = value["done"].flatMap { Int($0.json()) } ?? 0
    return ([(count, value["lines"]?.string ?? "")], value["head"]?.string)
  }

  /// What the commits since then say.
  private static func committed(_ repository: Repository, since head: String) throws(GitError) -> [Claim] {
    guard let now = try repository.head().commit else { return [] }
    var claims: [Claim] = []
    var left = 200_000
    try repository.log(from: now, order: .time) { commit, _ throws(GitError) in
      left -= 1
      guard left > 0, !commit.id.hex.sameBytes(as: head) else { return false }
      for line in commit.message.split(separator: "\n") where line.hasPrefix(Self.trailer + ": ") {
        let words = line.dropFirst(Self.trailer.count + 2).split(separator: " ")
        if words.count == 2, let count = Int(words[1]) { claims.append((count, String(words[0]))) }
      }
      return true
    }
    return claims
  }

  /// Notes how far it has come.
  mutating func write(_ mark: IntakeMark, head: String?) {
    self.mark = mark
    let value = Value.object([
      .init("collection", .string(collection)), .init("done", .integer(mark.count)),
      .init("lines", .string(mark.hash)), .init("head", .optional(head)),
    ])
    try? own.write(Array((value.json() + "\n").utf8), to: name)
  }
}
