internal import KojaModel

extension CheckRun {
  /// The references that lead nowhere since records are gone: what only the changed files are looked at for would miss.
  ///
  /// - Parameter former: What the changed files held before, by path; nil for one that was not there.
  func dangling(instead former: [Key: [UInt8]?]) -> Report {
    let gone = former.keys.filter { former[$0] != .some(nil) && isGone($0.string) }.map {
      Array(Record.id(ofPath: $0.string).utf8)
    }
    guard !gone.isEmpty else { return Report(findings: [], checked: 0) }
    let others = source.entries(under: "records").filter { $0.kind == .file && former[Key($0.path)] == nil }
    let naming = Parallel.map(others) { [self] in names(gone, in: $0.path) }
    let paths = zip(others, naming).filter(\.1).map(\.0.path)
    let found = (try? only(paths))?.findings ?? []
    let dangling = found.filter { finding in
      ["ref/unknown", "workflow/officer"].contains(finding.code)
        && names(gone, in: finding.place.path, at: finding.place.bytes)
    }
    return Report(findings: dangling, checked: paths.count)
  }
}

extension CheckRun {
  /// Whether there is no record at a path where one may be.
  private func isGone(_ path: String) -> Bool {
    guard catalogue.collection(ofPath: path) != nil else { return false }
    return !source.has(path)
  }

  /// Whether one of some ids stands in a file, or in a stretch of it.
  private func names(_ ids: [[UInt8]], in path: String, at place: Range<Int>? = nil) -> Bool {
    guard var bytes = try? source.bytes(path) else { return false }
    if let place { bytes = Array(bytes[place.clamped(to: bytes.indices)]) }
    return ids.contains { bytes.holds($0) }
  }
}

extension [UInt8] {
  /// Whether some bytes stand in a row in these.
  func holds(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, wanted.count <= count else { return false }
    return withUnsafeBufferPointer { all in
      var start = 0
      while start <= all.count - wanted.count {
        guard let next = all[start...].firstIndex(of: first), next <= all.count - wanted.count else { return false }
        if all[next..<next + wanted.count].elementsEqual(wanted) { return true }
        start = next + 1
      }
      return false
    }
  }
}
