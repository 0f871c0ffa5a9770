internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

extension CheckRun {
  /// Open cases that refer to cases which a change withdraws: somebody still works on what no longer counts.
  ///
  /// Every open case is read, once for all that are withdrawn.
  ///
  /// - Parameter withdrawn: The cases as they are after the change; see ``withdraws(_:since:)``.
  ///
  /// Finding: `ref/withdrawn`, a warning, at the withdrawal.
  func referrers(of withdrawn: [Record]) -> [Finding] {
    guard !withdrawn.isEmpty else { return [] }
    let targets = Dictionary(
      withdrawn.map { (Self.name($0), Array($0.id.utf8)) }, uniquingKeysWith: { first, _ in first })
    let cases = catalogue.collections.filter { $0.workflow != nil }
      .flatMap { source.entries(under: "records/\($0.name)") }.filter { $0.kind == .file }
    var open: [Key: [String]] = [:]
    for (file, names) in zip(cases, Parallel.map(cases) { openLinks($0.path, to: targets) }) {
      for name in names { open[name, default: []].append(Record.id(ofPath: file.path)) }
    }
    return withdrawn.compactMap { record in open[Self.name(record)].flatMap { finding(record, $0) } }
  }

  /// Whether a change from an older version withdraws a case.
  static func withdraws(_ record: Record, since old: Document) -> Bool {
    record.collection.workflow != nil && record.collection.allowsWithdrawal
      && !Withdrawal.isPresent(in: old) && Withdrawal.isPresent(in: record.document)
  }

  private static func name(_ record: Record) -> Key { Key("\(record.collection.name)/\(record.id)") }

  /// To which of some cases an open one refers; nothing for a file that holds none.
  private func openLinks(_ path: String, to targets: [Key: [UInt8]]) -> Set<Key> {
    guard let bytes = (try? source.bytes(path)) ?? nil, targets.values.contains(where: { bytes.holds($0) }),
      let collection = catalogue.collection(ofPath: path), let workflow = collection.workflow,
      let document = YAMLReader.read(bytes, path: path).document, !Withdrawal.isPresent(in: document),
      let family = document.scalar("status").flatMap({ workflow.state($0)?.family }), family != .closed
    else { return [] }
    let record = Record(collection: collection, id: Record.id(ofPath: path), path: path, document: document)
    let names = ReferenceCheck.links(of: record).compactMap { field, node -> Key? in
      guard let value = document.string(node), let declared = field.scalar.reference else { return nil }
      let (home, id) = ReferenceCheck.target(value, declared)
      return Key("\(home)/\(id)")
    }
    return Set(names.filter { targets[$0] != nil && $0 != Self.name(record) })
  }

  private func finding(_ record: Record, _ open: [String]) -> Finding? {
    guard let first = open.first, let node = record.document.value(Withdrawal.key) else { return nil }
    let list = open.prefix(3).map { "`\($0)`" }.joined(separator: ", ") + (open.count > 3 ? ", …" : "")
    return Finding(
      "ref/withdrawn", .warning, at: record.document.place(node, in: record.path),
      Phrase(
        id: "`\(record.id)` ditarik, tetapi masih ditunjuk oleh yang belum selesai: \(list)",
        en: "`\(record.id)` is withdrawn, and cases that are open still refer to it: \(list)"),
      hint: Phrase(
        id: "selesaikan juga, atau tarik: `koja withdraw \(first) --reason …`; `koja undo` membatalkan penarikan ini",
        en: "finish them, too, or withdraw them: `koja withdraw \(first) --reason …`; `koja undo` takes this one back"))
  }
}
