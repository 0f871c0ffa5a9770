internal import KojaIndex
internal import KojaModel
internal import KojaSchema

extension ExportDefinition {
  /// Names in the file that lead nowhere, and fields that its audience may not read.
  ///
  /// Findings: `store/unknown-name`, `store/audience`.
  func findings(in store: Store) -> [Finding] {
    let document = definition.document
    guard let collection = store.catalogue.collection(collection) else {
      return document.value("collection").map { node in
        [
          Finding(
            "store/unknown-name", at: document.place(node, in: definition.path),
            Phrase(id: "tidak ada koleksi `\(self.collection)`", en: "there is no collection `\(self.collection)`"),
            hint: Suggestion.hint(for: self.collection, among: store.catalogue.collections.map(\.name)))
        ]
      } ?? []
    }
    let names = QuestionNames(store, collection, store.settings.language)
    let fields = asked.compactMap { name, node -> Finding? in
      let place = document.place(node, in: definition.path)
      do throws(FilterError) {
        let field = try names.field(name)
        return field.audiences.allSatisfy(audience.mayRead)
          ? nil
          : Finding(
            "store/audience", at: place,
            Phrase(
              id: "`\(name)` tidak ditandai untuk \(audience.label.id)",
              en: "`\(name)` is not marked for \(audience.label.en)"),
            hint: Phrase(
              id: "hapus dari ekspor ini, atau tandai kolomnya dengan `x-audience: \(audience.rawValue)`",
              en: "take it out of this export, or mark the field `x-audience: \(audience.rawValue)`"))
      } catch {
        return Finding("store/unknown-name", at: place, error.message, hint: error.hint)
      }
    }
    return closedFindings(collection) + fields + labelFindings(names, store) + filterFindings(names)
  }

  /// Of a collection without anything for its audience not even the ids go out.
  private func closedFindings(_ collection: Collection) -> [Finding] {
    guard !collection.isOpen(to: audience), let node = definition.document.value("collection") else { return [] }
    let (id, en) = (collection.label.id, collection.label.en)
    return [
      Finding(
        "store/audience", at: definition.document.place(node, in: definition.path),
        Phrase(
          id: "\(id) tidak punya kolom yang ditandai untuk \(audience.label.id), jadi idnya pun tidak keluar",
          en: "\(en) has no field that is marked for \(audience.label.en), so not even its ids go out"),
        hint: Phrase(
          id: "pilih koleksi lain, atau tandai sebuah kolomnya dengan `x-audience: \(audience.rawValue)`",
          en: "choose another collection, or mark one of its fields `x-audience: \(audience.rawValue)`"))
    ]
  }

  /// A label is what another record is called: its audience counts, too.
  private func labelFindings(_ names: QuestionNames, _ store: Store) -> [Finding] {
    parts.compactMap { part in
      guard case .label(let name, _) = part.source, let field = try? names.field(name),
        case .reference(let target) = field.type.item, let collection = store.catalogue.collection(target),
        let title = collection.titleField.flatMap(collection.field), !audience.mayRead(title.audience)
      else { return nil }
      return Finding(
        "store/audience", at: definition.document.place(part.node, in: definition.path),
        Phrase(
          id:
            "nama di balik `\(name)` (`\(title.name)` pada \(collection.label.id)) tidak ditandai untuk \(audience.label.id)",
          en:
            "the name behind `\(name)` (`\(title.name)` of \(collection.label.en)) is not marked for \(audience.label.en)"
        ),
        hint: Phrase(id: "keluarkan idnya saja: `\(name)`", en: "give the id only: `\(name)`"))
    }
  }

  private func filterFindings(_ names: QuestionNames) -> [Finding] {
    let document = definition.document
    do throws(FilterError) {
      _ = try names.filter(filter, now: Timestamp(seconds: 0, offset: 0))
      return []
    } catch {
      guard let list = document.value("where"), document.items(list).indices.contains(error.argument) else { return [] }
      return [
        Finding(
          "store/unknown-name", at: document.place(document.items(list)[error.argument], in: definition.path),
          error.message, hint: error.hint)
      ]
    }
  }
}
