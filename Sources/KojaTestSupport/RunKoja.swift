/// Runs the `koja` that was built together with the tests.
package enum RunKoja {
  /// The absolute path of the executable.
  package static var executable: String { Checkout.products + "/koja" }

  /// Runs it to its end in a folder, with nothing of the machine in its environment.
  ///
  /// - Parameters:
  ///   - arguments: The command line without the program's name.
  ///   - folder: The current folder; also the home.
  ///   - person: Who acts; commits carry the present time.
  ///   - environment: What is added or replaced.
  package static func run(
    _ arguments: [String], in folder: String, as person: Person = .rina, environment extra: [String: String] = [:],
    input: [UInt8] = []
  ) throws -> Shell.Output {
    var environment = Shell.environment(home: folder).merging(person.environment) { $1 }
    environment["GIT_AUTHOR_DATE"] = nil
    environment["GIT_COMMITTER_DATE"] = nil
    environment["PATH"] = Checkout.products + ":/usr/local/bin:/usr/bin:/bin"
    environment["COLUMNS"] = "100"
    return try Shell.run(
      executable, arguments, in: folder, environment: environment.merging(extra) { $1 }, input: input)
  }
}
