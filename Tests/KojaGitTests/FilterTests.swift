import KojaGit
import KojaModel
import KojaTestSupport
import Testing

struct FilterTests {
  @Test(arguments: [
    ("", ""), ("true", ""), ("input", ""), ("", "* text=auto\n"), ("", "*.yaml text eol=crlf\n"), ("true", "* -text\n"),
    ("", "*.yaml ident\n"),
  ])
  func whatIsStoredIsWhatGitStores(autocrlf: String, attributes: String) throws {
    let fixture = try GitFixture()
    if !autocrlf.isEmpty { try fixture.git(["config", "core.autocrlf", autocrlf]) }
    if !attributes.isEmpty { try fixture.scratch.write(attributes, to: ".gitattributes") }
    let repository = try fixture.open()
    for text in ["", "a: 1\n", "a: 1\r\nb: 2\r\n", "a\r\nb\n", "\0a\r\n", "$Id: x$\n"] {
      try fixture.scratch.write(text, to: "r/a.yaml")
      let expected = try fixture.git("hash-object r/a.yaml").lines.first
      let stored = try repository.filteredForStorage(Array(text.utf8), path: "r/a.yaml")
      #expect(try Repository.hash(blob: stored).hex == expected, "\(text.debugDescription)")
    }
  }

  /// What was committed with CR keeps it, as `git add` does (gitattributes, "text" and "autocrlf").
  @Test(arguments: ["true", "input"]) func aFileThatWasCommittedWithCarriageReturnsKeepsThem(autocrlf: String) throws {
    let fixture = try GitFixture()
    try fixture.commit(["r/a.yaml": "a: 1\r\nb: 2\r\n", "r/b.yaml": "a: 1\n"])
    try fixture.git(["config", "core.autocrlf", autocrlf])
    let repository = try fixture.open()
    for path in ["r/a.yaml", "r/b.yaml"] {
      let text = "a: 1\r\nb: 3\r\n"
      try fixture.scratch.write(text, to: path)
      try fixture.git(["add", path])
      let stored = try repository.filteredForStorage(Array(text.utf8), path: path)
      #expect(try fixture.git(["ls-files", "-s", path]).text.contains(Repository.hash(blob: stored).hex), "\(path)")
      #expect(stored.contains(0x0D) == (path == "r/a.yaml"))
      try fixture.git(["reset", "-q"])
    }
  }

  @Test(arguments: ["filter=git-crypt", "working-tree-encoding=UTF-16"])
  func aFilterThatOnlyGitCanRunIsRefused(attribute: String) throws {
    let fixture = try GitFixture()
    try fixture.scratch.write("secret/* \(attribute)\n", to: ".gitattributes")
    let repository = try fixture.open()
    let error = #expect(throws: GitError.self) {
      try repository.filteredForStorage(Array("nik: 1\n".utf8), path: "secret/a.yaml")
    }
    #expect(error?.kind == .unsupported(setting: attribute))
    #expect(error?.phrase.en.contains("secret/a.yaml") == true)
    #expect(try repository.filteredForStorage([1], path: "open/a.yaml") == [1])
  }

  /// git asks the staging area where the file is not in the work tree.
  @Test func stagedAttributesCountWhereTheFileIsGone() throws {
    let fixture = try GitFixture()
    try fixture.commit(["x/.gitattributes": "* filter=git-crypt\n", "y.gitattributes": "* filter=no\n"])
    fixture.scratch.delete("x/.gitattributes")
    let repository = try fixture.open()
    #expect(throws: GitError.self) { try repository.filteredForStorage([1], path: "x/a.yaml") }
    #expect(try repository.filteredForStorage([1], path: "a.yaml") == [1])
  }

  @Test func aFilterThatIsSwitchedOffDoesNotCount() throws {
    let fixture = try GitFixture()
    try fixture.scratch.write("* filter=lfs\n*.yaml -filter\nb.yaml !filter\n", to: ".gitattributes")
    let repository = try fixture.open()
    #expect(try repository.filteredForStorage([1], path: "a.yaml") == [1])
    #expect(try repository.filteredForStorage([1], path: "b.yaml") == [1])
  }
}
