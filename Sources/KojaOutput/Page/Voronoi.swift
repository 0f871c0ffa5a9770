/// The part of the plane that is nearer to a point than to any other of some points.
enum Voronoi {
  /// A point, x to the right, y down.
  struct Point: Sendable, Equatable {
    var x: Double
    var y: Double
  }

  /// The cell of each point, clipped by a box of its own; corners in order. Of points in one place the first has the cell.
  static func cells(_ points: [Point], within boxes: [[Point]]) -> [[Point]] {
    points.indices.map { index in
      var cell = boxes[index]
      for other in points.indices where other != index {
        if points[other] == points[index] {
          if other < index { return [] }
          continue
        }
        cell = clipped(cell, nearer: points[index], than: points[other])
        if cell.isEmpty { break }
      }
      return cell
    }
  }

  /// The part of a polygon that is nearer to one point than to another.
  private static func clipped(_ polygon: [Point], nearer one: Point, than other: Point) -> [Point] {
    // Positive where `one` is nearer.
    func side(_ point: Point) -> Double {
      let (middleX, middleY) = ((one.x + other.x) / 2, (one.y + other.y) / 2)
      return (point.x - middleX) * (one.x - other.x) + (point.y - middleY) * (one.y - other.y)
    }
    var kept: [Point] = []
    for (index, point) in polygon.enumerated() {
      let next = polygon[(index + 1) % polygon.count]
      let (here, there) = (side(point), side(next))
      if here >= 0 { kept.append(point) }
      if here > 0 && there < 0 || here < 0 && there > 0 {
        let share = here / (here - there)
        kept.append(Point(x: point.x + share * (next.x - point.x), y: point.y + share * (next.y - point.y)))
      }
    }
    return kept
  }
}
