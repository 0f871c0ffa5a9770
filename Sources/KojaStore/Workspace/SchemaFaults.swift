internal import KojaModel

/// One finding for each fault of a schema file, which both its meta-schema and koja's own code may see.
enum SchemaFaults {
  /// Joins the findings of both.
  ///
  /// The code knows names and says more than a form that does not fit or a key that is unknown; of everything else (a
  /// wrong kind, a wrong choice) the meta-schema speaks better.
  static func merged(meta: [Finding], code: [Finding]) -> [Finding] {
    guard !meta.isEmpty else { return code }
    var meta = meta.filter { finding in
      finding.code != "schema/const" || !meta.contains { $0.code == "schema/enum" && isSamePlace($0, finding) }
    }
    let kept = code.filter { finding in
      if finding.code == "schema/keyword-type" {
        return !meta.contains { isSamePlace($0, finding) || lies($0, in: finding) }
      }
      let same = meta.filter { isSamePlace($0, finding) && !isAboutMissing($0) }
      guard same.allSatisfy({ vague.contains($0.code) }) else { return false }
      meta.removeAll { same.contains($0) }
      return true
    }
    return meta + kept
  }

  private static let vague: Set<String> = ["schema/pattern", "schema/format", "schema/additionalProperties"]

  /// What is missing is reported at the key above, which may have a fault of its own.
  private static func isAboutMissing(_ finding: Finding) -> Bool {
    ["schema/required", "schema/dependentRequired"].contains(finding.code)
  }

  private static func isSamePlace(_ one: Finding, _ other: Finding) -> Bool {
    one.place.path.sameBytes(as: other.place.path) && one.place.bytes == other.place.bytes
  }

  /// Whether a finding is about something inside the value of another one.
  private static func lies(_ inner: Finding, in outer: Finding) -> Bool {
    guard inner.place.path.sameBytes(as: outer.place.path), let below = inner.instancePath,
      let above = outer.instancePath
    else { return false }
    return below.sameBytes(as: above) || below.hasPrefix(above + "/")
  }
}
