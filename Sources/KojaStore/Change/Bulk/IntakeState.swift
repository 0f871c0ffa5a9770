internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// How far the intake of a file has come: `intake/<hash>.json` in the store's own folder, so that a second run goes on.
///
/// A file is known by the lines that are in, not by those to come: a line that was refused may be mended in between.
///
/// Written after every batch. What a crash kept from being written is found in the history: the last commit of a batch
/// names its lines and how many they are.
struct IntakeState {
  /// The trailer of a batch's last commit: the hash of the lines that are in and how many they are.
  static let trailer = "Koja-Source"

  private let own: OwnFolder
  private let name: String
  /// How many records are in.
  private(set) var done = 0
  /// Where the branch stood then.
  private var head: String?

  /// The state of a file's intake into a collection.
  init(_ store: Store, _ source: IntakeSource, into collection: String) throws(Failure) {
    own = store.own
    name = "intake/\(source.mark(1).hash).json"
    if let bytes = try? own.read(name, limit: 1 << 16),
      let value = JSONReader.read(bytes, path: name).document.map({ $0.value(of: Document.root) }),
      value["collection"]?.string?.sameBytes(as: collection) ?? false
    {
      let count = value["done"].flatMap { Int($0.json()) } ?? 0
      head = value["head"]?.string
      let mark = value["lines"]?.string ?? ""
      if count <= source.count, source.mark(count).hash.sameBytes(as: mark) { done = count }
    }
    guard let repository = store.repository else { return }
    do throws(GitError) { done = max(done, try committed(source, repository)) } catch { throw error.failure }
  }

  /// How many records the commits since then say are in.
  private func committed(_ source: IntakeSource, _ repository: Repository) throws(GitError) -> Int {
    guard let head, let now = try repository.head().commit else { return 0 }
    var most = 0
    var left = 200_000
    try repository.log(from: now, order: .time) { commit, _ throws(GitError) in
      left -= 1
      guard left > 0, !commit.id.hex.sameBytes(as: head) else { return false }
      for line in commit.message.split(separator: "\n").reversed() where line.hasPrefix(Self.trailer + ": ") {
        let words = line.dropFirst(Self.trailer.count + 2).split(separator: " ")
        guard words.count == 2, let count = Int(words[1]), (1...source.count).contains(count),
          source.mark(count).hash.sameBytes(as: String(words[0]))
        else { continue }
        most = max(most, count)
        return false
      }
      return true
    }
    return most
  }

  /// Notes how far it has come.
  mutating func write(_ mark: IntakeSource.Mark, head: String?, into collection: String) {
    done = mark.count
    self.head = head
    let value = Value.object([
      .init("collection", .string(collection)), .init("done", .integer(done)), .init("lines", .string(mark.hash)),
      .init("head", .optional(head)),
    ])
    try? own.write(Array((value.json() + "\n").utf8), to: name)
  }
}
