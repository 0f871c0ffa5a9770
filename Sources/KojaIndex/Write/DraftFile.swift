internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// The file of a database that is being made, beside SQLite's own use of it: another thread brings it to the disk while the
/// rest is made, so that little is left to wait for at the end.
final class DraftFile: Sendable {
  private let descriptor: Int32
  private let isOnTheWay = Atomic(false)
  /// The first error of the other thread, 0 for none: the kernel tells an error of writing once only, so it is kept.
  private let fault = Atomic<Int32>(0)
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
      if fdatasync(descriptor) != 0 {
        _ = fault.compareExchange(expected: 0, desired: errno, ordering: .sequentiallyConsistent)
      }
      isOnTheWay.store(false, ordering: .relaxed)
    }
  }

  /// Waits until all is on the disk. Throws what went wrong on the way, too.
  func settle() throws {
    thread.sync {}
    guard fsync(descriptor) == 0 else { throw Self.failure }
    let fault = fault.load(ordering: .sequentiallyConsistent)
    guard fault == 0 else { throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .EIO) }
  }

  private static var failure: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
