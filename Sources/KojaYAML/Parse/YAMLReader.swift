package import KojaModel

/// Reads YAML 1.2: as records use it, what libyaml reads minus what deceives (`design.md` section 4); or any of it.
package enum YAMLReader {
  /// Reads one document by the rules for records. Never fails and never recurses: whatever is wrong is a finding with
  /// its place in `path`.
  ///
  /// - Parameter symbols: Names whose symbols the keys of the document carry.
  package static func read(
    _ bytes: [UInt8], path: String, limits: YAMLLimits = .record, symbols: SymbolTable? = nil
  ) -> YAMLReading {
    if bytes.count <= limits.bytes, let document = PlainReader.read(bytes, limits: limits, symbols: symbols) {
      return YAMLReading(document: document, findings: [])
    }
    return readWithLibYAML(bytes, path: path, limits: limits, symbols: symbols)
  }

  /// Reads one document with libyaml, whatever it is like: the reference for ``PlainReader``.
  package static func readWithLibYAML(
    _ bytes: [UInt8], path: String, limits: YAMLLimits = .record, symbols: SymbolTable? = nil
  ) -> YAMLReading {
    let sink = FindingSink(bytes: bytes, path: path, more: "yaml/more")
    guard let scan = scan(bytes, rules: .record, limits: limits, sink: sink) else { return sink.reading(nil) }
    let document = bytes.withUnsafeBufferPointer { buffer -> Document? in
      guard var parser = EventParser(buffer) else { return nil }
      var builder = TreeBuilder(
        buffer, isASCII: scan.isASCII, rules: .record, limits: limits, symbols: symbols, sink: sink)
      switch builder.next(&parser, source: bytes) {
      case .document(let document): return builder.isEnd(&parser) ? document : nil
      case .failure: return nil
      case .end:
        sink.addEmpty(at: 0)
        return nil
      }
    }
    return sink.reading(document)
  }

  /// Reads any YAML 1.2, for `koja validate`: one reading for each document of the text, at least one. After an error
  /// of syntax there is no further document.
  ///
  /// Aliases are expanded, and what they bring has the place of the alias. A text without a value is an error, as is
  /// one in another encoding than UTF-8. Merge keys are not in YAML 1.2: `<<` is a key like any other.
  package static func readStream(
    _ bytes: [UInt8], path: String, limits: YAMLLimits = .validate, symbols: SymbolTable? = nil
  ) -> [YAMLReading] {
    if bytes.count <= limits.bytes, let document = PlainReader.read(bytes, limits: limits, symbols: symbols) {
      return [YAMLReading(document: document, findings: [])]
    }
    return readStreamWithLibYAML(bytes, path: path, limits: limits, symbols: symbols)
  }

  /// Reads any YAML 1.2 with libyaml, whatever it is like.
  package static func readStreamWithLibYAML(
    _ bytes: [UInt8], path: String, limits: YAMLLimits = .validate, symbols: SymbolTable? = nil
  ) -> [YAMLReading] {
    let sink = FindingSink(bytes: bytes, path: path, more: "yaml/more")
    guard let scan = scan(bytes, rules: .any, limits: limits, sink: sink) else { return [sink.reading(nil)] }
    return bytes.withUnsafeBufferPointer { buffer in
      guard var parser = EventParser(buffer) else { return [sink.reading(nil)] }
      var builder = TreeBuilder(
        buffer, isASCII: scan.isASCII, rules: .any, limits: limits, symbols: symbols, sink: sink)
      var readings: [YAMLReading] = []
      while true {
        switch builder.next(&parser, source: bytes) {
        case .document(let document): readings.append(sink.reading(document, upTo: builder.position))
        case .failure: return readings + [sink.reading(nil)]
        case .end:
          if readings.isEmpty { sink.addEmpty(at: 0) }
          if readings.isEmpty || !sink.findings.isEmpty { readings.append(sink.reading(nil)) }
          return readings
        }
      }
    }
  }

  /// Looks at the bytes; nil where libyaml need not see them.
  private static func scan(
    _ bytes: [UInt8], rules: YAMLRules, limits: YAMLLimits, sink: FindingSink
  ) -> ByteScan? {
    guard bytes.count <= limits.bytes else {
      sink.addTooLarge("yaml/too-large", limit: limits.bytes)
      return nil
    }
    let scan = ByteScan(bytes)
    scan.report(to: sink, rules: rules)
    return scan.isFatal ? nil : scan
  }
}
