internal import KojaCivic
internal import KojaModel
internal import KojaYAML

/// Whether a commit was made by the tool, and whether its trailers are true.
///
/// Findings: `history/by-hand` (no trailers; a note), `history/trailer` (they say otherwise than the trees; a warning).
struct TrailerCheck {
  let catalogue: Catalogue

  /// What there is to say of a commit that changed records; at its first file.
  func findings(_ message: String, _ versions: [TransitionCheck.Version]) -> [Finding] {
    let touched = versions.compactMap { version in
      catalogue.collection(ofPath: version.path).map {
        (version, reference: "\($0.name)/\(Record.id(ofPath: version.path))", collection: $0)
      }
    }
    guard let first = touched.first?.0.path else { return [] }
    let trailers = Trailers(message)
    guard trailers.isThere else {
      return [
        Finding(
          "history/by-hand", .note, at: Place(file: first),
          Phrase(id: "perubahan ini dicatat di luar koja", en: "this commit was made past koja"))
      ]
    }
    let known = Set(touched.map { Key($0.reference) })
    var lies: [Phrase] = trailers.records.filter { !known.contains(Key($0)) }.map {
      Phrase(id: "menyebut `\($0)`, yang tidak diubahnya", en: "it names `\($0)`, which it did not change")
    }
    // Claims go along with the record that they are for, and a renamed record is named once.
    let own = touched.filter { !$0.collection.name.sameBytes(as: EngineCollections.numbers) }
    let moved = MoveFinder(versions, catalogue)
    let expected = own.filter { moved.target(of: $0.0.path) == nil }
    lies += trailers.renames.filter { !moved.isRename(from: $0.from, to: $0.to) }.map {
      Phrase(
        id: "menyebut `\($0.from)` kini `\($0.to)`, padahal tidak",
        en: "it says that `\($0.from)` is `\($0.to)` now, which is not so")
    }
    if let count = trailers.count {
      if !(expected.count...touched.count).contains(count) {
        lies.append(
          Phrase(
            id: "menyebut \(count) catatan, padahal mengubah \(expected.count)",
            en: "it counts \(count == 1 ? "1 record" : "\(count) records") and changed \(expected.count)"))
      }
    } else {
      // A renamed record may be named by either of its ids.
      let named = Set(trailers.records.flatMap { [Key($0)] + (moved.newName(of: $0).map { [Key($0)] } ?? []) })
      lies += expected.map(\.reference).filter { !named.contains(Key($0)) }.map {
        Phrase(id: "mengubah `\($0)` tanpa menyebutnya", en: "it changed `\($0)` and does not say so")
      }
    }
    if let action = trailers.action, !own.contains(where: { isTaken(action, in: $0.0, $0.collection) }) {
      lies.append(
        Phrase(
          id: "menyebut tindakan `\(action)`, yang tidak ada di `timeline`",
          en: "it names the action `\(action)`, which no timeline got"))
    }
    return lies.prefix(5).map { lie in
      Finding(
        "history/trailer", .warning, at: Place(file: first),
        Phrase(
          id: "keterangan perubahan ini tidak benar: \(lie.id)",
          en: "the trailers of this commit are not true: \(lie.en)"))
    }
  }

  /// Whether a version has a new entry of an action.
  private func isTaken(_ action: String, in version: TransitionCheck.Version, _ collection: Collection) -> Bool {
    guard collection.workflow != nil,
      let after = version.new.flatMap({ YAMLReader.read($0, path: version.path).document })
    else { return false }
    let before = version.old.flatMap { YAMLReader.read($0, path: version.path).document }
    let known = before.map { TimelineEntry.all(in: $0).count } ?? 0
    return TimelineEntry.all(in: after).dropFirst(known).contains { $0.action?.sameBytes(as: action) ?? false }
  }
}
