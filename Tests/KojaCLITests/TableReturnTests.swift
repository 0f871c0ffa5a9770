import KojaTestSupport
import Testing

/// A table that comes back: what it cannot change is said, and its rejects are taken in again.
@Suite struct TableReturnTests {
  private let store: ScratchStore
  private let outside: ScratchDirectory

  init() throws { (store, outside) = (try ScratchStore(), try ScratchDirectory()) }

  private func update(_ name: String) throws -> Shell.Output {
    try store.koja("import", "complaints", outside.path(name), "--update", "--lang", "en")
  }

  @Test func itemsOfListsAreNotChangedInSilence() throws {
    let table = try store.koja("export", "csv", "complaints").text
    try outside.write(table, to: "sama.csv")
    #expect(try update("sama.csv").standardOutputAndError.contains("nothing changed"))
    try outside.write(table.normalized([("contoh-0147", "contoh-9999")]), to: "lain.csv")
    let told = try update("lain.csv")
    #expect(
      told.status == 1 && told.standardOutputAndError.contains("`refs.id` cannot be changed in a table"),
      "\(told.standardOutputAndError)")
  }

  @Test func rejectsAreTakenInAgain() throws {
    let id = "SKS-2605-5HN2XK6"
    let table = try store.koja("list", "complaints", "id:\(id)", "--columns", "id,rating", "--format", "csv").text
    #expect(table.contains("\(id),"))
    let whole = try store.koja("export", "csv", "complaints", "id:\(id)", "--columns", "id,rating").text
    let row = try #require(whole.splitting(at: "\r\n").first { $0.hasPrefix(id) })
    var cells = row.splitting(at: ",")
    let head = try #require(whole.splitting(at: "\r\n").first)
    cells[1] = "9"
    try outside.write(head + "\r\n" + cells.joined(separator: ",") + "\r\n", to: "salah.csv")
    #expect(try update("salah.csv").status == 1)
    let rejects = String(decoding: try outside.read("salah.csv.rejects.csv"), as: UTF8.self)
    try outside.write(rejects.normalized([("\(id),9,", "\(id),2,")]), to: "betul.csv")
    let taken = try update("betul.csv")
    #expect(taken.status == 0, "\(taken.standardOutputAndError)")
    #expect(try store.koja("show", id, "--format", "yaml").text.contains("rating: 2"))
  }
}

extension Shell.Output {
  fileprivate var standardOutputAndError: String { text + standardError }
}
