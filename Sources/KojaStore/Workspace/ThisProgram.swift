internal import Glibc

/// The program that is running, as a file.
enum ThisProgram {
  /// Tells one build from another: what a build judged or derived, another may judge or derive otherwise. Nil where nobody
  /// can say which one this is.
  static let identity: String? = {
    var facts = stat()
    guard stat("/proc/self/exe", &facts) == 0 else { return nil }
    return "\(facts.st_size)-\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)-\(facts.st_ino)"
  }()
}
