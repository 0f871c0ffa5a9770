import KojaModel
import KojaOutput
import Testing

@Suite struct FileDiffTests {
  private func diff(_ old: String?, _ new: String?, hidden: Set<Int> = [], width: Int? = 80) -> String {
    var options = OutputOptions(
      language: .en, width: width, hasColour: false, now: Timestamp(seconds: 0, offset: 0), zone: 0)
    options.isTerminal = true
    return FileDiff(
      old.map { ("a.yaml", Array($0.utf8), hidden) }, new.map { ("a.yaml", Array($0.utf8), hidden) }, options
    ).text
  }

  @Test func twoLinesStandAroundEachDifference() {
    let old = (1...12).map { "k\($0): \($0)\n" }.joined()
    let new = old.replacing("k3: 3\n", with: "k3: x\n").replacing("k11: 11\n", with: "")
    #expect(
      diff(old, new) == """
        --- a/a.yaml
        +++ b/a.yaml
        @@ -1,5 +1,5 @@
         k1: 1
         k2: 2
        -k3: 3
        +k3: x
         k4: 4
         k5: 5
        @@ -9,4 +9,3 @@
         k9: 9
         k10: 10
        -k11: 11
         k12: 12

        """)
    #expect(diff(old, old) == "")
  }

  @Test func newAndRemovedFilesAreToldWhole() {
    #expect(diff(nil, "a: 1\n") == "--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1 @@\n+a: 1\n")
    #expect(diff("a: 1\n", nil) == "--- a/a.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-a: 1\n")
  }

  @Test func whatMustNotBeShownIsNot() {
    let text = diff("a: 1\nb: secret\n", "a: 2\nb: other\n", hidden: [2])
    #expect(text.hasSuffix("-a: 1\n-(hidden)\n+a: 2\n+(hidden)\n"))
    #expect(!diff("a: \u{1B}[31m\n", "a: 2\n").contains("\u{1B}"))
    #expect(diff("a: \(String(repeating: "x", count: 300))\n", nil).splitting("\n").allSatisfy { $0.count <= 80 })
  }

  @Test func theWayIsAShortestOne() {
    let old = "a\nb\nc\na\nb\nb\na\n"
    let new = "c\nb\na\nb\na\nc\n"
    let changed = diff(old, new).splitting("\n").filter {
      ($0.hasPrefix("-") || $0.hasPrefix("+")) && !$0.hasPrefix("---") && !$0.hasPrefix("+++")
    }
    #expect(changed.count == 5)
  }
}

extension String {
  fileprivate func splitting(_ separator: Character) -> [String] { split(separator: separator).map(String.init) }
}
