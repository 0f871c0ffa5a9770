internal import Glibc
internal import KojaGit
internal import KojaModel

/// How a store that keeps no history is open to others all the same.
enum Exposure {
  /// The folder may be read by others on the machine.
  case readable(folder: String)
  /// It lies in a repository, whose next commit may take it along for good.
  case inRepository

  /// Nil where nothing is wrong.
  init?(of location: StoreLocation) {
    var facts = stat()
    if (try? Repository.open(containing: location.root)) != nil {
      self = .inRepository
    } else if stat(location.root, &facts) == 0, facts.st_mode & 0o077 != 0 {
      self = .readable(folder: location.root)
    } else {
      return nil
    }
  }

  /// What is wrong, at the place where the store is named.
  func finding(_ setting: StoreSettings.Other) -> Finding {
    switch self {
    case .readable(let folder):
      Finding(
        "privacy/exposed", .warning, at: setting.place,
        Phrase(
          id: "folder penyimpanan `\(setting.name)` boleh dibaca orang lain di mesin ini",
          en: "others on this machine may read the folder of the store `\(setting.name)`"),
        hint: Phrase(id: "`chmod -R go= \(folder)`", en: "`chmod -R go= \(folder)`"))
    case .inRepository:
      Finding(
        "privacy/exposed", .warning, at: setting.place,
        Phrase(
          id: "penyimpanan `\(setting.name)` berada di dalam repositori git; yang tercatat di sana tidak dapat dihapus",
          en: "the store `\(setting.name)` lies in a git repository; what is committed there cannot be erased"),
        hint: Phrase(
          id: "pindahkan folder itu ke luar repositori", en: "move that folder out of the repository"))
    }
  }
}
