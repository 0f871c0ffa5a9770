package import KojaModel
internal import KojaPicture

/// A file that a person wants to attach, as it will be kept: a picture without what it tells of its camera.
package struct NewAttachment: Sendable {
  /// The name without its folders, for the record.
  package let name: String
  /// What it is by its bytes.
  let form: FileForm
  /// The bytes to keep.
  package let bytes: [UInt8]
  /// Their SHA-256, in hex.
  let hash: String
  /// Where the picture was taken, as its camera said.
  let place: PicturePlace?
  /// Whether something that a camera wrote is left out.
  package let isStripped: Bool

  /// How much more than the limit is read of a picture: what its camera wrote besides may be large (films of phones) and
  /// is left out before the limit is asked.
  private static let besides = 32 << 20

  /// Reads a file. Throws for what is no regular file, empty, too large, a picture that cannot be rid of what it tells, or
  /// of a name that a record cannot hold.
  ///
  /// - Parameter limit: The largest size to keep, in bytes.
  package init(reading path: String, limit: Int) throws(Failure) {
    name = try Self.name(path)
    let read: [UInt8]
    do throws(FileError) {
      read = try AnyFile.readPlain(path, limit: limit + Self.besides)
    } catch {
      guard case .tooLarge = error.kind else { throw error.failure }
      throw TooLarge(name: name, size: AnyFile.size(path), limit: limit, form: Self.promised(name)).failure
    }
    guard !read.isEmpty else {
      throw Failure(
        .usage, Phrase(id: "`\(path)` kosong", en: "`\(path)` is empty"),
        hint: Phrase(id: "salin lagi berkasnya dari asalnya", en: "copy the file again from where it came from"))
    }
    form = FileForm(read)
    switch form {
    case .jpeg, .png:
      let clean: CleanPicture
      do throws(PictureFault) { clean = try CleanPicture(read) } catch { throw Self.damaged(name, error) }
      (bytes, place) = (clean.bytes, clean.facts.place)
    case .otherPicture(let kind): throw Self.untold(name, kind)
    case .pdf, .other:
      try Self.refusePretender(name)
      (bytes, place) = (read, nil)
    }
    isStripped = bytes != read
    guard bytes.count <= limit else {
      throw TooLarge(name: name, size: bytes.count, limit: limit, form: form).failure
    }
    hash = SHA256.hex(bytes)
  }

  /// What the file is called in `attachments/`: by its bytes, else as it was called where that is plain.
  var ending: String? { form.fileExtension ?? Self.ending(of: name) }

  private static func ending(of name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last?.lowercased(), (1...8).contains(last.utf8.count),
      last.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
    else { return nil }
    return last
  }

  /// What a name promises, of a file that is too large to be looked at.
  private static func promised(_ name: String) -> FileForm {
    guard let ending = ending(of: name) else { return .other }
    return FileForm.pictureExtensions.contains(ending) ? .otherPicture(ending) : ending == "pdf" ? .pdf : .other
  }

  private static func name(_ path: String) throws(Failure) -> String {
    let name = StoreFiles.name(of: path)
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      ![.control, .lineSeparator, .paragraphSeparator, .format, .surrogate].contains(scalar.properties.generalCategory)
        && scalar != "\\" && scalar != "\u{FFFD}"
    }
    guard isPlain, !name.isEmpty, name != ".", name != ".." else {
      throw Failure(
        .usage,
        Phrase(
          id: "nama berkas `\(name)` memuat tanda yang tidak dapat dicatat",
          en: "the file name `\(name)` holds characters that cannot be recorded"),
        hint: Phrase(
          id: "ganti nama berkasnya dengan huruf dan angka biasa", en: "rename the file with plain letters and digits"))
    }
    return name
  }

  // MARK: Refusals

  private static func damaged(_ name: String, _ fault: PictureFault) -> Failure {
    Failure(
      .usage,
      fault == .cutOff
        ? Phrase(id: "gambar `\(name)` terpotong", en: "the picture `\(name)` is cut off")
        : Phrase(id: "gambar `\(name)` rusak", en: "the picture `\(name)` is broken"),
      hint: Phrase(
        id: "salin lagi dari asalnya, atau buka lalu simpan ulang sebagai JPEG",
        en: "copy it again from where it came from, or open it and save it as JPEG"))
  }

  private static func untold(_ name: String, _ kind: String) -> Failure {
    Failure(
      .usage,
      Phrase(
        id: "`\(name)` adalah gambar \(kind); tempat dan waktu pengambilan di dalamnya tidak dapat dibuang",
        en: "`\(name)` is a \(kind) picture; the place and time in it cannot be taken out"),
      hint: Phrase(
        id: "simpan sebagai JPEG atau PNG (pindaian: PDF), lalu lampirkan itu",
        en: "save it as JPEG or PNG (a scan: PDF) and attach that"))
  }

  private static func refusePretender(_ name: String) throws(Failure) {
    guard let ending = ending(of: name), FileForm.pictureExtensions.contains(ending) else { return }
    throw Failure(
      .usage,
      Phrase(
        id: "`\(name)` bukan gambar walau namanya berakhir `.\(ending)`",
        en: "`\(name)` is no picture although its name ends in `.\(ending)`"),
      hint: Phrase(
        id: "buka dan simpan ulang sebagai JPEG atau PNG; bila memang bukan gambar, ganti akhiran namanya",
        en: "open it and save it as JPEG or PNG; if it is no picture, give its name another ending"))
  }
}
