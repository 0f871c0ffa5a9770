internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

extension CheckRun {
  /// Open cases that refer to a case which a change withdraws: somebody still works on what no longer counts.
  ///
  /// - Parameters:
  ///   - record: The record after the change.
  ///   - old: Its committed version.
  ///
  /// Finding: `ref/withdrawn`, a warning, at the withdrawal.
  func referrers(of record: Record, since old: Document) -> [Finding] {
    let collection = record.collection
    guard collection.workflow != nil, collection.allowsWithdrawal, !Withdrawal.isPresent(in: old),
      Withdrawal.isPresent(in: record.document),
      let node = record.document.node(at: [Withdrawal.key])
    else { return [] }
    let others = catalogue.collections.filter { $0.workflow != nil }
      .flatMap { source.entries(under: "records/\($0.name)") }
      .filter { $0.kind == .file && !$0.path.sameBytes(as: record.path) }
    let id = Array(record.id.utf8)
    let found = zip(others, Parallel.map(others) { isOpen($0.path, referringTo: record, id) })
    let open = found.filter(\.1).map { Record.id(ofPath: $0.0.path) }
    guard let first = open.first else { return [] }
    let list = open.prefix(3).map { "`\($0)`" }.joined(separator: ", ") + (open.count > 3 ? ", …" : "")
    return [
      Finding(
        "ref/withdrawn", .warning, at: record.document.place(node, in: record.path),
        Phrase(
          id: "`\(record.id)` ditarik, tetapi masih ditunjuk oleh yang belum selesai: \(list)",
          en: "`\(record.id)` is withdrawn, and cases that are open still refer to it: \(list)"),
        hint: Phrase(
          id: "selesaikan juga, atau tarik: `koja withdraw \(first) --reason …`; `koja undo` membatalkan penarikan ini",
          en: "finish them, too, or withdraw them: `koja withdraw \(first) --reason …`; `koja undo` takes this one back"
        ))
    ]
  }

  /// Whether a file holds a case that is not closed, still counts and refers to a record.
  private func isOpen(_ path: String, referringTo target: Record, _ name: [UInt8]) -> Bool {
    guard let bytes = (try? source.bytes(path)) ?? nil, bytes.holds(name),
      let collection = catalogue.collection(ofPath: path), let workflow = collection.workflow,
      let document = YAMLReader.read(bytes, path: path).document, !Withdrawal.isPresent(in: document),
      let family = document.scalar("status").flatMap({ workflow.state($0)?.family }), family != .closed
    else { return false }
    let record = Record(collection: collection, id: Record.id(ofPath: path), path: path, document: document)
    return ReferenceCheck.links(of: record).contains { field, node in
      guard let value = document.string(node), let declared = field.scalar.reference else { return false }
      let (home, id) = ReferenceCheck.target(value, declared)
      return id.sameBytes(as: target.id) && home.sameBytes(as: target.collection.name)
    }
  }
}
