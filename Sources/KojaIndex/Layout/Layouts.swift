internal import KojaModel

/// The layouts of all collections of a store, each made when somebody asks for it: a question about one collection needs
/// its own and those that it follows references to.
package struct Layouts: Sendable {
  /// The collections in the order of their numbers in the index.
  package let names: [String]
  private let made: [Late<CollectionLayout>]
  private let numbers: [Key: Int]

  /// Layouts of these collections; of two with one name the first counts.
  package init(_ names: [String], _ make: @escaping @Sendable (String) -> CollectionLayout) {
    var numbers: [Key: Int] = [:]
    self.names = names.filter { name in
      let isNew = numbers[Key(name)] == nil
      if isNew { numbers[Key(name)] = numbers.count }
      return isNew
    }
    self.numbers = numbers
    made = self.names.map { name in Late { make(name) } }
  }

  /// Layouts that are there already.
  package init(_ layouts: [CollectionLayout]) {
    let byName = Dictionary(layouts.map { (Key($0.name), $0) }) { first, _ in first }
    self.init(layouts.map(\.name)) { byName[Key($0)] ?? CollectionLayout($0, columns: []) }
  }

  /// The number of a collection.
  func number(of name: String) -> Int? { numbers[Key(name)] }

  /// The layout of a number.
  subscript(number: Int) -> CollectionLayout { made[number].value }

  /// The layout of a collection; nil where there is none of that name.
  package subscript(name: String) -> CollectionLayout? { numbers[Key(name)].map { made[$0].value } }
}
