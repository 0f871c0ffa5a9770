/// Why a picture cannot be taken apart.
package enum PictureFault: Error, Sendable, Equatable {
  /// It ends before it is complete.
  case cutOff
  /// Something in it is not as its form has it.
  case broken
}
