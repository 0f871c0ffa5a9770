internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

extension CheckRun {
  /// Records that begin to link on although others link to them: where `x-chain: none` says so, that makes a chain of
  /// records that nobody has touched.
  ///
  /// - Parameters:
  ///   - records: Records that link and were there before, each with its committed version.
  ///   - chosen: The files that are judged by themselves.
  ///
  /// Finding: `ref/chain`, at the record that was changed.
  func followers(of records: [(record: Record, old: Document)], besides chosen: Set<Key>) -> [Finding] {
    records.flatMap { record, old -> [Finding] in
      record.collection.chainedFields.filter { $0.chain == Field.Chain.none }.compactMap { field in
        guard old.scalar(field.name) == nil, let node = record.document.node(at: field.path),
          let target = record.document.string(node)
        else { return nil }
        let others = source.entries(under: "records/\(record.collection.name)").filter {
          $0.kind == .file && !chosen.contains(Key($0.path))
        }
        let found = zip(others, Parallel.map(others) { links($0.path, by: field, to: record.id) })
        let ids = found.filter(\.1).map { Record.id(ofPath: $0.0.path) }
        return ids.isEmpty ? nil : chain(field, record, target, ids, record.document.place(node, in: record.path))
      }
    }
  }

  private func links(_ path: String, by field: Field, to id: String) -> Bool {
    guard let bytes = (try? source.bytes(path)) ?? nil, bytes.holds(Array(id.utf8)),
      let document = YAMLReader.read(bytes, path: path).document
    else { return false }
    return document.scalar(field.name)?.sameBytes(as: id) ?? false
  }

  private func chain(_ field: Field, _ record: Record, _ target: String, _ ids: [String], _ place: Place) -> Finding {
    let name = field.name
    let list = ids.prefix(3).map { "`\($0)`" }.joined(separator: ", ") + (ids.count > 3 ? ", …" : "")
    let owners = record.collection.workflow?.actions.filter { $0.sets.contains { $0.sameBytes(as: name) } } ?? []
    let way =
      owners.first.map { "koja do \(target) \($0.name) \(name)=\(record.id)" }
      ?? "koja set \(target) \(name)=\(record.id)"
    return Finding(
      "ref/chain", at: place,
      Phrase(
        id: "`\(record.id)` sendiri sudah ditunjuk `\(name)` dari \(list)",
        en: "`\(record.id)` is itself what `\(name)` of \(list) refers to"),
      hint: Phrase(
        id: "biarkan `\(record.id)` jadi induknya: `\(way)`", en: "let `\(record.id)` stay the main one: `\(way)`"))
  }
}
