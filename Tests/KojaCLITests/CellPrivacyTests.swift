import KojaTestSupport
import Testing

/// A finding in a table shows its own cell: what stands beside it may be somebody's name.
@Suite struct CellPrivacyTests {
  @Test func neighboursOfAFaultyCellAreNotPrinted() throws {
    let (store, outside) = (try ScratchStore(), try ScratchDirectory())
    let head = "id,id_masalah,jenis_pengiriman,tanggal_lapor,judul,isi,saran,alamat,id_lokasi,lat,lng,rating,tanggapan"
    try outside.write(
      "\(head),tanggal_selesai,status,nama,telepon\n"
        + "601,Parkir,Koran,2026-08-01 08:00,Parkir liar,Rusak,,,,,,,,,aneh,Budi KANARI,081234567890\n", to: "s.csv")
    let told = try store.koja("import", "sikesal", outside.path("s.csv"))
    #expect(
      told.status == 1 && (told.text + told.standardError).contains("`aneh`"), "\(told.text)\(told.standardError)")
    #expect(!(told.text + told.standardError).contains("KANARI"))
    #expect(!(told.text + told.standardError).contains("081234567890"))
  }
}
