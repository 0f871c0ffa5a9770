import Foundation
import FuzzSubjects
import Testing

/// What the fuzzer once found stays mended: every file of `Tests/Fuzz/Corpus/<subject>/` goes through its subject.
@Suite struct FuzzTests {
  @Test(arguments: FuzzSubject.allCases) func whatWasFoundStaysMended(_ subject: FuzzSubject) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus/\(subject.rawValue)")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files {
      let bytes = try [UInt8](Data(contentsOf: file))
      #expect(subject.complaint(about: bytes) == nil, "\(file.lastPathComponent)")
    }
  }
}
