internal import KojaExplain
internal import KojaModel
internal import KojaOutput

/// Pages and lists of pages as text of a given width, and as values.
struct HandbookSheet {
  let language: Language
  let width: Int

  // MARK: Lists

  /// The codes of families with their titles.
  func list(_ families: [Handbook.Family]) -> String {
    let room = (families.flatMap(\.pages).map { Cells.width($0.code) }.max() ?? 0) + 2
    let parts = families.map { family in
      let lines = family.pages.flatMap { page in
        Cells.wrapped(page.title[language], to: max(20, width - room - 2)).enumerated().map { index, line in
          "  " + Cells.padded(index == 0 ? page.code : "", to: room) + line
        }
      }
      return family.title[language] + "\n" + lines.joined(separator: "\n") + "\n"
    }
    return parts.joined(separator: "\n")
  }

  // MARK: A page

  /// A page: its texts wrapped, its examples as they are.
  func page(_ page: Page) -> String {
    let texts: [(Phrase, Phrase)] = [
      (Phrase(id: "Artinya", en: "Meaning"), page.meaning),
      (Phrase(id: "Mengapa penting", en: "Why it matters"), page.why),
      (Phrase(id: "Jalan keluar", en: "The way out"), page.remedy),
    ]
    let head = [page.code + ": " + page.title[language]]
    let body = texts.map { label, text in
      label[language] + "\n"
        + Cells.wrapped(text[language], to: width - 2, keepingQuoted: true).map { "  " + $0 }
        .joined(separator: "\n")
    }
    return (head.map { Cells.wrapped($0, to: width).joined(separator: "\n") } + body + examples(page)).joined(
      separator: "\n\n") + "\n"
  }

  private func examples(_ page: Page) -> [String] {
    let rule = page.example.rule.map {
      Phrase(id: "Aturannya", en: "The rule")[language] + "\n" + indented($0)
    }
    let wrong = Phrase(id: "Contoh yang salah", en: "A failing example")[language]
    let right = Phrase(id: "Yang benar", en: "Corrected")[language]
    let command = page.example.command.map { " (`\($0)`)" } ?? ""
    return [rule].compactMap(\.self)
      + [
        wrong + command + "\n" + snippets(page, \.failing, repeated: true),
        right + "\n" + snippets(page, \.corrected, repeated: false),
      ]
  }

  private func snippets(
    _ page: Page, _ text: KeyPath<Example.Piece, String?>, repeated: Bool
  ) -> String {
    page.example.pieces.compactMap { piece in
      guard let snippet = piece[keyPath: text] else {
        return "  " + safe(piece.file) + ": " + Phrase(id: "tidak ada", en: "not there")[language]
      }
      let times =
        repeated && piece.times > 1
        ? "\n    … " + Phrase(id: "(\(piece.times) kali)", en: "(\(piece.times) times)")[language] : ""
      return "  " + safe(piece.file) + ":\n" + indented(snippet) + times
    }.joined(separator: "\n")
  }

  private func indented(_ text: String) -> String {
    let lines = safeLines(text).split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.last?.isEmpty ?? false ? lines.dropLast() : lines[...]
    return kept.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
  }

  // MARK: Values

  /// Pages as a list.
  func value(_ pages: [Page]) -> Value { .array(pages.map(value)) }

  /// A page with the keys of the contract.
  func value(_ page: Page) -> Value {
    .object([
      .init("code", .string(page.code)),
      .init("family", .string(page.family)),
      .init("title", .string(page.title[language])),
      .init("meaning", .string(page.meaning[language])),
      .init("why", .string(page.why[language])),
      .init("remedy", .string(page.remedy[language])),
      .init(
        "example",
        .array(
          page.example.pieces.map {
            .object([
              .init("file", .string($0.file)),
              .init("failing", .optional($0.failing)),
              .init("corrected", .optional($0.corrected)),
            ])
          })),
    ])
  }
}
