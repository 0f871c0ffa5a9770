internal import KojaModel

/// Amounts that a person gives to an option.
enum Amount {
  /// Throws a usage failure that says what is allowed when an amount is too small.
  static func require(_ amount: Int?, atLeast least: Int, of option: String) throws(Failure) {
    guard let amount, amount < least else { return }
    throw Failure(
      .usage, Phrase(id: "`\(option)` tidak boleh \(amount)", en: "`\(option)` cannot be \(amount)"),
      hint: Phrase(id: "tulis bilangan bulat mulai dari \(least)", en: "write a whole number from \(least) upwards"))
  }
}
