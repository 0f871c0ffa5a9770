/// Takes the place of a function of mbedTLS for the whole program.
///
/// libgit2 reads every certificate of the machine when it starts, 5 ms of each command, for connections that koja never
/// makes. Told that there are none, it goes on without. Where libgit2 was built with another library nobody calls this.
@_cdecl("mbedtls_x509_crt_parse_file")
package func noCertificates(_ chain: UnsafeMutableRawPointer?, _ path: UnsafePointer<CChar>?) -> Int32 {
  // MBEDTLS_ERR_X509_FILE_IO_ERROR
  -0x2900
}
