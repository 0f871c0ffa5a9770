package import KojaModel

/// Reads JSON (RFC 8259), strictly, into the same tree as YAML.
package enum JSONReader {
  /// Reads one text. Never fails and never recurses: whatever is wrong is a finding with its place in `path`. A byte
  /// order mark is skipped.
  ///
  /// - Parameter symbols: Names whose symbols the keys of the document carry.
  package static func read(
    _ bytes: [UInt8], path: String, limits: YAMLLimits = .validate, symbols: SymbolTable? = nil
  ) -> YAMLReading {
    let sink = FindingSink(bytes: bytes, path: path, more: "json/more")
    let document = parse(bytes, limits: limits, symbols: symbols, sink: sink)
    return YAMLReading(document: document, findings: sink.sorted)
  }

  private static func parse(
    _ bytes: [UInt8], limits: YAMLLimits, symbols: SymbolTable?, sink: FindingSink
  ) -> Document? {
    guard bytes.count <= limits.bytes else {
      sink.addTooLarge("json/too-large", limit: limits.bytes)
      return nil
    }
    if let encoding = Encoding.wide(bytes) {
      sink.add("json/encoding", at: 0..<min(2, bytes.count), encoding.message(at: bytes[0]), hint: encoding.hint)
      return nil
    }
    return bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer, limits: limits, symbols: symbols, sink: sink)
      guard parser.parse() else { return nil }
      return Document(source: bytes, nodes: parser.tree.nodes, decoded: parser.tree.decoded, symbols: symbols)
    }
  }
}
