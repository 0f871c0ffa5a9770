internal import KojaModel
internal import KojaSchema

/// Keys of their own choosing below an open mapping, at any depth: `map.a.b`. The schema says nothing of them, so the record
/// tells what is a list there: its items go by their positions.
struct OpenPath {
  /// The open mapping that the path begins with; the list, where its items are open.
  let mapping: Field
  /// What follows it.
  let keys: [String]
  /// The keys from where the path begins to the open mapping.
  private let start: [String]

  /// Reads a typed path; nil where it begins with no open mapping, or names a field of the schema.
  ///
  /// - Parameter list: The list to whose items the fields belong, if any.
  init?(_ typed: String, among fields: [Field], ofItemsOf list: Field? = nil) {
    guard FieldTyping.find(typed, among: fields) == nil else { return nil }
    var dot = typed.endIndex
    while let before = typed[..<dot].lastIndex(of: ".") {
      if let field = FieldTyping.find(String(typed[..<before]), among: fields) {
        self.init(field, field.path, typed[typed.index(after: before)...], isOpen: field.isOpen)
        return
      }
      dot = before
    }
    guard let list, FieldTyping.find(String(typed[..<dot]), among: fields) == nil else { return nil }
    self.init(list, [], typed[...], isOpen: list.hasOpenItems)
  }

  private init?(_ mapping: Field, _ start: [String], _ rest: Substring, isOpen: Bool) {
    keys = rest.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    (self.mapping, self.start) = (mapping, start)
    guard isOpen, !keys.contains("") else { return nil }
  }

  /// What is known of the last key.
  var field: Field { mapping.own(keys) }

  /// The path in a record, below that of an item. Throws a usage failure where it leads through what has no such part.
  func path(below place: [String], in document: Document?) throws(Failure) -> [String] {
    let path = place + start + keys
    guard let document else { return path }
    for length in (place.count + start.count)..<path.count {
      guard let node = document.node(at: Array(path[..<length])) else { break }
      let name = path[..<length].joined(separator: ".")
      switch document.kind(node) {
      case .mapping, .null: continue
      case .sequence where document.node(at: [path[length]], from: node) != nil: continue
      case .sequence:
        let count = document.items(node).count
        throw Failure(
          .usage, Phrase(id: "`\(name)` adalah daftar: butir mana?", en: "`\(name)` is a list: which item?"),
          hint: Phrase(
            id: "sebutkan urutannya, dari 0 sampai \(count - 1); `\(name)+=…` menambah butir",
            en: "name its position, from 0 to \(count - 1); `\(name)+=…` adds an item"))
      default:
        throw Failure(
          .usage, Phrase(id: "`\(name)` tidak punya bagian", en: "`\(name)` has no parts"),
          hint: Phrase(
            id: "hapus dahulu dengan `\(name)-`, atau isi dengan `\(name)=…`",
            en: "remove it first by `\(name)-`, or give it `\(name)=…`"))
      }
    }
    return path
  }
}
