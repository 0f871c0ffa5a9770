internal import KojaModel

/// A YAML sequence of mappings; strings are double-quoted, so that none turns into something else.
struct YAMLFormat: TableFormat {
  func render(_ table: Table, _ options: OutputOptions) -> String {
    guard !table.rows.isEmpty else { return "[]\n" }
    return table.rows.map { row in
      let members = table.pairs(row).map { "\(key($0.column.key)): \($0.cell.value.json())" }
      return "- " + (members.isEmpty ? "{}" : members.joined(separator: "\n  ")) + "\n"
    }.joined()
  }

  /// A key, plain only where no reader of YAML 1.1 or 1.2 can take it for anything but a string.
  private func key(_ key: String) -> String {
    let isPlain =
      key.utf8.count > 3 && key.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
      && !["null", "true", "false"].contains(key)
    return isPlain || key == "id" ? key : Value.string(key).json()
  }
}
