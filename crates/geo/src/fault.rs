//! What can be wrong with a drawing, where, and what was put right on reading.

mod korean;

use std::fmt;
use teukgu_domain::boundary::Crs;
use teukgu_domain::text::Text;

/// Something wrong in a file, with its place.
///
/// In a text file `line` and `column` count from 1, columns in characters.
/// In a shapefile `line` is the record and `column` the corner, both 0 if the whole file is meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column} {kind}")]
pub struct Fault {
    /// Line, or record of a shapefile.
    pub line: usize,
    /// Column in characters, or corner of a shapefile's record.
    pub column: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// Returns the Korean message without the place.
    pub fn ko(&self) -> String {
        self.kind.ko()
    }

    /// Returns the message in both languages without the place.
    pub fn text(&self) -> Text {
        Text::new(self.kind.ko(), self.kind.to_string())
    }

    /// Returns what to do about it, in both languages.
    pub fn help(&self) -> Text {
        self.kind.help()
    }
}

/// A coordinate pair as it is shown in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot(String);

impl Spot {
    /// Writes a pair of degrees or metres.
    pub fn new((x, y): (f64, f64)) -> Self {
        Self(format!("{x}, {y}"))
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An edge as it is shown in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeSpot(pub Spot, pub Spot);

impl fmt::Display for EdgeSpot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}) to ({})", self.0, self.1)
    }
}

/// What can be wrong with a drawing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The text is no JSON.
    #[error("not valid JSON: {0}")]
    Syntax(String),
    /// The JSON is no GeoJSON.
    #[error("not GeoJSON: {0}")]
    NotGeoJson(String),
    /// There is nothing to read.
    #[error("the file has no polygon")]
    Empty,
    /// A feature has no geometry.
    #[error("this feature has no geometry")]
    NoGeometry,
    /// A geometry is no area.
    #[error("`{0}` is not an area: a zone needs a polygon or a multipolygon")]
    NotPolygon(String),
    /// A position is not made of two finite numbers.
    #[error("a position needs two finite numbers")]
    BadPosition,
    /// The file names a system that we do not know.
    #[error("`{0}` is not a coordinate system that we know")]
    UnknownCrs(String),
    /// The file names another system than the caller.
    #[error("the file says {stated}, but it is to be read as {given}")]
    CrsDiffers {
        /// System in the file.
        stated: Crs,
        /// System that the caller gave.
        given: Crs,
    },
    /// A shapefile without `.prj`.
    #[error("the archive has no `.prj` file, so its coordinate system is unknown")]
    CrsMissing,
    /// A shapefile on the old datum.
    #[error("`{0}` rests on the old Bessel datum, about 300 m off")]
    Bessel(String),
    /// Numbers that do not belong to the system.
    #[error("`{at}` is no place in {crs}{}", guess.map(|crs| format!("; it looks like {crs}")).unwrap_or_default())]
    WrongCrs {
        /// The first such coordinate.
        at: Spot,
        /// System that the numbers were read in.
        crs: Crs,
        /// System that they look like.
        guess: Option<Crs>,
    },
    /// Longitude and latitude, or easting and northing, in the wrong order.
    #[error("`{0}` looks swapped: longitude or easting comes first")]
    LooksSwapped(Spot),
    /// A place outside Korea.
    #[error("`{at}` in {crs} lies outside Korea")]
    OutsideKorea {
        /// The first such coordinate.
        at: Spot,
        /// System that the numbers were read in.
        crs: Crs,
    },
    /// A ring whose last position is not its first.
    #[error("the ring is not closed: it starts at ({first}) and ends at ({last})")]
    NotClosed {
        /// First position.
        first: Spot,
        /// Last position.
        last: Spot,
    },
    /// A polygon without any ring, or a ring without area by count.
    #[error("a ring needs at least 3 distinct corners, this one has {0}")]
    TooFewCorners(usize),
    /// A ring all of whose corners lie on a line, or that cancels itself.
    #[error("the ring encloses no area")]
    ZeroArea,
    /// An edge that goes out and comes straight back.
    #[error("the ring has a spike at ({0})")]
    Spike(Spot),
    /// Two edges of a ring cross.
    #[error("the ring crosses itself: {0} and {1}")]
    Crossing(EdgeSpot, EdgeSpot),
    /// The ring passes through itself at a corner.
    #[error("the ring crosses itself at the corner ({0})")]
    CrossingAtCorner(Spot),
    /// Two edges of a ring lie on one another.
    #[error("the ring runs along itself: {0} and {1}")]
    RunsAlong(EdgeSpot, EdgeSpot),
    /// The same ring stands twice.
    #[error("the same ring stands twice; the first starts at ({0})")]
    DuplicateRing(Spot),
    /// A hole that is not inside of its shell.
    #[error("the hole at ({0}) is not inside of its outer ring")]
    HoleOutside(Spot),
    /// Two holes share area.
    #[error("the hole at ({0}) shares area with another hole")]
    HolesOverlap(Spot),
    /// Two polygons share area.
    #[error("the polygon at ({here}) shares area with the polygon at ({other})")]
    PolygonsOverlap {
        /// First corner of this polygon.
        here: Spot,
        /// First corner of the other one.
        other: Spot,
    },
    /// A part without an id.
    #[error("the feature has no `part`")]
    PartMissing,
    /// A part whose id is not an id.
    #[error("`{0}` is not an id of a part: use 1 to 64 of a-z, A-Z, 0-9, `-`, `_` and `.`")]
    BadPartId(String),
    /// Two features with the same part id.
    #[error("the part `{0}` stands twice")]
    DuplicatePart(String),
    /// The bytes are no zip archive.
    #[error("not a zip archive: {0}")]
    NotZip(String),
    /// A member of the archive is missing.
    #[error("the archive has no `{0}` file")]
    MemberMissing(&'static str),
    /// More than one layer in the archive.
    #[error("the archive has {0} shapefiles, and it is not clear which one is meant")]
    ManyLayers(usize),
    /// The archive unpacks to too much.
    #[error("the archive unpacks to more than {0} bytes")]
    TooLarge(u64),
    /// The `.shp` file cannot be read.
    #[error("the `.shp` file is damaged: {0}")]
    BadShp(String),
    /// The `.dbf` file cannot be read.
    #[error("the `.dbf` file is damaged: {0}")]
    BadDbf(String),
    /// The `.dbf` file has a text that its encoding has not.
    #[error("the text of the field `{field}` is not {encoding}")]
    BadEncoding {
        /// Name of the field.
        field: String,
        /// Name of the encoding.
        encoding: String,
    },
}

/// Something that was put right on reading, with its place as in [`Fault`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Line, or record of a shapefile.
    pub line: usize,
    /// Column in characters, or corner of a shapefile's record.
    pub column: usize,
    /// What was put right.
    pub kind: RepairKind,
}

impl Repair {
    /// Says what was put right, in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.kind.ko(), self.kind.to_string())
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}", self.line, self.column, self.kind)
    }
}

/// What can be put right on reading without a change of the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairKind {
    /// A ring ran the wrong way round and was turned.
    RingReversed,
    /// Positions that repeat the one before them were dropped.
    RepeatedPositions(usize),
}

impl fmt::Display for RepairKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RingReversed => f.write_str("the ring ran the wrong way round and was turned"),
            Self::RepeatedPositions(1) => f.write_str("1 repeated position was dropped"),
            Self::RepeatedPositions(count) => write!(f, "{count} repeated positions were dropped"),
        }
    }
}
