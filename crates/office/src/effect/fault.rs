//! Why there is no answer.

use teukgu_domain::text::Text;
use teukgu_effect::{BalanceFault, EffectFault};

/// Why a question about the effect has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EffectError {
    /// There is no such table.
    #[error("there is no table `{id}`")]
    NoTable {
        /// What was asked for.
        id: String,
        /// Tables that are loaded.
        known: Vec<String>,
    },
    /// Spending that cannot be read.
    #[error("`{text}` is no spending")]
    NoSpending {
        /// What was given.
        text: String,
    },
    /// A scenario that cannot be read.
    #[error("{}", message.en)]
    NoScenario {
        /// What is wrong with it, and where.
        message: Text,
    },
    /// The table has no answer.
    #[error(transparent)]
    Fault(#[from] EffectFault),
    /// The table cannot have the sums.
    #[error(transparent)]
    Balance(#[from] BalanceFault),
}

impl EffectError {
    /// Returns the message in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::NoTable { id, .. } => format!("`{id}` 표가 없습니다"),
            Self::NoSpending { text } => format!("`{text}`은(는) 지출로 읽을 수 없습니다"),
            Self::NoScenario { message } => message.ko.clone(),
            Self::Fault(fault) => return fault.message(),
            Self::Balance(fault) => return fault.message(),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it, in both languages.
    pub fn help(&self) -> Text {
        match self {
            Self::NoTable { known, .. } => {
                let known = known.join(", ");
                Text::new(format!("있는 표: {known}"), format!("tables that are loaded: {known}"))
            }
            Self::NoSpending { .. } => Text::new(
                "70=135200000000 또는 70=1,352억원,2025 처럼 부문=금액[,연도]로 적으세요",
                "write SECTOR=WON or SECTOR=WON,YEAR, such as 70=135200000000,2025",
            ),
            Self::NoScenario { .. } => Text::new(
                "시나리오는 table 과 [[spend]] sector, won, year 로 이루어진 TOML입니다",
                "a scenario is TOML with `table` and [[spend]] entries of sector, won and year",
            ),
            Self::Fault(fault) => fault.help(),
            Self::Balance(_) => Text::new(
                "행 합계와 열 합계가 서로 맞고, 빈 행과 빈 열의 합계는 0이어야 합니다",
                "sums of rows and of columns have to fit one another, and those of empty ones are 0",
            ),
        }
    }
}
