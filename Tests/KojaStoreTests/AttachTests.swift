import Glibc
import KojaModel
import KojaTestSupport
import Testing

@testable import KojaStore

private let lamp = Attaching.lamp
private let lampFile = Attaching.lampFile

private func refusal(_ body: () throws -> Void) -> Failure? {
  do {
    try body()
    return nil
  } catch {
    return error as? Failure
  }
}

@Suite struct AttachTests {
  private let city = MadePicture.jpeg(MadePicture.city.segment)

  @Test func aPhotoIsKeptCleanAndNamedInOneCommit() throws {
    let desk = try Attaching()
    let head = try desk.store.scratch.head()
    let photo = try desk.file("Foto Lampu.JPG", city)
    try desk.attach([photo])
    let hash = SHA256.hex(MadePicture.jpeg())
    let path = "attachments/\(hash.prefix(2))/\(hash).jpg"
    #expect(try desk.store.scratch.folder.read(path) == MadePicture.jpeg())
    var facts = stat()
    #expect(lstat(desk.store.scratch.path + "/" + path, &facts) == 0 && facts.st_mode & 0o777 == 0o444)
    let text = try desk.store.scratch.text(lampFile)
    let item = "\(hash)\"\n    bytes: \(MadePicture.jpeg().count)\n    name: \"Foto Lampu.JPG\"\n    kind: photo\n"
    #expect(text.contains("  - sha256: \"" + item), "\(text)")
    #expect(try desk.store.scratch.git(["rev-list", "\(head)..HEAD"]).lines.count == 1)
    #expect(try desk.store.scratch.git(["show", "--format=", "--name-only"]).lines == [lampFile])
    #expect(
      try desk.store.scratch.status() == [], "git sees nothing of the bytes, though no .gitignore of the store says so")
  }

  @Test func theSameFileTwiceIsNothingToDoAndBringsLostBytesBack() throws {
    let desk = try Attaching()
    let photo = try desk.file("a.jpg", city)
    let first = try desk.attach([photo, photo])
    #expect(first.change != nil && first.known.map(\.position) == [nil])
    let path = try #require(AttachmentFolder(try desk.store.open().files).paths(of: photo.hash).first)
    desk.store.scratch.folder.delete(path)
    #expect(try desk.findings(lampFile).contains { $0.hasPrefix("attachment/missing") })
    let head = try desk.store.scratch.head()
    let second = try desk.attach([photo], kind: "foto sesudah")
    #expect(second.change == nil && second.known.map(\.position) == [1] && second.known[0].isOtherKind)
    #expect(try desk.store.scratch.head() == head)
    #expect(try desk.store.scratch.folder.read(path) == photo.bytes)
  }

  @Test func otherBytesAreNeverWrittenOver() throws {
    let desk = try Attaching()
    let photo = try desk.file("a.jpg", city)
    let path = "attachments/\(photo.hash.prefix(2))/\(photo.hash).png"
    try desk.store.scratch.folder.write("something else", to: path)
    let refused = refusal { try desk.attach([photo]) }
    #expect(refused?.message.en.contains("does not hold what its name says") ?? false)
    #expect(try desk.store.scratch.text(path) == "something else")
    #expect(try desk.store.scratch.status().filter { $0.contains("records/") } == [])
  }

  @Test func theKindIsTypedOrFollowsFromTheFile() throws {
    let desk = try Attaching()
    let (photo, paper) = (try desk.file("a.jpg", city), try desk.file("b.pdf", Array("%PDF-1.7 b".utf8)))
    let table = try desk.file("c.xlsx", Array("PK".utf8))
    try desk.attach([photo, paper])
    let asked = try #require(refusal { try desk.attach([table]) })
    #expect(asked.kind == .usage && asked.hint?.id.contains("after (Foto sesudah)") ?? false)
    #expect(try desk.findings().allSatisfy { !$0.contains("unreferenced") }, "what is refused leaves nothing")
    try desk.attach([table], kind: "pindaian")
    let kinds = AttachmentField.items(of: try desk.store.open().read(lampFile).document).map(\.kind)
    #expect(kinds == ["photo", "photo", "document", "scan"])
  }

  @Test func whatCannotBeKeptIsRefused() throws {
    let desk = try Attaching()
    let refused: [(String, [UInt8], String)] = [
      ("leer.txt", [], "is empty"), ("x.jpg", Array("text".utf8), "is no picture"),
      ("x.heic", [0, 0, 0, 24] + Array("ftypheic".utf8), "cannot be taken out"),
      ("x.png", Array(MadePicture.png().dropLast(5)), "cut off"), ("a\u{1B}[31m.pdf", [1], "cannot be recorded"),
      ("a\u{202E}fdp.exe", [1], "cannot be recorded"), ("a\\b.pdf", [1], "cannot be recorded"),
    ]
    for (name, bytes, words) in refused {
      let failure = refusal { _ = try desk.file(name, bytes) }
      #expect(failure?.message.en.contains(words) ?? false, "\(name): \(String(describing: failure?.message.en))")
    }
    symlink(desk.outside.path + "/leer.txt", desk.outside.path + "/link.txt")
    mkfifo(desk.outside.path + "/pipe", 0o600)
    for name in ["link.txt", "pipe", ".", "nothing"] {
      #expect(
        refusal { _ = try NewAttachment(reading: desk.outside.path + "/" + name, limit: 9) } != nil, "\(name)")
    }
    let owner = refusal { try desk.attach([try desk.file("a.pdf", Array("%PDF-".utf8))], to: "units/perkim") }
    #expect(owner?.message.en.contains("have no attachments") ?? false)
  }

  @Test func theLimitCountsWhatIsKept() throws {
    let desk = try Attaching()
    let film = [UInt8](repeating: 7, count: 5000)
    #expect(try desk.file("film.jpg", MadePicture.jpeg(after: film), limit: 1000).bytes == MadePicture.jpeg())
    let large = refusal { _ = try desk.file("besar.pdf", Array("%PDF-".utf8) + film, limit: 1024) }
    #expect(large?.message.id == "`besar.pdf` terlalu besar: 4,9 KiB, paling besar 1 KiB")
    #expect(large?.hint?.id.contains("150 dpi") ?? false)
    try desk.store.scratch.edit("schemas/store.yaml", "history: git", "attachments: {limit_mb: 12}\nhistory: git")
    #expect(try desk.store.open().settings.attachmentLimit == 12 << 20)
  }

  @Test func aWithdrawnRecordTakesNothingMore() throws {
    let desk = try Attaching()
    try desk.store.change(lamp) { desk, record in try desk.withdraw(record, reason: "Salah tempat.") }
    let refused = refusal { try desk.attach([try desk.file("a.jpg", city)]) }
    #expect(refused?.message.en.contains("was withdrawn") ?? false)
  }

  // MARK: The place of a picture

  private func offer(_ picture: [UInt8], _ desk: Attaching) throws -> PicturePlaceOffer? {
    let store = try desk.store.open()
    return try PicturePlaceOffer(
      [try desk.file("a.jpg", picture)], for: try store.locate(lamp) { _ in [] }, in: store)
  }

  private func without(_ desk: Attaching) throws {
    try desk.store.scratch.edit(lampFile, "  latitude: -1.60677\n  longitude: 103.58165\n", "")
    try desk.store.scratch.git(["commit", "-qam", "Tanpa titik"])
  }

  @Test func aPlaceIsOfferedWhereTheRecordHasNone() throws {
    let desk = try Attaching()
    #expect(try offer(city, desk) == nil, "the record has this place")
    try without(desk)
    let place = try #require(try offer(city, desk))
    guard case .offer = place.word else {
      Issue.record("\(place.word)")
      return
    }
    #expect(place.fields == ["location.latitude=-1.60677", "location.longitude=103.58165"])
    try desk.attach([try desk.file("b.jpg", MadePicture.jpeg(MadePicture.city.segment))], takesPlace: true)
    let text = try desk.store.scratch.text(lampFile)
    #expect(text.contains("  latitude: -1.60677\n  longitude: 103.58165\n"))
    #expect(text.contains("kind: photo"))
  }

  @Test func aPlaceFarAwayIsToldAndOneElsewhereIsNotOffered() throws {
    let desk = try Attaching()
    let far = MadePicture.Exif(
      latitude: ("S", [(1, 1), (39, 1), (0, 1)]), longitude: ("E", [(103, 1), (36, 1), (0, 1)]))
    guard case .far(let metres)? = try offer(MadePicture.jpeg(far.segment), desk)?.word else {
      Issue.record("five kilometres are far")
      return
    }
    #expect((5000...5500).contains(metres), "\(metres)")
    try without(desk)
    let jakarta = MadePicture.Exif(
      latitude: ("S", [(6, 1), (12, 1), (0, 1)]), longitude: ("E", [(106, 1), (48, 1), (0, 1)]))
    guard case .outside? = try offer(MadePicture.jpeg(jakarta.segment), desk)?.word else {
      Issue.record("Jakarta lies in no area of the city")
      return
    }
  }
}
