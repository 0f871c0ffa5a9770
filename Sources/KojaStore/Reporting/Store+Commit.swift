internal import KojaGit

extension Store {
  /// The commit that the records are at; nil without a history.
  package var commit: String? {
    if let past { return past.commit.hex }
    return (try? repository?.head().commit?.hex) ?? nil
  }

  /// Whether the records or schemas are not those of the commit: some were edited by hand since.
  package var isDirty: Bool {
    guard past == nil, let repository else { return false }
    return (try? repository.changes(under: [gitPath("records"), gitPath("schemas")]).isEmpty) != true
  }
}
