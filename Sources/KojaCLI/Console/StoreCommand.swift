internal import ArgumentParser
internal import KojaModel

/// A command that works on a store.
protocol StoreCommand: ParsableCommand {
  var globals: GlobalOptions { get }
  /// The work, with the store open.
  func run(_ desk: Desk) throws
}

extension StoreCommand {
  mutating func run() throws {
    if let language = globals.lang ?? Speech.asked { Spoken.settle(language) }
    let desk = try Desk(opening: globals)
    Spoken.settle(desk.console.language)
    try run(desk)
  }
}
