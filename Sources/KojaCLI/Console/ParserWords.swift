internal import KojaModel

/// The argument parser speaks English only. This gives its few sentences in Indonesian; what it does not know stays.
struct ParserWords {
  private let language: Language

  init(_ language: Language) { self.language = language }

  /// Openings of sentences and words of the frame, longest first where one begins another.
  private static let pairs: [(en: String, id: String)] = [
    ("Error: ", "koja: "), ("Usage: ", "Cara pakai: "), ("Help: ", "Keterangan: "),
    ("Missing expected argument ", "kurang isian "), ("Missing value for ", "kurang isi untuk "),
    ("Unexpected argument ", "tidak tahu maksud "), ("Unknown option ", "tidak ada pilihan "),
    (" unexpected arguments: ", " isian yang tidak dimengerti: "), ("The value ", "isi "),
    (" is invalid for ", " tidak cocok untuk "),
    ("The option '", "pilihan '"), ("' does not take any value, but '", "' tidak memakai isi, tetapi ada isi '"),
    ("' was specified.", "'."), ("Value to be set with ", "isi untuk "),
    (" had already been set with ", " sudah diberikan dengan "), ("flag '", "'"), ("flag '", "'"),
    ("Missing one of: ", "kurang salah satu dari: "), ("Missing required subcommand.", "kurang nama perintah."),
    ("Invalid option: ", "pilihan yang salah: "), (" is invalid.", " tidak cocok."),
    ("Please provide one of the following:", "pilihan yang ada:"),
    (" Please provide one of '", " Pilihan yang ada: '"), ("' or '", "' atau '"), ("' and '", "' dan '"),
    (". Did you mean ", ". Maksudnya "),
    ("  See '", "  Lihat '"), ("' for more information.", "' untuk keterangan."), ("See '", "Lihat '"),
    ("OVERVIEW: ", ""), ("USAGE: ", "CARA PAKAI: "), ("ARGUMENTS:", "ISIAN:"), ("OPTIONS:", "PILIHAN:"),
    ("SUBCOMMANDS:", "PERINTAH:"), ("<subcommand>", "<perintah>"),
    ("[<options>]", "[<pilihan>]"), ("' for detailed help.", "' untuk rinciannya."),
    ("Show the version.", "Tampilkan versi."), ("Show help information.", "Tampilkan bantuan ini."),
    ("(values:", "(nilai:"), ("; default: ", "; bawaan: "), ("(default: ", "(bawaan: "),
  ]

  func translated(_ message: String) -> String {
    guard language == .id else { return message.hasPrefix("Error: ") ? "koja: " + message.dropFirst(7) : message }
    return message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Self.pairs.reduce(String(line)) { text, pair in
        guard let range = text.firstRange(of: pair.en) else { return text }
        return text.replacingCharacters(range, pair.id)
      }
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func firstRange(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }

  fileprivate func replacingCharacters(_ range: Range<Index>, _ text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
