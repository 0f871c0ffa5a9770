import FuzzSubjects
import Glibc

/// The subject that `KOJA_FUZZ_SUBJECT` names.
private let subject = getenv("KOJA_FUZZ_SUBJECT").flatMap { FuzzSubject(rawValue: String(cString: $0)) }

/// What libFuzzer calls with every text that it makes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  guard let subject else {
    print("KOJA_FUZZ_SUBJECT is one of \(FuzzSubject.allCases.map(\.rawValue).joined(separator: ", "))")
    exit(2)
  }
  if let complaint = subject.complaint(about: Array(UnsafeBufferPointer(start: data, count: size))) {
    print("\(subject): \(complaint)")
    abort()
  }
  return 0
}
