import KojaCivic
import KojaModel
import Testing

@Suite struct GuardTests {
  private func readGuard(_ text: String) throws -> Guard {
    let document = try document(text)
    return Guard(document.value("when"), in: document)
  }

  @Test func everyConditionMustHoldAndAnyOfItsValuesWill() throws {
    let guarded = try readGuard("when: {direction: [outgoing, internal], paper.place: gudang}\n")
    #expect(guarded.admits { ["direction": "internal", "paper.place": "gudang"][$0] })
    #expect(!guarded.admits { ["direction": "incoming", "paper.place": "gudang"][$0] })
    #expect(!guarded.admits { ["direction": "internal", "paper.place": "loteng"][$0] })
    #expect(!guarded.admits { ["direction": "internal"][$0] })
  }

  @Test func withoutConditionsEverythingPasses() throws {
    #expect(Guard.always.admits { _ in nil })
    #expect(try readGuard("else: 1\n").admits { _ in nil })
    #expect(try readGuard("when: {}\n").admits { _ in nil })
  }

  @Test func nullLetsARecordWithoutTheFieldPass() throws {
    let guarded = try readGuard("when: {supervisory: [null, false], channel: lapor}\n")
    #expect(guarded.admits { ["channel": "lapor"][$0] })
    #expect(guarded.admits { ["channel": "lapor", "supervisory": "false"][$0] })
    #expect(!guarded.admits { ["channel": "lapor", "supervisory": "true"][$0] })
    #expect(!guarded.admits { ["supervisory": "false"][$0] })
    // A text that reads like null is a text.
    #expect(!(try readGuard("when: {unit: \"null\"}\n")).admits { _ in nil })
  }

  @Test func valuesAreComparedByBytes() throws {
    // The same letters for a reader: one code point, or two.
    let guarded = try readGuard("when: {name: \"caf\u{E9}\"}\n")
    #expect(guarded.admits { _ in "caf\u{E9}" })
    #expect(!guarded.admits { _ in "cafe\u{301}" })
  }

  @Test func fieldsOfARecordAreFoundByTheirDottedName() throws {
    let document = try document("unit: perkim\nlocation: {area: \"15.71\", none: null}\nlist: [a]\n")
    #expect(document.scalar("location.area") == "15.71")
    #expect(document.scalar("location.none") == nil)
    #expect(document.scalar("location") == nil)
    #expect(document.scalar("unit.area") == nil)
    #expect(document.scalar("") == nil)
  }

  @Test func labelsFallBackOnWhatThereIs() throws {
    let document = try document("a: {id: Satu, en: One}\nb: {id: Dua}\nc: {en: Three}\nd: Empat\ne: {}\n")
    func phrase(_ key: String) -> Phrase { document.phrase(document.value(key), default: "kode") }
    #expect(phrase("a") == Phrase(id: "Satu", en: "One"))
    #expect(phrase("b") == Phrase("Dua"))
    #expect(phrase("c") == Phrase("Three"))
    #expect(phrase("d") == Phrase("Empat"))
    #expect(phrase("e") == Phrase("kode"))
    #expect(phrase("f") == Phrase("kode"))
  }
}
