import KojaTestSupport
import Testing

/// The grammar page of filters, typed into a real shell as it stands there.
@Suite struct FilterPageTests {
  /// The forms in the first column of the page's table.
  private static let forms: [String] = {
    let page = (try? ScratchDirectory.bytes(of: Checkout.root + "/Docs/filters.md")) ?? []
    let rows = String(decoding: page, as: UTF8.self).splitting(at: "\n").filter { $0.hasPrefix("| `") }
    return rows.flatMap { row -> [String] in
      let column = row.splitting(at: " | ").first ?? ""
      return column.splitting(at: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
  }()

  @Test func everyFormCanBeTypedAsItStandsThere() throws {
    #expect(Self.forms.count > 30)
    let store = try ScratchStore()
    for form in Self.forms {
      let line = "\"$0\" list complaints \(form) --no-refresh --format ids --now 2026-04-20"
      let output = try Shell.run(
        "/bin/sh", ["-c", line, RunKoja.executable], in: store.path, environment: Person.rina.environment)
      #expect(output.status == 0, "\(form): \(output.standardError)")
    }
  }

  @Test func groupsOfBothBracketsMeanTheSame() throws {
    let store = try ScratchStore()
    let square = try store.koja("count", "complaints", "[", "unit:pupr", "or", "unit:perkim", "]", "family:closed")
    let round = try store.koja("count", "complaints", "(", "unit:pupr", "or", "unit:perkim", ")", "family:closed")
    let loose = try store.koja("count", "complaints", "unit:pupr", "or", "unit:perkim", "family:closed")
    #expect(square.status == 0 && square.text == round.text && square.text != loose.text)
    for wrong in [["["], ["unit:pupr", "]"], ["[", "unit:pupr", ")"]] {
      #expect(try RunKoja.run(["count", "complaints"] + wrong, in: store.path).status == 2)
    }
  }
}
