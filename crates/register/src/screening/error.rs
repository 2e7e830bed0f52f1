//! Why there is no screening.

use teukgu_domain::text::Text;
use teukgu_geo::grid::GridError;

/// Says why a screening cannot be prepared or run.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ScreeningError {
    /// The law folder has no such provision.
    #[error("there is no provision `{id}`")]
    NoProvision {
        /// Its id.
        id: String,
        /// The ids that there are.
        known: Vec<String>,
    },
    /// A provision is named twice.
    #[error("the provision `{id}` is named twice")]
    ProvisionTwice {
        /// Its id.
        id: String,
    },
    /// Two zones have one id.
    #[error("two zones have the id `{zone}`")]
    ZoneTwice {
        /// The id.
        zone: String,
    },
    /// A zone cannot be laid out.
    #[error(transparent)]
    Grid(#[from] GridError),
    /// Columns of a slice differ in length.
    #[error("the columns of a slice have `{rows}` and `{other}` rows")]
    Rows {
        /// Rows of the longitudes.
        rows: usize,
        /// Rows of another column.
        other: usize,
    },
}

impl ScreeningError {
    /// Returns what is wrong in both languages.
    pub fn text(&self) -> Text {
        let ko = match self {
            Self::NoProvision { id, .. } => format!("조문이 없습니다: `{id}`"),
            Self::ProvisionTwice { id } => format!("조문을 두 번 적었습니다: `{id}`"),
            Self::ZoneTwice { zone } => format!("특구의 식별자가 겹칩니다: `{zone}`"),
            Self::Grid(error) => return error.text(),
            Self::Rows { rows, other } => format!("열의 길이가 다릅니다: {rows}줄과 {other}줄"),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::NoProvision { known, .. } => Text::new(
                format!("있는 조문: {}", known.join(" · ")),
                format!("the provisions are {}", known.join(", ")),
            ),
            Self::ProvisionTwice { .. } => Text::new("한 번만 적으십시오", "name it once"),
            Self::ZoneTwice { .. } => {
                Text::new("특구마다 다른 식별자를 적으십시오", "give each zone an id of its own")
            }
            Self::Grid(_) => Text::new("특구의 도형을 고치십시오", "mend the drawing of the zone"),
            Self::Rows { .. } => {
                Text::new("열마다 같은 수의 줄을 넘기십시오", "hand in columns of the same length")
            }
        }
    }
}
