//! Why something cannot be written as SQL.

use super::Dialect;
use crate::text::shown;
use teukgu_domain::text::Text;
use teukgu_geo::grid::GridError;

/// Says why a screening cannot be written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SqlError {
    /// A day is computed from another that has a column, with a calendar that a database does not have.
    #[error("the day `{fact}` is counted from `{base}` by the calendar, which SQL does not know")]
    DerivedDay {
        /// Id of the fact that is computed.
        fact: String,
        /// Id of the fact that it is computed from.
        base: String,
    },
    /// The law has no such fact.
    #[error("there is no fact `{id}`")]
    NoFact {
        /// Its id.
        id: String,
    },
    /// A text has a letter that cannot be quoted.
    #[error("`{}` cannot be written in SQL", shown(&escaped(text)))]
    Unwritable {
        /// The text.
        text: String,
    },
    /// The engine has no geometry by itself.
    #[error("`{}` has no geometry", dialect.key())]
    NoGeometry {
        /// The engine.
        dialect: Dialect,
    },
    /// There are no zones or no provisions.
    #[error("there is nothing to screen against: `{zones}` zones and `{provisions}` provisions")]
    Nothing {
        /// How many zones there are.
        zones: usize,
        /// How many provisions there are.
        provisions: usize,
    },
    /// A zone cannot be laid out.
    #[error(transparent)]
    Grid(#[from] GridError),
}

impl SqlError {
    /// Returns what is wrong in both languages.
    pub fn text(&self) -> Text {
        let ko = match self {
            Self::DerivedDay { fact, base } => {
                format!("`{fact}`은(는) `{base}`에서 달력으로 세는 날이라 SQL로 적을 수 없습니다")
            }
            Self::NoFact { id } => format!("사실이 없습니다: `{id}`"),
            Self::Unwritable { text } => {
                format!("SQL에 적을 수 없는 글자가 있습니다: `{}`", shown(&escaped(text)))
            }
            Self::NoGeometry { dialect } => format!("도형을 다루지 못합니다: `{}`", dialect.key()),
            Self::Nothing { zones, provisions } => {
                format!("심사할 대상이 없습니다: 특구 {zones}곳, 조문 {provisions}개")
            }
            Self::Grid(error) => return error.text(),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::DerivedDay { fact, .. } => Text::new(
                format!(
                    "`{fact}`을(를) 미리 세어 수(1970-01-01부터의 날수)로 열에 두거나, 그 사실을 묻는 조문을 빼십시오"
                ),
                format!(
                    "count `{fact}` before and keep its number, the days since 1970-01-01, in a column, or leave out the \
                     provisions that ask for it"
                ),
            ),
            Self::NoFact { .. } => {
                Text::new("법령 자료에 있는 사실의 식별자를 적으십시오", "name a fact of the law folder")
            }
            Self::Unwritable { .. } => {
                Text::new("열이나 낱말의 이름을 바꾸십시오", "give the column or the word another name")
            }
            Self::NoGeometry { .. } => Text::new(
                "postgis, spark-sedona, duckdb, sedonadb 가운데 고르십시오",
                "choose postgis, spark-sedona, duckdb or sedonadb",
            ),
            Self::Nothing { .. } => {
                Text::new("특구와 조문을 하나 이상 정하십시오", "name a zone and a provision at least")
            }
            Self::Grid(_) => Text::new("특구의 도형을 고치십시오", "mend the drawing of the zone"),
        }
    }
}

/// Shows letters that show nothing.
fn escaped(text: &str) -> String {
    Text::new(text, "").in_one_line().ko
}
