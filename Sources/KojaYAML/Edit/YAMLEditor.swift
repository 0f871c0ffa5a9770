internal import KojaModel

/// Edits YAML in place: splices of the source located by the tree; every other byte stays (`design.md` section 4).
package enum YAMLEditor {
  /// Applies edits in turn and returns the new text. A new key at the top goes before `lastKey` when that is there.
  ///
  /// After each splice the text is read again; unless its tree is exactly the intended one, and the splice lies within the
  /// lines that the edit is about, nothing is changed and the refusal says why.
  package static func apply(
    _ edits: [YAMLEdit], to bytes: [UInt8], path: String, before lastKey: String? = nil
  ) throws(EditRefusal) -> [UInt8] {
    var document = try read(bytes, path: path)
    let lineBreak = SourceText(bytes).lineBreak
    for edit in edits {
      if let pieces = try? EditPieces.of(edit, in: document).reduce(
        document, { try apply($1, to: $0, path: path, before: lastKey, lineBreak: lineBreak) })
      {
        document = pieces
      } else {
        document = try apply(edit, to: document, path: path, before: lastKey, lineBreak: lineBreak)
      }
    }
    return document.source
  }

  private static func apply(
    _ edit: YAMLEdit, to document: Document, path: String, before lastKey: String?, lineBreak: String
  ) throws(EditRefusal) -> Document {
    let old = document.value(of: Document.root)
    let intended = try Intention(edit: edit, lastKey: lastKey).applied(to: old)
    if old.isSame(as: intended) { return document }
    let reach = Reach(document, lastKey: lastKey).range(of: edit)
    for allowsLiterals in [true, false] {
      let plan = EditPlan(document, path: path, lastKey: lastKey, allowsLiterals: allowsLiterals, lineBreak: lineBreak)
      let splice = try plan.splice(for: edit)
      guard reach.lowerBound <= splice.range.lowerBound, splice.range.upperBound <= reach.upperBound else { continue }
      let text = splice.applied(to: document.source)
      let reading = YAMLReader.read(text, path: path)
      if !reading.hasErrors, let result = reading.document, result.value(of: Document.root).isSame(as: intended) {
        return result
      }
    }
    throw refusal(of: edit, in: document, path: path)
  }

  private static func refusal(of edit: YAMLEdit, in document: Document, path: String) -> EditRefusal {
    let name = edit.path.joined(separator: ".")
    let place = document.node(at: edit.path).map { LineTable(document.source).place(document.range($0), in: path) }
    if document.source.last != 0x0A {
      return EditRefusal(
        Phrase(
          id: "`\(name)` tidak dapat diubah: baris terakhir berkas tidak diakhiri ganti baris; tambahkan dahulu",
          en: "`\(name)` cannot be changed: the last line of the file has no line break; add one first"),
        at: place ?? Place(file: path))
    }
    return EditRefusal(
      Phrase(
        id: "`\(name)` tidak dapat diubah tanpa mengubah isi lain; ubah dengan tangan",
        en: "`\(name)` cannot be changed without changing something else; edit by hand"),
      at: place ?? Place(file: path))
  }

  private static func read(_ bytes: [UInt8], path: String) throws(EditRefusal) -> Document {
    let reading = YAMLReader.read(bytes, path: path)
    if let error = reading.findings.first(where: { $0.severity == .error }) {
      throw EditRefusal(error.message, at: error.place)
    }
    guard let document = reading.document else {
      throw EditRefusal(Phrase(id: "berkas tidak dapat dibaca", en: "the file cannot be read"), at: Place(file: path))
    }
    return document
  }
}

/// A stretch of a text and what comes in its place.
struct Splice {
  /// The stretch.
  var range: Range<Int>
  /// What replaces it.
  var text: String

  /// The text with the stretch replaced.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    result.replaceSubrange(range, with: text.utf8)
    return result
  }
}
