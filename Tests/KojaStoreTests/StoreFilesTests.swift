import Glibc
import KojaStore
import KojaTestSupport
import Testing

@Suite struct StoreFilesTests {
  let folder: ScratchDirectory
  let files: StoreFiles

  init() throws {
    folder = try ScratchDirectory()
    try folder.makeFolder("store/records/units")
    files = StoreFiles(root: folder.path("store"))
  }

  private func kind(_ body: () throws(FileError) -> Void) -> FileError.Kind? {
    do throws(FileError) { try body() } catch { return error.kind }
    return nil
  }

  @Test(arguments: [
    "../outside", "records/../../outside", "/etc/passwd", "records//x", "./x", "records/./x", "", "a\0b", "records/..",
  ])
  func noPathLeavesTheStore(_ path: String) throws {
    try folder.write("rahasia", to: "outside")
    #expect(kind { () throws(FileError) in _ = try files.read(path, limit: 100) } == .missing)
    #expect(kind { () throws(FileError) in try files.remove(path) } == .missing)
    #expect(kind { () throws(FileError) in try files.write([1], to: path) } != nil)
    #expect(try folder.read("outside") == Array("rahasia".utf8))
  }

  @Test func refusedPathsMakeNoFolders() throws {
    #expect(kind { () throws(FileError) in try files.write([1], to: "../baru/x") } != nil)
    #expect(!folder.exists("baru/x"))
    #expect(!folder.exists("baru"))
  }

  @Test func linksAreNotFollowed() throws {
    try folder.write("rahasia", to: "outside/x.yaml")
    #expect(symlink(folder.path("outside"), folder.path("store/records/apps")) == 0)
    #expect(symlink(folder.path("outside/x.yaml"), folder.path("store/records/units/x.yaml")) == 0)
    #expect(kind { () throws(FileError) in _ = try files.read("records/apps/x.yaml", limit: 100) } == .link)
    #expect(kind { () throws(FileError) in try files.write([1], to: "records/apps/x.yaml") } == .link)
    #expect(kind { () throws(FileError) in try files.remove("records/apps/x.yaml") } == .link)
    #expect(kind { () throws(FileError) in _ = try files.read("records/units/x.yaml", limit: 100) } == .link)
    #expect(kind { () throws(FileError) in try files.write([1], to: "records/units/x.yaml") } == .notRegular)
    #expect(files.stamp("records/units/x.yaml") == nil)
    #expect(try folder.read("outside/x.yaml") == Array("rahasia".utf8))
    #expect(files.walk("records", stamps: false).map(\.kind) == [.link, .link])
  }

  @Test func whatIsNoFileIsNotRead() throws {
    #expect(mkfifo(folder.path("store/pipa"), 0o600) == 0)
    #expect(kind { () throws(FileError) in _ = try files.read("pipa", limit: 100) } == .notRegular)
    #expect(kind { () throws(FileError) in _ = try files.read("records", limit: 100) } == .notRegular)
    #expect(kind { () throws(FileError) in _ = try files.read("tidak-ada", limit: 100) } == .missing)
  }

  @Test func aFileIsReadUpToItsLimit() throws {
    try folder.write([UInt8](repeating: 7, count: 10), to: "store/x")
    #expect(try files.read("x", limit: 10).count == 10)
    #expect(kind { () throws(FileError) in _ = try files.read("x", limit: 9) } == .tooLarge(limit: 9))
    #expect(try files.read("x", limit: .max).count == 10)
  }

  @Test func writingKeepsTheRightsAndLeavesNothingBeside() throws {
    try folder.write("lama", to: "store/records/units/x.yaml")
    chmod(folder.path("store/records/units/x.yaml"), 0o600)
    try files.write(Array("baru".utf8), to: "records/units/x.yaml")
    var facts = stat()
    stat(folder.path("store/records/units/x.yaml"), &facts)
    #expect(facts.st_mode & 0o777 == 0o600)
    #expect(try folder.read("store/records/units/x.yaml") == Array("baru".utf8))
    let output = try Shell.run("/bin/ls", ["-A"], in: folder.path("store/records/units"), environment: [:])
    #expect(output.lines == ["x.yaml"])
  }

  @Test func aReaderSeesTheOldBytesOrTheNewOnes() throws {
    try folder.write("lama", to: "store/x")
    let reader = open(folder.path("store/x"), O_RDONLY)
    defer { close(reader) }
    try files.write(Array("baru dan lebih panjang".utf8), to: "x")
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &buffer, buffer.count)
    #expect(Array(buffer.prefix(count)) == Array("lama".utf8))
  }

  @Test func foldersThatBecomeEmptyGoButCollectionsStay() throws {
    try files.write([1], to: "records/complaints/2026/03/x.yaml")
    try files.remove("records/complaints/2026/03/x.yaml")
    #expect(!folder.exists("store/records/complaints/2026"))
    #expect(folder.exists("store/records/complaints"))
    try files.remove("records/complaints/x.yaml")
  }

  @Test func hiddenNamesAreLeftOut() throws {
    try folder.write("", to: "store/records/.koja-1-x.yaml.tmp")
    try folder.write("", to: "store/records/.git/config")
    try folder.write("", to: "store/records/units/a.yaml")
    #expect(files.walk("records", stamps: true).map(\.path) == ["records/units/a.yaml"])
  }
}
