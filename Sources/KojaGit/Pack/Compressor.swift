internal import CZlib
internal import KojaModel

/// One zlib stream, used again for every object.
final class Compressor {
  private var stream = z_stream()
  private var buffer: [UInt8] = []

  /// A stream at the fastest level: what is compressed is mostly hashes.
  init() throws(GitError) {
    guard koja_deflate_init(&stream, 1) == Z_OK else { throw Self.failure }
  }

  deinit { deflateEnd(&stream) }

  /// The bytes in the zlib format.
  func compressed(_ bytes: [UInt8]) throws(GitError) -> ArraySlice<UInt8> {
    deflateReset(&stream)
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    if buffer.count < bound { buffer = [UInt8](repeating: 0, count: bound) }
    var bytes = bytes
    let (code, written) = bytes.withUnsafeMutableBufferPointer { input in
      buffer.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return (deflate(&stream, Z_FINISH), output.count - Int(stream.avail_out))
      }
    }
    guard code == Z_STREAM_END else { throw Self.failure }
    return buffer[..<written]
  }

  private static var failure: GitError {
    GitError(
      .other, operation: "deflate", Phrase(id: "kompresi gagal (zlib)", en: "compression failed (zlib)"))
  }
}
