/// What may stand in the braces of `\p{…}`: names are exact there, where PCRE2 is generous with case, spaces and names of
/// its own.
///
/// Spec: ECMA-262 2024, 22.2.2.7.3 and tables 67 to 69.
enum UnicodeProperty {
  /// The same in PCRE2's words; nil where ECMA-262 does not know it.
  static func pcre(_ name: String) -> String? {
    let parts = name.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    switch (parts.count, parts[0]) {
    case (1, _): return category(name) ?? (binary.contains(name) ? name : substitutes[name])
    case (2, "General_Category"), (2, "gc"): return category(parts[1])
    case (2, "Script"), (2, "sc"): return isScript(parts[1]) ? "sc:\(parts[1])" : nil
    case (2, "Script_Extensions"), (2, "scx"): return isScript(parts[1]) ? "scx:\(parts[1])" : nil
    default: return nil
    }
  }

  private static func category(_ name: String) -> String? {
    if let short = categories[name] { return short == "LC" ? "L&" : short }
    guard shortCategories.contains(name) else { return nil }
    return name == "LC" ? "L&" : name
  }

  /// Whether it is spelt like the name of a script: `Latin`, `Old_Italic`, `Grek`. PCRE2 knows which there are.
  private static func isScript(_ name: String) -> Bool {
    name.split(separator: "_", omittingEmptySubsequences: false).allSatisfy { word in
      let bytes = word.utf8
      guard let first = bytes.first, (0x41...0x5A).contains(first), bytes.count > 1 else { return false }
      // `SignWriting` has a capital inside, but no script is written in capitals alone.
      return bytes.dropFirst().allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
        && bytes.dropFirst().contains { $0 >= 0x61 }
    }
  }

  /// General categories by their long names (Unicode Standard Annex 44, 5.7.1), which PCRE2 does not know.
  private static let categories = [
    "Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
    "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn",
    "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd",
    "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc",
    "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi",
    "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc",
    "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl",
    "Paragraph_Separator": "Zp", "Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs",
    "Private_Use": "Co", "Unassigned": "Cn",
  ]

  private static let shortCategories = Set(categories.values)

  /// Properties that a character has or has not, by the names that PCRE2 shares.
  private static let binary: Set<String> = [
    "ASCII", "ASCII_Hex_Digit", "AHex", "Alphabetic", "Alpha", "Any", "Bidi_Control", "Bidi_C", "Bidi_Mirrored",
    "Bidi_M", "Case_Ignorable", "CI", "Cased", "Changes_When_Casefolded", "CWCF", "Changes_When_Casemapped", "CWCM",
    "Changes_When_Lowercased", "CWL", "Changes_When_Titlecased", "CWT", "Changes_When_Uppercased", "CWU", "Dash",
    "Default_Ignorable_Code_Point", "DI", "Deprecated", "Dep", "Diacritic", "Dia", "Emoji", "Emoji_Component", "EComp",
    "Emoji_Modifier", "EMod", "Emoji_Modifier_Base", "EBase", "Emoji_Presentation", "EPres", "Extended_Pictographic",
    "ExtPict", "Extender", "Ext", "Grapheme_Base", "Gr_Base", "Grapheme_Extend", "Gr_Ext", "Hex_Digit", "Hex",
    "IDS_Binary_Operator", "IDSB", "IDS_Trinary_Operator", "IDST", "ID_Continue", "IDC", "ID_Start", "IDS",
    "Ideographic", "Ideo", "Join_Control", "Join_C", "Logical_Order_Exception", "LOE", "Lowercase", "Lower", "Math",
    "Noncharacter_Code_Point", "NChar", "Pattern_Syntax", "Pat_Syn", "Pattern_White_Space", "Pat_WS", "Quotation_Mark",
    "QMark", "Radical", "Regional_Indicator", "RI", "Sentence_Terminal", "STerm", "Soft_Dotted", "SD",
    "Terminal_Punctuation", "Term", "Unified_Ideograph", "UIdeo", "Uppercase", "Upper", "Variation_Selector", "VS",
    "White_Space", "space", "XID_Continue", "XIDC", "XID_Start", "XIDS",
  ]

  /// The one that PCRE2 says the other way round.
  private static let substitutes = ["Assigned": "^Cn"]
}
