internal import Foundation
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// The state of the index for a person to read: where it lies, how large and how old it is, what it holds.
struct IndexSheet {
  private let size: IndexSize
  private let path: String?
  private let options: OutputOptions
  private var language: Language { options.language }

  init(_ indexed: IndexedStore, _ options: OutputOptions) throws(Failure) {
    size = try indexed.ask { index throws(IndexError) in try index.size() }
    path = IndexedStore.location(of: indexed.store)
    self.options = options
  }

  var sheet: Sheet { Sheet([Sheet.Group(head), Sheet.Group(rows)]) }

  private var head: [Sheet.Line] {
    [
      Sheet.Line(Phrase(id: "Letak", en: "Place"), path ?? Phrase(id: "sementara", en: "temporary")[language]),
      Sheet.Line(Phrase(id: "Ukuran", en: "Size"), megabytes(size.bytes), note: note),
      Sheet.Line(Phrase(id: "Diperbarui", en: "Brought up to date"), age),
    ]
  }

  private var note: String {
    Phrase(
      id: "dan \(megabytes(size.stampBytes)) untuk ukuran dan waktu berkas",
      en: "and \(megabytes(size.stampBytes)) of sizes and times of files")[language]
  }

  /// When the database or its log was last written.
  private var age: String {
    let times = ["", "-wal"].compactMap { suffix in
      path.flatMap { try? FileManager.default.attributesOfItem(atPath: $0 + suffix)[.modificationDate] as? Date }
    }
    guard let last = times.max() else { return Phrase(id: "baru saja", en: "just now")[language] }
    return Relative(options).ago(Timestamp(seconds: Int(last.timeIntervalSince1970), offset: options.zone))
  }

  private var rows: [Sheet.Line] {
    size.rows.compactMap { kind, count in
      Self.labels[kind].map { Sheet.Line($0, Digits.grouped(String(count), language)) }
    }
  }

  private func megabytes(_ bytes: Int) -> String {
    Digits.grouped(String(format: "%.1f", Double(bytes) / 1e6), language) + " MB"
  }

  private static let labels = [
    "file": Phrase(id: "Berkas", en: "Files"), "record": Phrase(id: "Catatan", en: "Records"),
    "entry": Phrase(id: "Entri riwayat kejadian", en: "Timeline entries"),
    "told": Phrase(id: "Isi riwayat kejadian", en: "Fields in timeline entries"),
    "item": Phrase(id: "Isi daftar", en: "Items of lists"), "reference": Phrase(id: "Rujukan", en: "References"),
    "clock": Phrase(id: "Batas waktu", en: "Clocks"),
  ]
}
