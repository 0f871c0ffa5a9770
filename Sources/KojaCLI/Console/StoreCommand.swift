internal import ArgumentParser
internal import KojaModel

/// A command that works on a store.
protocol StoreCommand: ParsableCommand {
  var globals: GlobalOptions { get }
  /// The work, with the store open.
  func run(_ desk: Desk) throws
  /// What ends the command when the store cannot be opened; a command may first give the answer that was asked for.
  func unopened(_ failure: Failure) -> Failure
}

extension StoreCommand {
  mutating func run() throws {
    if let language = globals.lang ?? Speech.asked { Spoken.settle(language) }
    let desk = try opened()
    Spoken.settle(desk.console.language)
    try run(desk)
  }

  func unopened(_ failure: Failure) -> Failure { failure }

  private func opened() throws(Failure) -> Desk {
    do throws(Failure) {
      return try Desk(opening: globals)
    } catch {
      throw unopened(error)
    }
  }
}
