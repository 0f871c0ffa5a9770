internal import KojaModel

extension FileError {
  /// The error as a finding about a record's file.
  func finding(at path: String) -> Finding {
    switch kind {
    case .tooLarge:
      Finding(
        "yaml/too-large", at: Place(file: path), phrase,
        hint: Phrase(
          id: "sebuah catatan paling besar 1 MiB; simpan lampiran di luar catatan",
          en: "a record is at most 1 MiB; keep attachments outside"))
    default: Finding("store/unreadable", at: Place(file: path), phrase, hint: failure.hint)
    }
  }
}
