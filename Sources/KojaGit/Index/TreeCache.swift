/// The `TREE` extension of an index: which tree object each folder has as long as nothing in it changes.
///
/// gitformat-index(5): name and NUL, number of entries (below zero: unknown) and blank, number of folders inside and LF,
/// the object where it is known; then the folders inside.
struct TreeCache {
  private let bytes: [UInt8]
  private var offset = 0
  private var output: [UInt8] = []

  /// The content of the extension.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The same without the objects of all folders above some names; nil when it is damaged, for git to make anew.
  consuming func forgetting(_ names: [[UInt8]]) -> [UInt8]? {
    let names = names.map { $0.split(separator: UInt8(ascii: "/")).map { Array($0) } }
    output.reserveCapacity(bytes.count)
    guard copy(names, depth: 0), offset == bytes.count else { return nil }
    return output
  }

  /// Tells the path of every folder whose object is known, with the number of its entries.
  consuming func each(_ body: ([UInt8], Int, ObjectID) -> Void) { _ = visit(above: [], depth: 0, body) }

  private mutating func visit(above: [UInt8], depth: Int, _ body: ([UInt8], Int, ObjectID) -> Void) -> Bool {
    guard depth < 4096, let name = field(0), let count = number(UInt8(ascii: " ")), let folders = number(0x0A),
      folders >= 0
    else { return false }
    let path = above.isEmpty ? name : above + [UInt8(ascii: "/")] + name
    if count >= 0 {
      guard offset + 20 <= bytes.count, let id = ObjectID(bytes: bytes[offset..<offset + 20]) else { return false }
      offset += 20
      body(path, count, id)
    }
    for _ in 0..<folders where !visit(above: path, depth: depth + 1, body) { return false }
    return true
  }

  /// Copies a folder and those inside it. `names` are what changes in it, as components; the first `depth` lead to it.
  private mutating func copy(_ names: [[[UInt8]]], depth: Int) -> Bool {
    guard depth < 4096, let name = field(0), let count = number(UInt8(ascii: " ")), let folders = number(0x0A),
      folders >= 0
    else { return false }
    let inside = depth == 0 ? names : names.filter { $0.count > depth && $0[depth - 1] == name }
    let object = count >= 0 ? bytes[offset..<min(offset + 20, bytes.count)] : []
    guard count < 0 || object.count == 20 else { return false }
    offset += object.count
    output += name + [0] + Array("\(inside.isEmpty ? count : -1) \(folders)\n".utf8)
    if inside.isEmpty { output += object }
    for _ in 0..<folders where !copy(inside, depth: depth + 1) { return false }
    return true
  }

  private mutating func field(_ end: UInt8) -> [UInt8]? {
    guard let stop = bytes[offset...].firstIndex(of: end) else { return nil }
    defer { offset = stop + 1 }
    return Array(bytes[offset..<stop])
  }

  private mutating func number(_ end: UInt8) -> Int? {
    field(end).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
  }
}
