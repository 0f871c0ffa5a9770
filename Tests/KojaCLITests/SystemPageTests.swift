import KojaTestSupport
import Testing

/// The working day of each system runs as its page tells it, from intake to closing with refused steps in between, and
/// leaves a clean store.
@Suite struct SystemPageTests {
  static let pages =
    [
      "aplikasi", "data-pribadi", "evaluasi", "hari", "jcoc", "portal-spbe", "sikesal", "sipadek", "sipaten",
      "sp4n-lapor",
    ].map { "sistem/\($0)" }
    + [
      "apps", "day", "evaluation", "jcoc", "personal-data", "portal-spbe", "sikesal", "sipadek", "sipaten",
      "sp4n-lapor",
    ].map { "systems/\($0)" }

  @Test(arguments: pages) func thePageTellsWhatHappens(_ page: String) throws {
    let store = try ScratchStore()
    let played = try SystemPage(path: "Docs/\(page).md").played(in: store)
    #expect(try store.status() == [], "everything is committed")
    let check = try store.koja("check")
    #expect(check.status == 0, "\(check.text)")
    #expect(try Golden("Docs", suffix: "md").difference(played, page) == nil)
  }
}
