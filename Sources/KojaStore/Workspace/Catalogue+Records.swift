internal import KojaModel

extension Catalogue {
  /// Names in the schema files that lead to records which a source does not have.
  func recordReferences(in source: some RecordSource) -> [Finding] {
    let reference = ReferenceData(self, source)
    return recordReferences(
      exists: { collection, id in reference.exists(id, in: collection) }, ids: { reference.names.ids(of: $0) })
  }
}
