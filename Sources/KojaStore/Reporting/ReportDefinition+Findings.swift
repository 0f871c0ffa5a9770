internal import KojaIndex
internal import KojaModel

extension ReportDefinition {
  /// What is wrong with a report: collections and fields that are not there, a question that SQLite does not take, columns
  /// that do not agree with it.
  ///
  /// - `index`: an index with the views of the store; its rows do not matter.
  ///
  /// Findings: `store/unknown-name`, `store/sql`.
  /// - `extract`: what the public may know of it.
  func findings(in catalogue: Catalogue, _ index: RecordIndex, _ extract: IndexExtract?) -> [Finding] {
    lostNames(catalogue)
      + questionFindings { question throws(SQLFault) in
        if audience == .public, let extract { return try extract.columns(of: question) }
        return try index.columns(of: question)
      }
  }

  private func lostNames(_ catalogue: Catalogue) -> [Finding] {
    let document = definition.document
    let known = catalogue.collections.map(\.name)
    let named = ["parameters", "columns"].flatMap { key in
      document.value(key).map { document.pairs($0).compactMap { document.value("collection", in: $0.value) } } ?? []
    }
    let lost = named.filter { node in
      // What lies in another store is looked up when the report is read.
      let name = document.text(node) ?? ""
      return !name.contains("/") && catalogue.collection(name) == nil
    }.map { node in
      let name = document.text(node) ?? ""
      return Finding(
        "store/unknown-name", at: document.place(node, in: definition.path),
        Phrase(id: "tidak ada koleksi `\(name)`", en: "there is no collection `\(name)`"),
        hint: Suggestion.hint(for: name, among: known))
    }
    return lost
      + [["bars"], ["withhold", "column"], ["graph", "from"], ["graph", "to"], ["graph", "label"]]
      .compactMap { document.node(at: $0) }.compactMap(lostColumn)
  }

  private func lostColumn(_ node: NodeIndex) -> Finding? {
    let document = definition.document
    guard let name = document.text(node), !columns.contains(where: { $0.name.sameBytes(as: name) }) else { return nil }
    return Finding(
      "store/unknown-name", at: document.place(node, in: definition.path),
      Phrase(id: "tidak ada kolom `\(name)`", en: "there is no column `\(name)`"),
      hint: Suggestion.hint(for: name, among: columns.map(\.name)))
  }

  private func questionFindings(_ names: (SQLQuestion) throws(SQLFault) -> [String]) -> [Finding] {
    var values: [String: Value] = ["now": .null, "today": .null, "offset": .null]
    for parameter in parameters {
      for name in [parameter.name, "\(parameter.name)_from", "\(parameter.name)_until"] { values[name] = .null }
    }
    func ask(_ sql: String, _ key: String) -> Result<[String], Faulty> {
      do throws(SQLFault) {
        return .success(
          try names(SQLQuestion(sql, parameters: values, now: Timestamp(seconds: 0, offset: 0))))
      } catch {
        return .failure(Faulty(finding: finding(error, in: key)))
      }
    }
    var findings: [Finding] = []
    switch ask(sql, "sql") {
    case .failure(let fault): findings.append(fault.finding)
    case .success(let found):
      for column in columns where !found.contains(where: { $0.sameBytes(as: column.name) }) {
        findings.append(
          Finding(
            "store/sql", at: definition.document.place(column.node ?? Document.root, in: definition.path),
            Phrase(
              id: "pertanyaannya tidak memberi kolom `\(column.name)`", en: "the query gives no column `\(column.name)`"
            ),
            hint: Suggestion.hint(for: column.name, among: found)
              ?? Phrase(
                id: "yang ada: \(found.joined(separator: ", "))", en: "there are: \(found.joined(separator: ", "))")))
      }
    }
    guard let records else { return findings }
    switch ask(records, "records") {
    case .failure(let fault): findings.append(fault.finding)
    case .success(let found):
      for name in ["collection", "id"] where !found.contains(where: { $0.sameBytes(as: name) }) {
        findings.append(
          Finding(
            "store/sql",
            at: definition.document.place(definition.document.value("records") ?? Document.root, in: definition.path),
            Phrase(id: "pertanyaan ini tidak memberi kolom `\(name)`", en: "this query gives no column `\(name)`"),
            hint: Phrase(id: "sebutkan `collection` dan `id`", en: "name `collection` and `id`")))
      }
    }
    return findings
  }

  private struct Faulty: Error { let finding: Finding }

  /// A fault of a question, at its line in the file.
  func finding(_ fault: SQLFault, in key: String) -> Finding {
    definition.finding(fault, in: definition.document.value(key) ?? Document.root)
  }
}
