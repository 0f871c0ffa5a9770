internal import Foundation
internal import Glibc
internal import KojaModel
internal import KojaStore

/// A folder that a command makes anew each time: whole, or not at all. What somebody else put there is never removed.
struct OutputFolder {
  /// What a list says of the files beside it.
  private struct Listing: Decodable {
    struct File: Decodable { let path: String }
    let files: [File]
    let audience: String?
  }

  /// The folder.
  let path: String
  /// The file in it that lists the others: a folder that has one is ours, as far as it lists.
  let list: String

  /// A folder at a path; one that a link leads to is meant where the link stands.
  init(path: String, list: String) {
    let target =
      (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeSymbolicLink
    self.path = target ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
    self.list = list
  }

  /// Refuses a folder that holds what is not ours, and what is no folder.
  func refuseForeign() throws(Failure) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
      throw Failure(
        .usage, Phrase(id: "`\(path)` sebuah berkas, bukan folder", en: "`\(path)` is a file, not a folder"),
        hint: Phrase(
          id: "tidak ada yang ditulis; pilih folder yang kosong atau belum ada",
          en: "nothing was written; choose a folder that is empty or not there"))
    }
    let names = found(in: path)
    guard !names.isEmpty else { return }
    let known = Set((listing.map { $0.files.map(\.path) + [list] } ?? []).map { Key($0) })
    guard let foreign = names.first(where: { !known.contains(Key($0)) }) else { return }
    throw Failure(
      .usage,
      Phrase(
        id: "`\(path)` memuat `\(foreign)`, yang bukan buatan koja",
        en: "`\(path)` holds `\(foreign)`, which koja did not make"),
      hint: Phrase(
        id: "tidak ada yang ditulis; pilih folder yang kosong atau belum ada",
        en: "nothing was written; choose a folder that is empty or not there"))
  }

  /// Refuses a folder that was made for others: what only the offices may know must not come where the public reads.
  func refuseOther(than audience: Audience) throws(Failure) {
    guard let found = listing?.audience, !found.sameBytes(as: audience.rawValue) else { return }
    let other = Audience(rawValue: found)?.label ?? Phrase(found)
    throw Failure(
      .usage,
      Phrase(
        id: "`\(path)` berisi terbitan untuk \(other.id), bukan untuk \(audience.label.id)",
        en: "`\(path)` holds what is for \(other.en), not for \(audience.label.en)"),
      hint: Phrase(
        id: "tidak ada yang ditulis; tambahkan `--audience \(found)`, atau pilih folder lain",
        en: "nothing was written; add `--audience \(found)`, or choose another folder"))
  }

  private var listing: Listing? {
    (try? Data(contentsOf: URL(fileURLWithPath: path + "/" + list))).flatMap {
      try? JSONDecoder().decode(Listing.self, from: $0)
    }
  }

  /// Puts files in place of all that the folder holds.
  func write(_ files: [(path: String, text: String)]) throws(Failure) {
    try refuseForeign()
    let (draft, old) = ("\(path).part-\(getpid())", "\(path).old-\(getpid())")
    let manager = FileManager.default
    defer { for leftover in [draft, old] { try? manager.removeItem(atPath: leftover) } }
    do {
      for file in files {
        let target = URL(fileURLWithPath: draft + "/" + file.path)
        try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: target)
      }
    } catch {
      throw unwritable
    }
    let wasThere = access(path, F_OK) == 0
    if wasThere, rename(path, old) != 0 { throw unwritable }
    guard rename(draft, path) == 0 else {
      if wasThere { rename(old, path) }
      throw unwritable
    }
  }

  /// The paths of all files in a folder, links and what cannot be read among them.
  private func found(in folder: String) -> [String] {
    guard let names = FileManager.default.enumerator(atPath: folder) else {
      return access(folder, F_OK) == 0 ? ["."] : []
    }
    var found: [String] = []
    while let name = names.nextObject() as? String {
      if names.fileAttributes?[.type] as? FileAttributeType != .typeDirectory { found.append(name) }
    }
    return found.sorted { Key($0) < Key($1) }
  }

  private var unwritable: Failure {
    let reason = SystemReason.phrase(errno)
    return Failure(
      .environment, Phrase(id: "`\(path)` tidak dapat ditulis", en: "`\(path)` cannot be written"),
      hint: Phrase(
        id: "yang ada di sana tetap seperti semula (\(reason.id))", en: "what is there stays as it was (\(reason.en))"))
  }
}
