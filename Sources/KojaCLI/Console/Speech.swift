internal import Foundation
package import KojaModel

/// The language of help texts, which are needed before any store is known: `--lang`, `KOJA_LANG`, then the locale.
package enum Speech {
  /// What the person asked for; nil when nobody said anything, then the store decides.
  package static let asked: Language? = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", arguments.indices.contains(index + 1) { return Language(rawValue: arguments[index + 1]) }
      if argument.hasPrefix("--lang=") { return Language(rawValue: String(argument.dropFirst(7))) }
    }
    return ProcessInfo.processInfo.environment["KOJA_LANG"].flatMap(Language.init(rawValue:))
  }()

  /// The language where no store is at hand.
  package static let language: Language = {
    if let asked { return asked }
    let environment = ProcessInfo.processInfo.environment
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    return locale.hasPrefix("en") ? .en : .id
  }()
}

/// A text of the help in the language at hand.
func told(id: String, en: String) -> String { Phrase(id: id, en: en)[Speech.language] }
