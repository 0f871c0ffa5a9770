internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// The file of a database that is being made, beside SQLite's own use of it: another thread brings it to the disk while the
/// rest is made, so that little is left to wait for at the end.
final class DraftFile: Sendable {
  private let descriptor: Int32
  private let isOnTheWay = Atomic(false)
  private let thread = DispatchQueue(label: "draft")

  /// The file at a path, which is there.
  init(_ path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure }
  }

  deinit { close(descriptor) }

  /// Begins to bring to the disk what was written, unless that is being done, and does not wait for it.
  func send() {
    guard isOnTheWay.exchange(true, ordering: .relaxed) == false else { return }
    thread.async { [self] in
      // Only a beginning: what fails here fails in `settle`, which says so.
      _ = fdatasync(descriptor)
      isOnTheWay.store(false, ordering: .relaxed)
    }
  }

  /// Waits until all is on the disk.
  func settle() throws {
    guard fsync(descriptor) == 0 else { throw Self.failure }
  }

  private static var failure: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
