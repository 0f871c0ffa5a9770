import KojaModel
import Testing

@Suite struct SuggestionTests {
  private let states = ["draft", "submitted", "under-review", "approved", "rejected"]

  @Test func theNearestSpellingIsSuggested() {
    #expect(Suggestion.nearest(to: "aproved", among: states) == "approved")
    #expect(Suggestion.nearest(to: "under_review", among: states) == "under-review")
    #expect(Suggestion.nearest(to: "drfat", among: states) == "draft")
  }

  @Test func anEqualWordInOtherCaseWins() {
    #expect(Suggestion.nearest(to: "APPROVED", among: ["approve", "approved"]) == "approved")
  }

  @Test func theOnlyOneThatBeginsSoIsSuggested() {
    #expect(Suggestion.nearest(to: "lampu", among: ["sampah", "lampu-jalan"]) == "lampu-jalan")
    #expect(Suggestion.nearest(to: "lampu", among: ["lampu-taman-kota", "lampu-jalan"]) == nil)
    #expect(Suggestion.nearest(to: "la", among: ["lampu-jalan"]) == nil)
    #expect(Suggestion.nearest(to: "ver", among: ["verified", "Verified"]) == "verified")
    #expect(Suggestion.nearest(to: "jalan", among: ["jalann", "jalan-rusak"]) == "jalann")
  }

  @Test func nothingFarAwayIsSuggested() {
    #expect(Suggestion.nearest(to: "selesai", among: states) == nil)
    #expect(Suggestion.nearest(to: "", among: states) == nil)
    #expect(Suggestion.nearest(to: "x", among: []) == nil)
    #expect(
      Suggestion.nearest(to: String(repeating: "a", count: 201), among: [String(repeating: "a", count: 200)]) == nil)
  }

  @Test func aLabelLeadsToTheNameToType() {
    let names = [("complaints", ["Laporan", "Complaint"]), ("letters", ["Surat", "Letter"])]
    #expect(Suggestion.name(nearestTo: "complain", among: names) == "complaints")
    #expect(Suggestion.name(nearestTo: "Suratt", among: names) == "letters")
    #expect(Suggestion.name(nearestTo: "apps", among: names) == nil)
  }

  @Test func noneOfEquallyNearOnesIsNamed() {
    #expect(Suggestion.nearest(to: "kad", among: ["kab", "kas"]) == nil)
    #expect(Suggestion.nearest(to: "verifi", among: ["verify", "Verify"]) == "verify", "the same but for case")
    #expect(Suggestion.name(nearestTo: "Kartka", among: [("a", ["Kartika"]), ("b", ["Kartika"])]) == nil)
    #expect(Suggestion.name(nearestTo: "Kartka", among: [("a", ["Kartika", "Kartina"])]) == "a")
  }

  @Test(arguments: [
    ("", "", 0), ("kota", "kota", 0), ("kota", "kotak", 1), ("kota", "kta", 1), ("kota", "kata", 1),
    ("kota", "koat", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func distancesAreDameraus(left: String, right: String, distance: Int) {
    #expect(Suggestion.distance(left, right, limit: 9) == distance)
    #expect(Suggestion.distance(right, left, limit: 9) == distance)
    #expect(Suggestion.distance(left, right, limit: distance - 1) == nil)
  }

  @Test func canonicallyEqualWordsAreApart() {
    #expect(Suggestion.distance("\u{E9}", "e\u{301}", limit: 9) == 2)
  }

  @Test func onlyWhatHasNoRivalIsTakenWithoutAsking() {
    #expect(Suggestion.only(near: "aproved", among: states) == "approved")
    #expect(Suggestion.only(near: "APPROVED", among: ["approve", "approved"]) == "approved")
    #expect(Suggestion.only(near: "hight", among: ["high", "night"]) == nil, "two are near")
    #expect(Suggestion.only(near: "lampu", among: ["lampu-jalan"]) == nil, "a beginning may go on differently")
    #expect(Suggestion.only(near: "x", among: states) == nil)
  }
}
