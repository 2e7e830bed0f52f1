//! Why zones cannot be laid out on a grid, or bytes are none.

use crate::crs::CrsError;
use crate::fault::Spot;
use teukgu_domain::text::Text;

/// Says why there is no grid.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum GridError {
    /// A zone cannot be carried to longitude and latitude.
    #[error("the zone `{zone}` cannot be carried to EPSG:4326: {source}")]
    Crs {
        /// Id of the zone.
        zone: String,
        /// Why not.
        source: CrsError,
    },
    /// A corner of a zone lies outside the wider box around Korea.
    #[error("the zone `{zone}` has a corner outside Korea: `{at}`")]
    OutsideKorea {
        /// Id of the zone.
        zone: String,
        /// The first such corner, longitude and latitude in degrees.
        at: Spot,
    },
    /// No ring of a zone encloses an area, or none does once its corners are rounded.
    #[error("the zone `{zone}` encloses no area once its corners are rounded to 1e-7 degree")]
    NoArea {
        /// Id of the zone.
        zone: String,
    },
    /// The borders pass through more cells than a grid may have.
    #[error("with the zone `{zone}` the borders pass through more than 16,777,216 cells")]
    TooFine {
        /// Id of the zone at which it was noticed.
        zone: String,
    },
    /// The bytes do not begin as a grid does.
    #[error("the bytes are no grid")]
    NotAGrid,
    /// The grid was written in another layout.
    #[error("the grid has the layout {0}, but only 1 can be read")]
    Version(u32),
    /// The grid is cut short, or something follows it.
    #[error("the grid needs {needed} bytes, but there are {found}")]
    Length {
        /// Bytes that its head asks for.
        needed: u64,
        /// Bytes that there are.
        found: u64,
    },
    /// A byte was changed.
    #[error("the grid is damaged: its checksum is another")]
    Checksum,
    /// A number points to nothing, though the checksum fits.
    #[error("the grid is damaged: {0} are out of range")]
    OutOfRange(&'static str),
}

impl GridError {
    /// Returns the Korean message.
    pub fn ko(&self) -> String {
        match self {
            Self::Crs { zone, source } => {
                format!("`{zone}` 특구를 EPSG:4326 좌표로 변환할 수 없습니다: {source}")
            }
            Self::OutsideKorea { zone, at } => {
                format!("`{zone}` 특구에 대한민국 밖의 꼭짓점이 있습니다: `{at}`")
            }
            Self::NoArea { zone } => {
                format!("`{zone}` 특구는 꼭짓점을 1e-7도로 반올림하면 에워싸는 면적이 없습니다")
            }
            Self::TooFine { zone } => {
                format!("`{zone}` 특구까지 경계선이 지나는 칸이 16,777,216개를 넘습니다")
            }
            Self::NotAGrid => "격자 색인이 아닙니다".to_owned(),
            Self::Version(version) => {
                format!("격자 색인의 형식이 {version}번입니다. 1번만 읽을 수 있습니다")
            }
            Self::Length { needed, found } => {
                format!("격자 색인은 {needed}바이트여야 하는데 {found}바이트입니다")
            }
            Self::Checksum | Self::OutOfRange(_) => "격자 색인이 손상되었습니다".to_owned(),
        }
    }

    /// Returns the message in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.ko(), self.to_string())
    }

    /// Returns what to do about it, in both languages.
    pub fn help(&self) -> Text {
        let (ko, en) = match self {
            Self::Crs { .. } | Self::OutsideKorea { .. } => (
                "도형의 좌표계를 바르게 지정하세요. 베셀 자료는 변환값이 필요합니다.",
                "Name the right coordinate system of the drawing. Bessel data needs a datum shift.",
            ),
            Self::NoArea { .. } => (
                "도면 프로그램에서 이 도형을 고친 뒤 다시 내보내세요.",
                "Mend the shape in the drawing program and export it again.",
            ),
            Self::TooFine { .. } => {
                ("도형을 단순화하거나 나누어 살펴보세요.", "Simplify the shapes, or screen them in portions.")
            }
            Self::NotAGrid
            | Self::Version(_)
            | Self::Length { .. }
            | Self::Checksum
            | Self::OutOfRange(_) => {
                ("특구 도형으로 색인을 다시 만드세요.", "Make the grid anew from the zones.")
            }
        };
        Text::new(ko, en)
    }
}
