/// The one owner of a libgit2 object: made by a checked call, freed once, never copied.
///
/// Every libgit2 type arrives in Swift as the same untyped pointer; the kind says which function frees it. A handle
/// lives inside one function, and the ``Repository`` it came from outlives it.
struct Handle<Kind: HandleKind>: ~Copyable {
  /// The C object, valid as long as this handle.
  let pointer: OpaquePointer

  /// Takes over what the call makes. Throws what the library says when it makes nothing.
  init(_ operation: String, _ make: (inout OpaquePointer?) -> Int32) throws(GitError) {
    var made: OpaquePointer?
    try git(operation, make(&made))
    guard let made else { throw GitError(operation: operation, code: -1) }
    pointer = made
  }

  deinit { Kind.free(pointer) }
}

/// Knows how one kind of C object is freed.
protocol HandleKind {
  /// Frees it.
  static func free(_ pointer: OpaquePointer)
}
