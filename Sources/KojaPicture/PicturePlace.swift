/// Where a picture was taken, as its camera says: WGS 84, in degrees, north and east positive.
package struct PicturePlace: Sendable, Equatable {
  /// From -90 to 90.
  package let latitude: Double
  /// From -180 to 180.
  package let longitude: Double

  /// A place; nil for what lies nowhere on the globe, and for 0, 0, which cameras write that know no place.
  package init?(latitude: Double, longitude: Double) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude), latitude != 0 || longitude != 0 else {
      return nil
    }
    (self.latitude, self.longitude) = (latitude, longitude)
  }
}
