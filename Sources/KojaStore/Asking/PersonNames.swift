internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What the records of other stores are called where people read: masked, unless somebody asks for them in clear.
///
/// The only way by which anything of another store comes into an answer. Nothing of it is kept.
package struct PersonNames: Sendable {
  private let others: OtherStores
  /// Whether personal data is told in clear.
  package let isClear: Bool

  /// The names behind references from a store.
  package init(of store: Store, isClear: Bool) {
    others = store.others
    self.isClear = isClear
  }

  /// The name behind a reference of a record; nil where its store is not on this machine, or it is not there.
  ///
  /// - Parameters:
  ///   - reference: What the field refers to, `private/people`.
  ///   - field: The values of the record that refers: some records name nobody.
  package func name(
    of id: String, in reference: String, from collection: Collection, _ field: (String) -> String?
  ) -> String? {
    guard isClear || collection.namesPeople(field) else { return nil }
    return name(of: id, in: reference)
  }

  /// The name behind a reference, whoever refers to it.
  package func name(of id: String, in reference: String) -> String? {
    guard let (store, name) = others.target(of: reference),
      let (collection, document) = store.document(id, in: name), let title = collection.titleField,
      let text = document.scalar(title)
    else { return nil }
    return isClear || collection.isOpen(title) ? text : MaskedName.of(text)
  }

  /// The stores of those who cannot be named because they are not on this machine.
  package var absent: [String] { others.absent }
}

extension KojaSchema.Field {
  /// The collection of another store that the values of the field lead to; nil for every other field.
  package var foreignReference: String? { scalar.reference.flatMap { $0.contains("/") ? $0 : nil } }

  /// Whether the value is personal: nobody sees it who does not ask.
  package var isPersonal: Bool { audience == "personal" }
}
