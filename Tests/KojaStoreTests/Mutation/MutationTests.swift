import Foundation
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// Independent faults in valid records are found, each once and at its place, and nothing else is.
@Suite struct MutationTests {
  /// How many mutants; `KOJA_SOAK` is a factor for long runs, `KOJA_MUTANT` the seed of one to look at alone.
  private static let count = 400 * (ProcessInfo.processInfo.environment["KOJA_SOAK"].flatMap { Int($0) } ?? 1)

  @Test func everyFaultIsFoundOnceAtItsPlace() throws {
    let paths = try MutationBase.paths()
    var wrong: [String] = []
    var kinds: [String: Int] = [:]
    var most = 0
    let only = ProcessInfo.processInfo.environment["KOJA_MUTANT"].flatMap { UInt64($0) }
    for seed in only.map({ $0...$0 }) ?? 1...UInt64(Self.count) {
      guard let mutant = try Self.mutant(seed, paths) else { continue }
      for kind in mutant.kinds { kinds[kind, default: 0] += 1 }
      most = max(most, mutant.kinds.count)
      let found = try City.findings(of: mutant).map { Mutant.line($0.place.bytes, $0.code) }
      if found.sorted() != mutant.expected, wrong.count < 8 {
        wrong.append(Self.complaint(seed, mutant, found: found.sorted()))
      }
    }
    print("mutants: \(Self.count), \(kinds.values.reduce(0, +)) faults of \(kinds.count) kinds, up to \(most) at once")
    for (kind, count) in kinds.sorted(by: { $0.key < $1.key }) { print("  \(kind): \(count)") }
    if only != nil { print(wrong.joined(separator: "\n")) }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    guard only == nil else { return }
    #expect(kinds.count >= 40)
    #expect(most >= 10)
  }

  /// A record with 1 to 10 faults; the same for the same seed. Nil for the few records that a dress makes too long.
  private static func mutant(_ seed: UInt64, _ paths: [String]) throws -> Mutant? {
    var chance = seededGenerator(seed)
    let dress = MutationBase.Dress(
      isCRLF: .random(using: &chance), hasMark: .random(using: &chance), isWide: .random(using: &chance),
      endsBare: Int.random(in: 0..<4, using: &chance) == 0)
    guard let path = paths.randomElement(using: &chance), let base = try MutationBase(path, dress: dress) else {
      return nil
    }
    let wanted = Int.random(in: 1...10, using: &chance)
    let family: RecordFault.Family =
      switch Int.random(in: 0..<8, using: &chance) {
      case 0: .bytes
      case 1: .syntax
      default: .tree
      }
    var faults = RecordFaults(base, chance)
    var chosen: [RecordFault] = []
    var taken: Set<String> = []
    var used: [String: Int] = [:]
    let note = family == .tree ? faults.missingFinalNewline : nil
    for fault in faults.all() where fault.family == family && taken.isDisjoint(with: fault.slots) {
      // Where the text ends bare, a fault in its last line could end it otherwise.
      if note != nil, fault.edits.contains(where: { $0.range.upperBound == base.document.source.count }) { continue }
      guard used[fault.kind, default: 0] < 2 || family == .bytes, !chosen.contains(where: { $0.overlaps(fault) }) else {
        continue
      }
      chosen.append(fault)
      taken.formUnion(fault.slots)
      used[fault.kind, default: 0] += 1
      if chosen.count == wanted { break }
    }
    guard !chosen.isEmpty else { return nil }
    return Mutant(base, chosen + (note.map { [$0] } ?? []))
  }

  private static func complaint(_ seed: UInt64, _ mutant: Mutant, found: [String]) -> String {
    """
    seed \(seed), \(mutant.path): \(mutant.kinds.joined(separator: ", "))
      \(String(decoding: mutant.bytes, as: UTF8.self))
      missing: \(mutant.expected.without(found))
      invented: \(found.without(mutant.expected))
    """
  }
}

extension City {
  /// What a check finds in a mutant that stands in the place of its record.
  static func findings(of mutant: Mutant) throws -> [Finding] {
    var changes: [Key: [UInt8]?] = [:]
    changes.updateValue(nil, forKey: Key(mutant.origin))
    changes.updateValue(mutant.bytes, forKey: Key(mutant.path))
    let overlay = OverlaySource(MemorySource(records), changes: changes)
    return try CheckRun(try catalogue(), overlay, now: now).only([mutant.path]).findings
  }
}

extension [String] {
  /// What is left when each of some others takes one away.
  fileprivate func without(_ others: [String]) -> [String] {
    var left = self
    for other in others { if let index = left.firstIndex(of: other) { left.remove(at: index) } }
    return left
  }
}
