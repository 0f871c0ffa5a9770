import KojaIndex
import Synchronization
import Testing

@Suite struct LayoutTests {
  @Test func aLayoutIsMadeWhenItIsAskedFor() {
    let made = Asked()
    let layouts = Layouts(["apps", "units", "apps"]) { name in
      made.note(name)
      return CollectionLayout(name, columns: [])
    }
    #expect(layouts.names == ["apps", "units"])
    #expect(made.names.isEmpty)
    #expect(layouts["units"]?.name == "units" && layouts["letters"] == nil)
    #expect(layouts["units"]?.name == "units")
    #expect(made.names == ["units"])
  }

  /// Which layouts were asked for.
  private final class Asked: Sendable {
    private let all = Mutex<[String]>([])
    var names: [String] { all.withLock { $0 } }
    func note(_ name: String) { all.withLock { $0.append(name) } }
  }
}
