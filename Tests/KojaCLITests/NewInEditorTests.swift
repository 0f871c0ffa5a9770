import KojaTestSupport
import Testing

/// `koja new --edit`: a record written in a text editor.
@Suite struct NewInEditorTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  /// Runs it with an editor that is a script; `$1` is the file.
  private func new(_ script: String, _ arguments: String...) throws -> Shell.Output {
    try store.folder.write("#!/bin/sh\n\(script)\n", to: ".git/editor.sh")
    return try RunKoja.run(
      ["new", "complaints"] + arguments + ["--edit", "--lang", "en"], in: store.path,
      environment: ["EDITOR": "/bin/sh \(store.path)/.git/editor.sh"])
  }

  private static let good = """
    sed -i -e 's/^class:.*/class: pengaduan/' -e 's/^category:.*/category: "drainase" # dekat pasar/' \\
      -e 's/^summary:.*/summary: "Selokan tersumbat"/' -e 's/^description:.*/description: "Air meluap."/' \\
      -e 's/^  anonymous:.*/  anonymous: true/' -e 's/^  secret:.*/  secret: false/' "$1"
    """

  @Test func whatIsTypedIsTheRecord() throws {
    let made = try new("cp \"$1\" .git/seen; " + Self.good.editing("pengaduan", "complaint"), "channel=lapor")
    #expect(made.status == 0, "\(made.standardError)")
    let seen = try store.text(".git/seen")
    #expect(seen.contains("#! category: ") && seen.contains("\nchannel: lapor\n"), "\(seen)")
    let id = try #require(made.lines.first)
    let file = try #require(try store.git(["show", "--format=", "--name-only"]).lines.first)
    let text = try store.text(file)
    #expect(file.hasSuffix("/\(id).yaml") && text.contains("category: \"drainase\" # dekat pasar\n"))
    #expect(text.contains("status: received\n") && text.contains("  - action: receive\n") && !text.contains("#!"))
    #expect(try store.status() == [])
    #expect(try store.koja("check").status == 0)
  }

  @Test func whatIsWrongIsShownAboveTheText() throws {
    // The first time the category is missing; the second time the findings are there, and the category is put in.
    let script = try """
    if [ -e .git/once ]; then cp "$1" .git/second; sed -i 's/^category:.*/category: drainase/' "$1"; else
    touch .git/once
    \(Self.good.editing("pengaduan", "complaint").editing("category: \"drainase\" # dekat pasar", "category: selokan"))
    fi
    """
    let made = try new(script, "channel=lapor")
    #expect(made.status == 0, "\(made.standardError)")
    #expect(try store.text(".git/second").hasPrefix("#! Cannot be committed yet."))
  }

  @Test func whatIsLeftIsKeptAndTold() throws {
    let head = try store.head()
    let left = try new("echo 'summary: \"Baru\"' >> \"$1\"; exit 1")
    #expect(left.status == 1 && left.standardError.contains("the edit is kept in"))
    #expect(try store.head() == head && store.status() == [], "nothing half-written")
    #expect(try store.koja("status", "--lang", "en").text.contains("koja new complaints --edit"))
    #expect(try new("true", "channel=lapor").status == 4, "fields do not go into another draft")
    let again = try new("cp \"$1\" .git/again; exit 1")
    #expect(try store.text(".git/again").hasSuffix("summary: \"Baru\"\n") && again.status == 1)
    #expect(try new("true", "--discard").text.contains("nothing changed"))
    #expect(try !store.koja("status", "--lang", "en").text.contains("koja new complaints"))
  }
}
