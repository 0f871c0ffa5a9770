import KojaExplain
import KojaModel
import KojaTestSupport
import Testing

@Suite struct HandbookTests {
  @Test func thePagesFitTheirMetaSchema() {
    let findings = Handbook.findings.map { "\($0.place.path):\($0.place.start.line) \($0.code) \($0.message.en)" }
    #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
  }

  @Test func everyCodeHasAPageAndEveryPageACode() throws {
    let (codes, pages) = (try Codes.all(), Set(Handbook.pages.map(\.code)))
    #expect(codes.subtracting(pages).sorted() == [], "codes without a page")
    #expect(pages.subtracting(codes).sorted() == [], "pages without a code")
    #expect(pages.count == Handbook.pages.count)
  }

  @Test func textsAreWrittenForPeople() {
    for page in Handbook.pages {
      for text in [page.title, page.meaning, page.why, page.remedy] {
        #expect(text.id != text.en, "\(page.code): not translated")
        #expect(!text.id.lowercased().contains("temuan"), "\(page.code)")
      }
      #expect(!page.title.id.hasSuffix(".") && !page.title.en.hasSuffix("."), "\(page.code)")
      for text in [page.meaning, page.why, page.remedy] {
        #expect(text.id.hasSuffix(".") && text.en.hasSuffix("."), "\(page.code): a sentence ends in a full stop")
      }
    }
  }

  @Test(arguments: Handbook.pages.filter { $0.example.obstacle == nil }.map(\.code))
  func theExampleFailsAndItsCorrectionDoesNot(_ code: String) throws {
    let page = try #require(Handbook.page(code))
    let failing = try Scene(page: page, isFailing: true).run()
    #expect(failing.codes.contains(code), "\(failing.text)")
    #expect(failing.errors.subtracting(page.example.also + [code]).isEmpty, "\(failing.text)")
    #expect(failing.codes.isSuperset(of: page.example.also), "\(failing.text)")
    let corrected = try Scene(page: page, isFailing: false).run()
    #expect(!corrected.codes.contains(code) && corrected.errors.isEmpty, "\(corrected.text)")
  }

  @Test func fewExamplesCannotBeRun() {
    let obstacles = Handbook.pages.filter { $0.example.obstacle != nil }
    for page in obstacles { print("not run: \(page.code): \(page.example.obstacle?.en ?? "")") }
    #expect(obstacles.count <= 10)
  }

  // MARK: Looking

  @Test func aCodeIsFoundWholeOrByItsName() {
    for typed in ["yaml/leading-zero", "leading-zero", "YAML/Leading-Zero"] {
      guard case .page(let page) = Handbook.look(typed) else {
        Issue.record("\(typed) leads nowhere")
        continue
      }
      #expect(page.code == "yaml/leading-zero")
    }
    guard case .family(let family) = Handbook.look("yaml") else {
      Issue.record("yaml is a family")
      return
    }
    #expect(family.pages.allSatisfy { $0.family == "yaml" } && family.pages.count > 10)
  }

  @Test func aMistypedCodeIsNotLost() {
    guard case .nothing(let nearest, _) = Handbook.look("yaml/leading-zeros") else {
      Issue.record("there is no such code")
      return
    }
    #expect(nearest == "yaml/leading-zero")
    guard case .nothing(_, let endings) = Handbook.look("syntax") else {
      Issue.record("two families have this name")
      return
    }
    #expect(endings == ["yaml/syntax", "json/syntax"])
  }
}
