internal import KojaModel
internal import KojaOutput

extension Console {
  /// A table in a format; an empty one says so on standard error when people read.
  func show(_ table: Table, _ format: OutputFormat, _ options: OutputOptions) {
    write(format.render(table, options))
    if table.rows.isEmpty, format.isForPeople {
      note(table.emptyNote ?? Phrase(id: "tidak ada catatan yang cocok", en: "no record matches"))
    }
  }

  /// Files that a query had to leave out.
  func warnAbout(unreadable paths: [String]) {
    guard let first = paths.first else { return }
    note(
      Phrase(
        id: "\(paths.count) berkas tidak terbaca dan tidak ikut, misalnya \(first); lihat `koja check`",
        en:
          "\(paths.count == 1 ? "1 file cannot be read and is" : "\(paths.count) files cannot be read and are") left out, such as \(first); see `koja check`"
      ))
  }
}
