package import KojaModel

/// What people call the columns of the views that `Docs/sql.md` describes, where a report asks for one and does not name it.
package struct ViewColumn: Sendable {
  /// The heading.
  package let label: Phrase
  /// How its values are shown.
  package let kind: ReportDefinition.Column.Kind
  /// Names of its codes.
  package var codes: [String: Phrase] = [:]

  /// The column of a name; nil for what no view has.
  package static func named(_ name: String) -> ViewColumn? { all[name] }

  /// The column in which the records behind a report of single figures say which of them they are behind, by its name.
  package static let figure = "figure"

  private static let all: [String: ViewColumn] = [
    "collection": ViewColumn(label: Phrase(id: "Koleksi", en: "Collection"), kind: .collection),
    "id": ViewColumn(label: Phrase("Id"), kind: .code),
    "title": ViewColumn(label: Phrase(id: "Judul", en: "Title"), kind: .text),
    "date": ViewColumn(label: Phrase(id: "Tanggal", en: "Date"), kind: .code),
    "status": ViewColumn(label: Phrase(id: "Tahap", en: "Stage"), kind: .code),
    "family": ViewColumn(
      label: Phrase(id: "Kelompok", en: "Family"), kind: .code,
      codes: [
        "open": Phrase(id: "Terbuka", en: "Open"), "waiting": Phrase(id: "Menunggu", en: "Waiting"),
        "closed": Phrase(id: "Tertutup", en: "Closed"),
      ]),
    "clock": ViewColumn(label: Phrase(id: "Batas waktu", en: "Clock"), kind: .code),
    "state": ViewColumn(
      label: Phrase(id: "Keadaan", en: "State"), kind: .code,
      codes: [
        "running": Phrase(id: "berjalan", en: "running"), "paused": Phrase(id: "tertunda", en: "paused"),
        "stopped": Phrase(id: "berhenti", en: "stopped"), "unknown": Phrase(id: "tak tentu", en: "unknown"),
      ]),
    "overdue": ViewColumn(label: Phrase(id: "Lewat", en: "Overdue"), kind: .flag),
    "due_seconds": ViewColumn(label: Phrase(id: "Tenggat", en: "Due"), kind: .moment),
    "started_seconds": ViewColumn(label: Phrase(id: "Mulai", en: "Started"), kind: .moment),
    "stopped_seconds": ViewColumn(label: Phrase(id: "Berhenti", en: "Stopped"), kind: .moment),
    "at_seconds": ViewColumn(label: Phrase(id: "Waktu", en: "Time"), kind: .moment),
    "since_seconds": ViewColumn(label: Phrase(id: "Sejak", en: "Since"), kind: .moment),
    "until_seconds": ViewColumn(label: Phrase(id: "Sampai", en: "Until"), kind: .moment),
    figure: ViewColumn(label: Phrase(id: "Angka", en: "Figure"), kind: .code),
    "seconds": ViewColumn(label: Phrase(id: "Lama", en: "Length"), kind: .duration),
  ]
}
