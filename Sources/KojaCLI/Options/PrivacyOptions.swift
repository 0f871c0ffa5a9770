internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// The option of everything that shows records: whether personal data is shown in clear.
struct PrivacyOptions: ParsableArguments {
  @Flag(
    name: .customLong("private"),
    help: ArgumentHelp(
      told(
        id: "Tampilkan data pribadi tanpa samaran, bila penyimpanan pribadi ada di mesin ini.",
        en: "Show personal data in clear, where the private store is on this machine.")))
  var isClear = false

  /// Their names, for did-you-mean.
  static let names = ["private"]
}

extension Desk {
  /// The names of people behind references; says once why there are none where somebody asked for them.
  func personNames(_ options: PrivacyOptions) throws(Failure) -> PersonNames {
    let names = PersonNames(of: try store(), isClear: options.isClear)
    if options.isClear {
      for name in names.absent {
        console.note(
          Phrase(
            id: "penyimpanan `\(name)` tidak ada di mesin ini, jadi nama di sana tidak dapat ditampilkan",
            en: "the store `\(name)` is not on this machine, so no names of it can be shown"))
      }
    }
    return names
  }

  /// Refuses to print whole texts of a store of personal data to somebody who did not ask for them.
  func refuseUnasked(_ options: PrivacyOptions) throws(Failure) {
    guard !(try store().settings.hasHistory), !options.isClear else { return }
    throw Failure(
      .usage,
      Phrase(
        id: "penyimpanan ini berisi data pribadi, dan jawaban ini menampilkannya tanpa samaran",
        en: "this store holds personal data, and this answer would show it in clear"),
      hint: Phrase(id: "bila memang perlu, tambahkan `--private`", en: "add `--private` if it is needed"))
  }
}
