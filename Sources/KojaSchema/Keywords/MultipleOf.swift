internal import KojaModel

/// `multipleOf`: a number divides by it without remainder, exactly (0.0075 is a multiple of 0.0001).
///
/// Fails when: there is a remainder.
/// Spec: JSON Schema Validation 2020-12, 6.2.1.
struct MultipleOf: NumberBound {
  static let name = "multipleOf"
  static let code = Operation.Code.multiple
  static let words = Phrase(id: "kelipatan", en: "a multiple of")
  let bound: Number
  let spelling: String

  init(bound: Number, spelling: String) {
    self.bound = bound
    self.spelling = spelling
  }

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let number = compiler.number(site) else { return nil }
    guard number > .small(0), number.exact?.mantissa != nil else {
      compiler.wrong(
        site,
        Phrase(
          id: "angka di atas 0 dengan paling banyak 18 angka penting",
          en: "a number above 0 of at most 18 significant digits"))
      return nil
    }
    self.init(bound: number, spelling: site.document.text(site.value) ?? "")
  }
}
