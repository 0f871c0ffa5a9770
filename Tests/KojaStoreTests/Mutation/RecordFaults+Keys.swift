import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport

/// RecordFaults of keys, of bytes and of the whole file.
extension RecordFaults {
  mutating func keys(_ target: MutationBase.Target) -> [RecordFault] {
    guard !target.slot.hasPrefix("timeline") else { return [] }
    var faults: [RecordFault] = []
    let indent = base.indent(target)
    let behind = base.behind(target.value)
    let isAppendable = !target.isLast && !behind.isBare
    func inserted(_ kind: String, _ code: String, _ key: String, slots: Set<String>) -> RecordFault {
      RecordFault(
        kind, edits: [(behind.offset..<behind.offset, "\(indent)\(key): \"漢\"\(base.lineBreak)")],
        [.init(code: code, spot: .written(0, indent.utf8.count..<indent.utf8.count + key.utf8.count))], slots: slots)
    }
    if isAppendable {
      let unknown =
        ["lain\(target.key)", "ключ\(target.key)", "漢字\(target.key)", "\"dua kata \(target.key)\""].randomElement(
          using: &chance) ?? ""
      faults.append(
        inserted("unknown key", "schema/additionalProperties", unknown, slots: [target.slot, "after \(target.key)"]))
      let double = ["\(target.name)", "\"\(target.name)\"", "'\(target.name)'"].randomElement(using: &chance) ?? ""
      faults.append(inserted("double key", "yaml/duplicate-key", double, slots: [target.slot]))
    }
    guard !target.isFirst, target.field?.isUnique != true else { return faults }
    if target.field?.isRequired == true {
      faults.append(
        RecordFault(
          "missing key", edits: [(base.lines(target), "")],
          [.init(code: "schema/required", spot: .kept(base.range(target.above)))],
          slots: [target.slot, base.range(target.above).description]))
    }
    if target.path.count == 1, target.field != nil {
      // Nothing below a key that is not known is judged.
      let below = Set(base.targets.map(\.slot).filter { $0 == target.slot || $0.hasPrefix(target.slot + "/") })
      faults.append(
        RecordFault(
          "misspelt key", "schema/additionalProperties", base.range(target.key), target.name + "x", slots: below
        ))
    }
    return faults
  }

  // MARK: The file

  mutating func whole() -> [RecordFault] {
    var faults = bytes() + syntax()
    let parts = base.path.split(separator: "/").map(String.init)
    if parts.count == 5 {
      let month = parts[3] == "12" ? "01" : "12"
      let moved = (parts[..<3] + [month, parts[4]]).joined(separator: "/")
      faults.append(
        RecordFault("wrong folder", edits: [], [.init(code: "store/path", spot: .file)], slots: ["path"], path: moved))
    }
    if base.collection.name == "complaints" {
      let last = base.path.dropLast(5).last == "0" ? "1" : "0"
      let mistyped = base.path.dropLast(6) + last + ".yaml"
      faults.append(
        RecordFault(
          "check character", edits: [], [.init(code: "store/id", spot: .file)], slots: ["path"], path: String(mistyped))
      )
    }
    return faults
  }

  /// A file that can be read and ends without a line break gets a note.
  var missingFinalNewline: RecordFault? {
    let end = base.document.source.count
    guard base.document.source.last != 0x0A else { return nil }
    return RecordFault(
      "no final newline", edits: [], [.init(code: "yaml/final-newline", spot: .kept(end..<end))], slots: [])
  }

  private mutating func bytes() -> [RecordFault] {
    let texts = base.targets.filter { base.document.nodes[$0.value].style == .doubleQuoted }
    return texts.compactMap { target in
      let bad: (String, String)? = [
        ("yaml/line-break", "\r"), ("yaml/line-break", "\u{85}"), ("yaml/line-break", "\u{2028}"),
        ("yaml/line-break", "\u{2029}"), ("yaml/control", "\u{7}"), ("yaml/control", "\u{7F}"),
        ("yaml/control", "\u{80}"),
      ].randomElement(using: &chance)
      let inside = base.range(target.value).lowerBound + 1
      return bad.map { code, text in
        var fault = RecordFault("byte", code, inside..<inside, text, slots: ["\(target.key)"])
        fault.family = .bytes
        return fault
      }
    }
  }

  private mutating func syntax() -> [RecordFault] {
    func fault(_ kind: String, _ range: Range<Int>, _ text: String, _ at: Range<Int>) -> RecordFault {
      RecordFault(
        kind, edits: [(range, text)], [.init(code: "yaml/syntax", spot: .written(0, at))], slots: ["syntax"],
        family: .syntax)
    }
    var faults: [RecordFault] = []
    for target in base.targets {
      let range = base.range(target.value)
      if !target.isFirst, target.path.count == 2, base.document.kind(target.value) == .string {
        let start = base.lines(target).lowerBound
        faults.append(fault("tab", start..<start + base.indent(target).utf8.count, "\t", 0..<1))
      }
      if base.document.nodes[target.value].style == .doubleQuoted {
        faults.append(fault("text behind a quote", range.upperBound..<range.upperBound, " é", 1..<3))
        faults.append(fault("second colon", range, "Hal: 漢", 3..<4))
        faults.append(fault("reserved character", range, "@budi", 0..<1))
        faults.append(fault("open bracket", range, "[1, 2", 0..<1))
      }
    }
    return faults
  }
}
