package import KojaModel

/// Reads YAML 1.2 as records use it: what libyaml reads, minus what deceives (`design.md` section 4).
package enum YAMLReader {
  /// Reads one document. Never fails and never recurses: whatever is wrong is a finding with its place in `path`.
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
  static func readWithLibYAML(
    _ bytes: [UInt8], path: String, limits: YAMLLimits = .record, symbols: SymbolTable? = nil
  ) -> YAMLReading {
    let sink = FindingSink(bytes: bytes, path: path)
    guard bytes.count <= limits.bytes else {
      sink.addTooLarge("yaml/too-large", limit: limits.bytes)
      return YAMLReading(document: nil, findings: sink.findings)
    }
    let scan = ByteScan(bytes)
    scan.report(to: sink)
    guard !scan.isFatal else { return YAMLReading(document: nil, findings: sink.sorted) }
    let document = bytes.withUnsafeBufferPointer { buffer in
      var builder = TreeBuilder(buffer, isASCII: scan.isASCII, limits: limits, symbols: symbols, sink: sink)
      return builder.build(bytes)
    }
    return YAMLReading(document: document, findings: sink.sorted)
  }
}
