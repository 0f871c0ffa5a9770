internal import KojaModel

/// The last line ends like every other: git marks it otherwise, and shows it as changed when something is added below.
///
/// Finding: `yaml/final-newline`, a note with its repair.
struct FinalNewlineCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    let source = record.document.source
    guard let last = source.last, last != 0x0A else { return [] }
    let end = source.count..<source.count
    // The last line may hold a value that must not be shown.
    return [
      Finding(
        "yaml/final-newline", .note, at: LineTable(source).place(end, in: record.path, hidden: true),
        Phrase(id: "baris terakhir tidak diakhiri ganti baris", en: "the last line does not end with a line break"),
        hint: Phrase(id: "`koja check --fix` menambahkannya", en: "`koja check --fix` adds it"),
        fix: .replace(end, with: Self.lineBreak(in: source)))
    ]
  }

  /// The line break that the file uses.
  private static func lineBreak(in source: [UInt8]) -> String {
    guard let first = source.firstIndex(of: 0x0A), first > 0, source[first - 1] == 0x0D else { return "\n" }
    return "\r\n"
  }
}
