//! Where words may stand: in what they name, and on nothing that matters.

use super::frame::{EDGE, Frame, Px, WIDTH};

/// Size of lettering on a narrow screen, where it is largest; what fits there fits everywhere.
const LETTER: f64 = 27.0;
/// Step of the search.
const STEP: f64 = 9.0;
/// Being deeper inside than this is no better.
const DEEP: f64 = 70.0;

/// A box on the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Area {
    pub(super) fn around((x, y): Px, (width, height): (f64, f64)) -> Self {
        Self { x0: x - width / 2.0, y0: y - height / 2.0, x1: x + width / 2.0, y1: y + height / 2.0 }
    }

    /// Returns the smallest box around points.
    pub(super) fn of(points: &[Px]) -> Option<Self> {
        let grown = |area: Self, point: &Px| Self {
            x0: area.x0.min(point.0),
            y0: area.y0.min(point.1),
            x1: area.x1.max(point.0),
            y1: area.y1.max(point.1),
        };
        let first = points.first()?;
        Some(points.iter().fold(Self::around(*first, (0.0, 0.0)), grown))
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    pub(super) fn middle(self) -> Px {
        (f64::midpoint(self.x0, self.x1), f64::midpoint(self.y0, self.y1))
    }

    pub(super) fn longer_side(self) -> f64 {
        (self.x1 - self.x0).max(self.y1 - self.y0)
    }

    fn is_on(self, frame: &Frame) -> bool {
        self.x0 >= EDGE && self.y0 >= EDGE && self.x1 <= WIDTH - EDGE && self.y1 <= frame.height - EDGE
    }
}

/// Returns the room that a word takes: Korean letters are square, others about half as wide.
pub(super) fn size(text: &str) -> (f64, f64) {
    let width: f64 = text.chars().map(|c| if c.is_ascii() { 0.58 } else { 1.0 }).sum();
    (width * LETTER + 6.0, LETTER + 4.0)
}

/// Finds where a word fits into an outline, deep inside and clear of what is `taken`; of `better_not` if it can be.
pub(super) fn inside(
    rings: &[Vec<Px>],
    size: (f64, f64),
    taken: &[Area],
    better_not: &[Area],
    frame: &Frame,
) -> Option<Px> {
    let points: Vec<Px> = rings.iter().flatten().copied().collect();
    let around = Area::of(&points)?;
    let middle = around.middle();
    let free = |area: Area| area.is_on(frame) && !taken.iter().any(|other| area.meets(*other));
    let value = |at: Px| {
        let area = Area::around(at, size);
        let deep = depth(rings, at).min(DEEP);
        let covered = better_not.iter().any(|other| area.meets(*other));
        let off = (at.0 - middle.0).hypot(at.1 - middle.1);
        let value = deep - 0.05 * off - if covered { 200.0 } else { 0.0 };
        (deep >= size.1 / 2.0 && free(area)).then_some(value)
    };
    let valued = grid(around).filter_map(|at| Some((value(at)?, at)));
    valued.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| at)
}

/// Finds where a short word stands in an outline, or as near to it as there is room.
pub(super) fn beside(rings: &[Vec<Px>], size: (f64, f64), taken: &[Area], frame: &Frame) -> Option<Px> {
    let points: Vec<Px> = rings.iter().flatten().copied().collect();
    let around = Area::of(&points)?;
    let middle = around.middle();
    let reach =
        Area { x0: around.x0 - 40.0, y0: around.y0 - 40.0, x1: around.x1 + 40.0, y1: around.y1 + 40.0 };
    let free = |at: &Px| {
        let area = Area::around(*at, size);
        area.is_on(frame) && !taken.iter().any(|other| area.meets(*other))
    };
    // Outside of its outline a letter could be read as another part's, so that costs as much as a long way.
    let cost = |at: &Px| {
        let misplaced = match depth(rings, *at) {
            deep if deep > LETTER * 0.8 => 0.0,
            deep if deep > 0.0 => 30.0,
            _ => 60.0,
        };
        (at.0 - middle.0).hypot(at.1 - middle.1) + misplaced
    };
    let candidates = std::iter::once(middle).chain(grid(reach)).filter(free);
    candidates.min_by(|a, b| cost(a).total_cmp(&cost(b)))
}

fn grid(area: Area) -> impl Iterator<Item = Px> {
    let steps = |from: f64, to: f64| {
        std::iter::successors(Some(from + STEP / 2.0), |at| Some(at + STEP)).take_while(move |at| *at < to)
    };
    steps(area.y0, area.y1).flat_map(move |y| steps(area.x0, area.x1).map(move |x| (x, y)))
}

/// Returns how far a point lies inside of rings, negative outside (even-odd rule).
fn depth(rings: &[Vec<Px>], (x, y): Px) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for (a, b) in rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1))) {
        if (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
            inside = !inside;
        }
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let share = (((x - a.0) * dx + (y - a.1) * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
        nearest = nearest.min((x - a.0 - dx * share).hypot(y - a.1 - dy * share));
    }
    if inside { nearest } else { -nearest }
}
