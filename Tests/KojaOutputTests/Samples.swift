import KojaModel
import KojaOutput

/// 14 March 2026, a Saturday, 10:00 in Jambi.
let now = Timestamp(seconds: 1_773_457_200, offset: 420)

func options(
  _ language: Language = .en, width: Int? = 80, colour: Bool = false, terminal: Bool = false, excel: Bool = false
) -> OutputOptions {
  OutputOptions(
    language: language, width: width, hasColour: colour, now: now, zone: 420, isTerminal: terminal, isExcel: excel)
}

/// The place of the first occurrence of a piece of a text.
func place(of piece: String, in text: String, path: String = "a.yaml") -> Place {
  let (bytes, wanted) = (Array(text.utf8), Array(piece.utf8))
  let start =
    (0...max(0, bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) } ?? bytes.count
  return LineTable(bytes).place(start..<start + wanted.count, in: path)
}
