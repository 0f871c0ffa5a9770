import KojaModel
import KojaStore
import KojaTestSupport

/// The shipped store, read once, and checks of it with changes that stay in memory.
enum City {
  static let files = StoreFiles(root: Checkout.root)
  static let loaded = load { path throws(FileError) in try files.read(path, limit: Store.recordLimit) }
  /// Every shipped record.
  static let records: [Key: [UInt8]] = {
    let entries = files.walk("records", stamps: false)
    let pairs = entries.map { (Key($0.path), (try? files.read($0.path, limit: Store.recordLimit)) ?? []) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()
  /// After every sample record.
  static let now = Timestamp(seconds: 1_793_500_000, offset: 7 * 60)

  /// Reads the shipped schemas, with bytes from somewhere.
  static func load(_ read: (String) throws(FileError) -> [UInt8]) -> (catalogue: Catalogue?, findings: [Finding]) {
    let paths = files.walk("schemas", stamps: false).map(\.path)
    return Catalogue.load(paths: paths, read: read)
  }

  static func catalogue() throws -> Catalogue {
    guard let catalogue = loaded.catalogue else { throw Shell.Unsuccessful("the shipped schemas are broken") }
    return catalogue
  }

  static func collection(_ name: String) throws -> Collection {
    guard let collection = try catalogue().collection(name) else { throw Shell.Unsuccessful("no collection \(name)") }
    return collection
  }

  /// What a check finds after changes: each file with its new text, nil for none. Of the whole store, or under paths.
  static func findings(_ changes: [String: String?], under paths: [String] = []) throws -> [Finding] {
    let overlay = OverlaySource(
      MemorySource(records),
      changes: Dictionary(uniqueKeysWithValues: changes.map { (Key($0), $1.map { Array($0.utf8) }) }))
    let run = CheckRun(try catalogue(), overlay, now: now)
    return try (paths.isEmpty ? run.all() : run.only(paths)).findings
  }

  /// The shipped text of a record.
  static func text(_ path: String) throws -> String {
    guard let bytes = records[Key(path)] else { throw Shell.Unsuccessful("no record \(path)") }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Finding {
  /// `SKS-2603-7K3FQ2X.yaml:3:9 schema/enum`: short enough for a list of expectations.
  var short: String {
    let name = place.path.splitting(at: "/").last ?? place.path
    return "\(name):\(place.start.line):\(place.start.column) \(code)"
  }
}
