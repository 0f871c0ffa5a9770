import KojaModel
import KojaTestSupport

@testable import KojaStore

/// A scratch store and a folder beside it with files to attach.
struct Attaching {
  /// The sample record that most tests attach to, and its file.
  static let lamp = "SKS-2603-7K3FQ2X"
  static let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

  let store: ChangeStore
  let outside: ScratchDirectory

  init() throws {
    store = try ChangeStore()
    outside = try ScratchDirectory()
  }

  func file(_ name: String, _ bytes: [UInt8], limit: Int = 5 << 20) throws -> NewAttachment {
    try outside.write(bytes, to: name)
    return try NewAttachment(reading: outside.path + "/" + name, limit: limit)
  }

  /// Attaches as the command does: first the bytes, then the record.
  @discardableResult
  func attach(_ files: [NewAttachment], to id: String = Attaching.lamp, kind: String? = nil, takesPlace: Bool = false)
    throws
    -> PlannedAttachments
  {
    let session = try store.session()
    let record = try session.store.locate(id) { _ in [] }
    let offer = takesPlace ? try PicturePlaceOffer(files, for: record, in: session.store) : nil
    let plan = try ChangeDesk(session).attach(files, to: record, kind: kind, place: offer, note: nil)
    for file in files { _ = try AttachmentFolder(session.store.files).keep(file) }
    if let change = plan.change { _ = try session.make(change) }
    return plan
  }

  func findings(_ paths: String...) throws -> [String] {
    try AttachmentCheck(store.open()).findings(under: paths).map {
      "\($0.code) \($0.place.path):\($0.place.start.line)"
    }
  }
}
