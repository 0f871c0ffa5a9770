internal import Glibc
package import KojaGit
package import KojaModel

extension StoreFounder {
  /// Puts a `pre-commit` into the hooks folder that checks what is staged. One that is there already is kept, and told.
  ///
  /// - Returns: The path of the hook.
  package static func installHook(_ repository: Repository, of store: Store) throws(Failure) -> String {
    let folder = repository.hooksFolder
    guard StoreFiles.ensureFolder(folder) else { throw FileError.last(folder).failure }
    let files = StoreFiles(root: folder)
    if let present = try? files.read("pre-commit", limit: 1 << 20) {
      guard String(decoding: present, as: UTF8.self).contains("koja check --staged") else {
        throw Failure(
          .environment,
          Phrase(id: "sudah ada `pre-commit` lain di `\(folder)`", en: "there is another `pre-commit` in `\(folder)`"),
          hint: Phrase(
            id: "tambahkan baris `koja check --staged` di sana", en: "add a line `koja check --staged` to it"))
      }
      return folder + "/pre-commit"
    }
    do throws(FileError) { try files.write(Array(script(store.prefix).utf8), to: "pre-commit") } catch {
      throw error.failure
    }
    guard chmod(folder + "/pre-commit", 0o755) == 0 else { throw FileError.last(folder + "/pre-commit").failure }
    return folder + "/pre-commit"
  }

  /// Whether the `pre-commit` that is installed is koja's own, to the letter.
  static func isOwnHook(_ repository: Repository, of store: Store) -> Bool {
    let present = try? StoreFiles(root: repository.hooksFolder).read("pre-commit", limit: 1 << 20)
    return present.map { $0 == Array(script(store.prefix).utf8) } ?? false
  }

  /// git runs hooks in the work tree's top folder; a store below it must be named.
  private static func script(_ prefix: String) -> String {
    let folder = prefix.split(separator: "/").joined(separator: "/").split(
      separator: "'", omittingEmptySubsequences: false)
    let option = prefix.isEmpty ? "" : " --store '\(folder.joined(separator: "'\\''"))'"
    return """
      #!/bin/sh
      # Dipasang oleh `koja hooks install`: memeriksa catatan yang akan dicatat.
      if ! command -v koja >/dev/null 2>&1; then
        echo 'koja tidak ditemukan di PATH; catatan tidak diperiksa. (koja is not in PATH; records were not checked.)' >&2
        exit 0
      fi
      exec koja check --staged\(option)

      """
  }
}
