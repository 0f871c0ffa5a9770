package import KojaModel

extension Finding {
  /// The same finding of a schema that lies in the tool: nobody can look its rule up.
  package var withoutRule: Finding {
    var finding = self
    finding.schemaPath = nil
    finding.related = []
    return finding
  }
}
