internal import KojaCivic
internal import KojaIndex
internal import KojaModel
internal import KojaSchema

extension ScorecardDefinition {
  /// What is wrong with a card: names that lead nowhere, versions that overlap, bands in disorder, grades that its
  /// collection does not know, questions that SQLite does not take or that lack a column.
  ///
  /// - `index`: an index with the views of the store; its rows do not matter.
  ///
  /// Findings: `store/unknown-name`, `store/scorecard`, `store/sql`.
  func findings(in catalogue: Catalogue, _ index: RecordIndex) -> [Finding] {
    guard let collection = catalogue.collection(collection) else {
      let names = catalogue.collections.map(\.name)
      return [
        Finding(
          "store/unknown-name", at: place(definition.document.value("collection")),
          Phrase(id: "tidak ada koleksi `\(self.collection)`", en: "there is no collection `\(self.collection)`"),
          hint: Suggestion.hint(for: self.collection, among: names))
      ]
    }
    return names(collection, catalogue, index) + disorder() + grades(collection)
      + versions.flatMap { questions($0, index) }
  }

  private func place(_ node: NodeIndex?) -> Place {
    definition.document.place(node ?? Document.root, in: definition.path)
  }

  private func names(_ collection: Collection, _ catalogue: Catalogue, _ index: RecordIndex) -> [Finding] {
    let columns = versions.first.flatMap { try? self.columns(of: $0.subjects, index) } ?? []
    let known = EvaluationRecord.names + columns
    let document = definition.document
    let identities = (document.value("identity").map { document.items($0) } ?? []).filter { node in
      let name = document.text(node) ?? ""
      return !fields.fields.contains { $0.name.sameBytes(as: name) }
    }.map { node in
      Finding(
        "store/unknown-name", at: place(node),
        Phrase(
          id: "`\(document.text(node) ?? "")` tidak diisi oleh kartu ini",
          en: "`\(document.text(node) ?? "")` is not filled in by this card"),
        hint: Suggestion.hint(for: document.text(node) ?? "", among: fields.fields.map(\.name)))
    }
    let lost = again.flatMap { collection.workflow?.action(named: $0) == nil ? $0 : nil }.map { name in
      Finding(
        "store/unknown-name", at: place(document.value("again")),
        Phrase(id: "tidak ada tindakan `\(name)`", en: "there is no action `\(name)`"),
        hint: Suggestion.hint(for: name, among: collection.workflow?.actions.map(\.name) ?? []))
    }
    return fields.findings(
      definition, of: collection,
      knows: { name in
        known.contains { $0.sameBytes(as: name) }
          || columns.contains { name.hasPrefix($0 + ".") }
            && FollowedValues.isKnown(name, of: collection, in: catalogue)
      }, among: known) + identities + (lost.map { [$0] } ?? [])
  }

  /// Versions that grade the same day, and bands that can never be reached.
  private func disorder() -> [Finding] {
    let overlaps = versions.enumerated().flatMap { index, version in
      versions[..<index].filter { other in
        version.from <= (other.to ?? version.from) && other.from <= (version.to ?? other.from)
      }.map { other in
        Finding(
          "store/scorecard", at: place(version.node),
          Phrase(
            id: "versi ini berlaku pada hari yang sama dengan versi sejak \(other.from)",
            en: "this version holds on days on which the one from \(other.from) holds"),
          hint: Phrase(
            id: "tutup versi yang lama dengan `valid_to: \(version.from.advanced(by: -1))`",
            en: "close the older version with `valid_to: \(version.from.advanced(by: -1))`"))
      }
    }
    return overlaps
      + versions.filter { version in
        let least = version.grading.bands.map { $0.least ?? -.infinity }
        return least.last != -.infinity || zip(least, least.dropFirst()).contains { $0 <= $1 }
      }.map { version in
        Finding(
          "store/scorecard", at: place(definition.document.value("bands", in: version.node)),
          Phrase(
            id: "kategori tidak urut dari yang terbaik, atau yang terakhir berbatas",
            en: "the bands do not go from the best downwards, or the last one has a limit"),
          hint: Phrase(
            id: "urutkan menurut `least`; yang terakhir tanpa `least` menampung sisanya",
            en: "order them by `least`; the last one without it takes what is left"))
      }
  }

  /// Grades that the field which holds them does not allow.
  private func grades(_ collection: Collection) -> [Finding] {
    let field = fields.fields.first { $0.template.names == ["grade"] }.flatMap { collection.field($0.name) }
    guard let allowed = field?.scalar.enumValues.map(\.value), !allowed.isEmpty else { return [] }
    let document = definition.document
    return versions.flatMap { version in
      (document.value("bands", in: version.node).map { document.items($0) } ?? []).compactMap { band -> Finding? in
        guard let node = document.value("grade", in: band), let grade = document.text(node),
          !allowed.contains(where: { $0.sameBytes(as: grade) })
        else { return nil }
        return Finding(
          "store/unknown-name", at: place(node),
          Phrase(
            id: "\(collection.label.id) tidak mengenal kategori `\(grade)`",
            en: "\(collection.label.en) knows no grade `\(grade)`"),
          hint: Suggestion.hint(for: grade, among: allowed))
      }
    }
  }

  // MARK: Questions

  private func questions(_ version: Version, _ index: RecordIndex) -> [Finding] {
    var subject: [String] = []
    do throws(SQLFault) { subject = try columns(of: version.subjects, index) } catch {
      return [definition.finding(error, in: version.subjects.node)]
    }
    var findings = version.measures.flatMap { lacks($0.value, subject + ["value"], index) }
    findings += version.measures.compactMap(\.records).flatMap { lacks($0, subject + ["collection", "id"], index) }
    return findings + version.marks.flatMap { lacks($0.question, subject + ["collection", "id"], index) }
  }

  /// What is wrong with a question that must give columns.
  private func lacks(_ question: Question, _ wanted: [String], _ index: RecordIndex) -> [Finding] {
    do throws(SQLFault) {
      let found = try columns(of: question, index)
      return wanted.filter { name in !found.contains { $0.sameBytes(as: name) } }.map { name in
        Finding(
          "store/sql", at: place(question.node),
          Phrase(id: "pertanyaan ini tidak memberi kolom `\(name)`", en: "this query gives no column `\(name)`"),
          hint: Suggestion.hint(for: name, among: found)
            ?? Phrase(
              id: "yang ada: \(found.joined(separator: ", "))", en: "there are: \(found.joined(separator: ", "))"))
      }
    } catch {
      return [definition.finding(error, in: question.node)]
    }
  }

  private func columns(of question: Question, _ index: RecordIndex) throws(SQLFault) -> [String] {
    let values = Evaluation.parameters(nil, nil, offset: 0)
    return try index.columns(of: SQLQuestion(question.sql, parameters: values, now: Timestamp(seconds: 0, offset: 0)))
  }
}
