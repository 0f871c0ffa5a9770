internal import KojaModel

/// The layouts of all collections of a store, each made when somebody asks for it: a question about one collection needs
/// its own and those that it follows references to.
package struct Layouts: Sendable {
  /// The collections in the order of their numbers in the index.
  package let names: [String]
  private let made: [Late<CollectionLayout>]
  private let numbers: [Key: Int]
  private let lent: [Late<[Column]>]

  /// Layouts of these collections; of two with one name the first counts.
  ///
  /// - Parameter lent: What records lend to a collection's mappings: these are no columns of the index, and looked for only
  ///   when a name leads below such a mapping.
  package init(
    _ names: [String], lent: @escaping @Sendable (String) -> [Column] = { _ in [] },
    _ make: @escaping @Sendable (String) -> CollectionLayout
  ) {
    var numbers: [Key: Int] = [:]
    self.names = names.filter { name in
      let isNew = numbers[Key(name)] == nil
      if isNew { numbers[Key(name)] = numbers.count }
      return isNew
    }
    self.numbers = numbers
    made = self.names.map { name in Late { make(name) } }
    self.lent = self.names.map { name in Late { lent(name) } }
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

  /// What records lend to the mappings of a collection.
  package func lent(to name: String) -> [Column] { numbers[Key(name)].map { lent[$0].value } ?? [] }
}
