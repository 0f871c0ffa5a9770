import Glibc
import KojaModel
import KojaTestSupport
import Testing

@testable import KojaStore

private let lampFile = Attaching.lampFile

@Suite struct AttachmentCheckTests {
  @Test func whatLiesThereIsComparedWithWhatIsRecorded() throws {
    let desk = try Attaching()
    let (good, bad) = (try desk.file("a.pdf", Array("%PDF-a".utf8)), try desk.file("b.pdf", Array("%PDF-b".utf8)))
    try desk.attach([good, bad])
    let before = try desk.findings(lampFile)
    #expect(before == ["attachment/missing \(lampFile):19"], "the sample's own photo")
    let folder = desk.store.scratch.folder
    let path = try #require(AttachmentFolder(try desk.store.open().files).paths(of: bad.hash).first)
    folder.delete(path)
    try folder.write("%PDF-c", to: path)
    #expect(try desk.findings(lampFile) == before + ["attachment/wrong \(lampFile):28"])
    folder.delete(path)
    try folder.write(bad.bytes, to: path)
    try desk.store.scratch.edit(lampFile, "bytes: 6\n    name: b.pdf", "bytes: 60\n    name: b.pdf")
    #expect(try desk.findings(lampFile) == before + ["attachment/wrong \(lampFile):29"])
  }

  @Test func whatNoRecordNamesIsTold() throws {
    let desk = try Attaching()
    let paper = try desk.file("a.pdf", Array("%PDF-a".utf8))
    _ = try AttachmentFolder(try desk.store.open().files).keep(paper)
    try desk.store.scratch.folder.write("x", to: "attachments/catatan.txt")
    symlink("/etc/hostname", desk.store.scratch.path + "/attachments/tautan")
    let found = try desk.findings().filter { $0.hasPrefix("attachment/unreferenced") }
    #expect(
      found
        == ["attachments/\(paper.hash.prefix(2))/\(paper.hash).pdf", "attachments/catatan.txt", "attachments/tautan"]
        .map { "attachment/unreferenced \($0):1" }.sorted())
    #expect(try desk.findings(lampFile).allSatisfy { !$0.contains("unreferenced") }, "asked of a part, nobody knows")
    try desk.store.scratch.folder.write("a: [", to: "records/complaints/2026/03/SKS-2603-0XJ7RAJ.yaml")
    #expect(try desk.findings().allSatisfy { !$0.contains("unreferenced") }, "a record that cannot be read may name it")
  }

  @Test func aLinkInPlaceOfAFileIsNotFollowed() throws {
    let desk = try Attaching()
    let paper = try desk.file("a.pdf", Array("%PDF-a".utf8))
    try desk.attach([paper])
    let path = try #require(AttachmentFolder(try desk.store.open().files).paths(of: paper.hash).first)
    desk.store.scratch.folder.delete(path)
    symlink(desk.outside.path + "/a.pdf", desk.store.scratch.path + "/" + path)
    #expect(try desk.findings(lampFile).contains("store/unreadable \(path):1"))
  }

  @Test func thePlainCheckLooksAtNoBytes() throws {
    let desk = try Attaching()
    let run = CheckRun(try desk.store.open().catalogue, try desk.store.open().records, now: ChangeStore.now)
    #expect(run.all().findings.allSatisfy { !$0.code.hasPrefix("attachment/") })
  }
}
