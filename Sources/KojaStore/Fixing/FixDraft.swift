internal import KojaModel
internal import KojaYAML

/// The repairs of one file while they are tried.
struct FixDraft {
  /// The file, relative to the store.
  let path: String
  /// Its bytes.
  let before: [UInt8]
  /// Everything that is wrong with it now.
  let findings: [Finding]
  /// The findings whose way out is taken.
  private(set) var taken: [Finding] = []
  /// The findings whose way out is not taken, and why.
  private(set) var left: [FixPlan.Left] = []
  /// The replacements.
  private(set) var splices = Splices()
  /// The new place; nil when the file stays.
  private(set) var target: String?

  /// Whether the text could be read at all: then the repair must leave everything else as it is.
  private let tree: Document?

  /// Takes every way out that goes together with the others.
  ///
  /// - Parameter isFree: Whether nothing lies at a path yet.
  init(_ path: String, _ before: [UInt8], _ findings: [Finding], isFree: (String) -> Bool) {
    self.path = path
    self.before = before
    self.findings = findings
    tree = YAMLReader.read(before, path: path).document
    take(findings.filter { $0.fix != nil }, isFree: isFree)
    guard !keepsTheRest else { return }
    let offered = taken
    for alone in [true, false] where !keepsTheRest {
      keep(alone ? offered.filter { keepsTheRest(with: [$0]) } : [], because: Self.disturbs)
    }
  }

  /// Whether the text could be read before.
  var couldBeRead: Bool { tree != nil }

  /// Whether the text can be read afterwards.
  var canBeRead: Bool { YAMLReader.read(after, path: path).document != nil }

  /// The replaced bytes afterwards, with the whole of the scalars that they were a part of.
  var stretches: [Range<Int>] {
    splices.all.map { splice in
      splices.moved(tree.map { Self.scalars(around: splice.range, in: $0) } ?? splice.range)
    }
  }

  /// The place of the file afterwards.
  var place: String { target ?? path }

  /// The bytes of the file afterwards.
  var after: [UInt8] { splices.applied(to: before) }

  /// Goes back to fewer ways out; the others are left for a reason.
  mutating func keep(_ kept: [Finding], because reason: Phrase) {
    left += taken.filter { !kept.contains($0) }.map { FixPlan.Left(finding: $0, reason: reason) }
    (taken, splices, target) = ([], Splices(), nil)
    take(kept, isFree: { _ in true })
  }

  /// What the plan says of the file; nil when nothing is left to do.
  var file: FixPlan.File? {
    taken.isEmpty
      ? nil : FixPlan.File(path: path, target: target, before: before, splices: splices, mended: taken.sorted())
  }

  private mutating func take(_ findings: [Finding], isFree: (String) -> Bool) {
    for finding in findings {
      switch finding.fix {
      case .move(let to):
        if isFree(to) {
          target = to
          taken.append(finding)
        } else {
          left.append(FixPlan.Left(finding: finding, reason: Self.occupied(to)))
        }
      case .replace(let range, let text):
        if splices.add(range, Array(text.utf8), length: before.count) == .fits {
          taken.append(finding)
        } else {
          left.append(FixPlan.Left(finding: finding, reason: Self.meets))
        }
      case nil: break
      }
    }
  }

  private var keepsTheRest: Bool { keepsTheRest(splices) }

  private func keepsTheRest(with findings: [Finding]) -> Bool {
    var splices = Splices()
    for case .replace(let range, let text)? in findings.map(\.fix) {
      guard splices.add(range, Array(text.utf8), length: before.count) == .fits else { return false }
    }
    return keepsTheRest(splices)
  }

  /// Whether the text still reads as it did, but for what was replaced.
  private func keepsTheRest(_ splices: Splices) -> Bool {
    guard let tree, !splices.all.isEmpty else { return true }
    guard let new = YAMLReader.read(splices.applied(to: before), path: path).document else { return false }
    let stretches = splices.all.map { Self.scalars(around: $0.range, in: tree) }
    return Outline(tree, outside: stretches, moved: { splices.moved($0, isEmpty: $1) })
      == Outline(new, outside: stretches.map { splices.moved($0) })
  }

  /// A stretch of the text, with the whole of the scalars that it is a part of: one text may become a key and a value.
  private static func scalars(around stretch: Range<Int>, in tree: Document) -> Range<Int> {
    tree.nodes.indices.reduce(stretch) { result, node in
      let range = tree.range(node)
      let isCollection = tree.kind(node) == .mapping || tree.kind(node) == .sequence
      let isPart =
        stretch.isEmpty
        ? range.lowerBound < stretch.lowerBound && stretch.lowerBound < range.upperBound : range.overlaps(stretch)
      guard !isCollection, isPart else { return result }
      return min(result.lowerBound, range.lowerBound)..<max(result.upperBound, range.upperBound)
    }
  }

  private static func occupied(_ path: String) -> Phrase {
    Phrase(id: "`\(path)` sudah ada", en: "`\(path)` is there already")
  }

  private static let meets = Phrase(
    id: "menyentuh tempat yang sama dengan perbaikan lain; ulangi sesudahnya",
    en: "touches the same place as another repair; run it again afterwards")

  private static let disturbs = Phrase(
    id: "bagian lain dari berkas ini akan ikut berubah", en: "something else in this file would change as well")
}
