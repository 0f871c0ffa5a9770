package import KojaModel
internal import KojaSchema

/// Which ids a collection has, and the folder that follows from an id alone.
///
/// From `x-collection` in the schema: `id: {prefix: SKS}` for minted ids, `id: {opaque: ORG}` for minted ids that tell
/// nothing, or `id: {pattern: "..."}` with named groups; `path: "{year}/{month}"` over the groups. An opaque id has one
/// group, `head`: its first two random characters.
package struct IDRule: Sendable {
  private enum Form: Sendable {
    case minted(prefix: String)
    case opaque(prefix: String)
    case pattern(Pattern, source: String)
  }

  /// What is wrong with an id.
  package enum Verdict: Sendable, Equatable {
    case good(folder: String)
    /// It has the form of a minted id, but its check character is wrong: it was mistyped.
    case mistyped
    case wrongForm
  }

  private let rule: Form
  private let path: [String]
  private let template: [Part]

  init(prefix: String, path: String) {
    rule = .minted(prefix: prefix)
    self.path = Self.segments(path)
    template = Self.parts(self.path)
  }

  init(opaque prefix: String, path: String) {
    rule = .opaque(prefix: prefix)
    self.path = Self.segments(path)
    template = Self.parts(self.path)
  }

  init(pattern: String, path: String) throws(PatternError) {
    rule = .pattern(try Pattern(pattern), source: pattern)
    self.path = Self.segments(path)
    template = Self.parts(self.path)
  }

  /// The prefix of minted ids; nil where ids are slugs or official codes.
  package var prefix: String? {
    switch rule {
    case .minted(let prefix), .opaque(let prefix): prefix
    case .pattern: nil
    }
  }

  /// A new id; nil where ids are slugs or official codes, which people give.
  ///
  /// - Parameter bits: Gives thirty random bits at a time.
  package func mint(on day: CalendarDate, bits: () -> UInt32) -> String? {
    switch rule {
    case .minted(let prefix):
      let (year, month, _) = day.parts
      return CaseID(prefix: prefix, year: year, month: month, bits: bits()).text
    case .opaque(let prefix): return OpaqueID.mint(prefix: prefix, bits: UInt64(bits()) << 30 | UInt64(bits()))
    case .pattern: return nil
    }
  }

  /// The form of an id, for a person.
  package var form: Phrase {
    switch rule {
    case .minted(let prefix): Phrase("\(prefix)-\("YYMM")-XXXXXXX")
    case .opaque(let prefix): Phrase("\(prefix)-XXXXXXXX")
    case .pattern(let pattern, let source): pattern.form() ?? Phrase(source)
    }
  }

  /// Judges an id. Ids become file names, so they never hold a slash, a control character or a leading dot.
  package func judge(_ id: String) -> Verdict {
    guard let groups = groups(id) else {
      if case .minted(let prefix) = rule, CaseID.hasForm(id), id.hasPrefix(prefix + "-") { return .mistyped }
      return .wrongForm
    }
    let folder = path.map { segment in
      groups.reduce(segment) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
    return .good(folder: folder.joined(separator: "/"))
  }

  private func groups(_ id: String) -> [String: String]? {
    guard !id.isEmpty, id.utf8.count <= 200, !id.hasPrefix("."),
      id.unicodeScalars.allSatisfy({ $0 != "/" && $0.value >= 0x20 && $0.value != 0x7F })
    else { return nil }
    switch rule {
    case .minted(let prefix):
      guard let parsed = CaseID(id), parsed.prefix.sameBytes(as: prefix) else { return nil }
      return ["year": String(parsed.year), "month": (parsed.month < 10 ? "0" : "") + String(parsed.month)]
    case .opaque(let prefix):
      var id = id
      return id.withUTF8 { id in
        OpaqueID.body(id, prefix: prefix).map { ["head": String(decoding: $0.prefix(2), as: UTF8.self)] }
      }
    case .pattern(let pattern, _): return pattern.groups(in: id)
    }
  }

  /// Whether an id is good and a folder (below the collection, "" for the collection's own) is the one that follows from
  /// it: the same as ``judge(_:)``, over bytes.
  func places(_ id: UnsafeBufferPointer<UInt8>, in folder: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = id.first, first != UInt8(ascii: "."), id.count <= 200,
      id.allSatisfy({ $0 != UInt8(ascii: "/") && $0 >= 0x20 && $0 != 0x7F })
    else { return false }
    switch rule {
    case .minted(let prefix):
      guard let date = CaseID.date(id, prefix: prefix) else { return false }
      return isTemplate(of: folder) { name in
        switch name {
        case "year": String(date.year)
        case "month": (date.month < 10 ? "0" : "") + String(date.month)
        default: nil
        }
      }
    case .opaque(let prefix):
      guard let body = OpaqueID.body(id, prefix: prefix) else { return false }
      return isTemplate(of: folder) { $0.sameBytes(as: "head") ? String(decoding: body.prefix(2), as: UTF8.self) : nil }
    case .pattern(let pattern, _):
      guard let spans = pattern.spans(in: id) else { return false }
      if path.isEmpty { return folder.isEmpty }
      return isTemplate(of: folder) { name in
        guard let index = pattern.names.firstIndex(where: { $0.sameBytes(as: name) }), let span = spans[index] else {
          return nil
        }
        return String(decoding: id[span], as: UTF8.self)
      }
    }
  }

  /// Whether the template of folders, filled in, is a folder.
  private func isTemplate(of folder: UnsafeBufferPointer<UInt8>, _ value: (String) -> String?) -> Bool {
    var rest = folder[...]
    func take(_ text: String) -> Bool {
      guard rest.starts(with: text.utf8) else { return false }
      rest = rest.dropFirst(text.utf8.count)
      return true
    }
    for part in template {
      switch part {
      case .text(let text): if !take(text) { return false }
      case .group(let name): if !take(value(name) ?? "{\(name)}") { return false }
      }
    }
    return rest.isEmpty
  }

  /// A piece of the template of folders.
  private enum Part: Sendable {
    case text(String)
    case group(String)
  }

  private static func parts(_ segments: [String]) -> [Part] {
    var parts: [Part] = []
    var rest = segments.joined(separator: "/")[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.group(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    return rest.isEmpty ? parts : parts + [.text(String(rest))]
  }

  private static func segments(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }
}

extension String {
  /// Replaces every occurrence of a text, by bytes.
  func replacing(_ text: String, with other: String) -> String {
    var result: [UInt8] = []
    let (bytes, needle) = (Array(utf8), Array(text.utf8))
    guard !needle.isEmpty else { return self }
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: needle) {
        result += other.utf8
        index += needle.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
