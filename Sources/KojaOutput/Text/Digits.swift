package import KojaModel

/// Numbers as people write them.
package enum Digits {
  /// A JSON number with the language's marks: thousands from five digits on (`12.500`, English `12,500`; a year stays
  /// `2026`) and the decimal comma or point. Other spellings (`1e5`) stay as they are.
  package static func grouped(_ spelling: String, _ language: Language) -> String {
    let isNegative = spelling.hasPrefix("-")
    let parts = spelling.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return spelling }
    let (thousands, decimal) = language == .id ? (".", ",") : (",", ".")
    var out = isNegative ? "-" : ""
    for (index, digit) in whole.enumerated() {
      if index > 0, whole.count > 4, (whole.count - index).isMultiple(of: 3) { out += thousands }
      out.append(digit)
    }
    return parts.count == 2 ? out + decimal + parts[1] : out
  }

  /// A count with its noun, which English puts in the plural.
  package static func counted(_ count: Int, id: String, one: String, many: String) -> Phrase {
    Phrase(
      id: "\(grouped(String(count), .id)) \(id)", en: "\(grouped(String(count), .en)) \(count == 1 ? one : many)")
  }
}
