//! What can be wrong with a table or a question, and what to do about it.

use crate::part::Part;
use teukgu_domain::text::Text;

/// Why a table cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TableFault {
    /// Two accounts have the same id.
    #[error("`{account}` stands twice")]
    Twice {
        /// Account.
        account: String,
    },
    /// A row or column is a sum of the others.
    #[error("`{account}` is a sum of other rows, not a sector")]
    StrayTotal {
        /// Account.
        account: String,
    },
    /// A column has another number of entries than there are accounts.
    #[error("{part} has {found} entries for {expected} accounts")]
    Length {
        /// Part of the table.
        part: Part,
        /// Number of accounts.
        expected: usize,
        /// Number of entries.
        found: usize,
    },
    /// An entry is no finite number.
    #[error("{part} of `{account}` is no number")]
    NoNumber {
        /// Part of the table.
        part: Part,
        /// Account.
        account: String,
    },
    /// An output is below zero.
    #[error("the output of `{account}` is {output}")]
    NegativeOutput {
        /// Account.
        account: String,
        /// Output.
        output: f64,
    },
    /// What goes into a sector is not what comes out of it.
    #[error("the inputs of `{account}` sum to {inputs}, its output is {output}")]
    InputsDoNotBalance {
        /// Account.
        account: String,
        /// Sum of its column.
        inputs: f64,
        /// Output.
        output: f64,
    },
    /// What a sector sells is not what it puts out.
    #[error("the sales of `{account}` sum to {sales}, its output is {output}")]
    SalesDoNotBalance {
        /// Account.
        account: String,
        /// Sum of its row.
        sales: f64,
        /// Output.
        output: f64,
    },
    /// A part is larger than the whole that it belongs to.
    #[error("{part} of `{account}` is {found}, above its {whole} of {most}")]
    PartAboveWhole {
        /// The part.
        part: Part,
        /// The whole.
        whole: Part,
        /// Account.
        account: String,
        /// The part's amount.
        found: f64,
        /// The whole's amount.
        most: f64,
    },
    /// An account without output has flows.
    #[error("`{account}` has no output and buys {inputs}")]
    InputsWithoutOutput {
        /// Account.
        account: String,
        /// Sum of its column.
        inputs: f64,
    },
    /// A coefficient is not what it can be.
    #[error("{part} of `{account}` is {found}")]
    Coefficient {
        /// Part of the table.
        part: Part,
        /// Account.
        account: String,
        /// Coefficient.
        found: f64,
    },
    /// More is needed for an output than the output itself.
    #[error(
        "the table cannot be solved: `{account}` needs {share} of its own output, and nothing is left over"
    )]
    NotProductive {
        /// Account.
        account: String,
        /// What it needs for a unit of its output.
        share: f64,
    },
}

impl TableFault {
    /// Returns the message in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::Twice { account } => format!("`{account}` 부문이 두 번 있습니다"),
            Self::StrayTotal { account } => {
                format!("`{account}` 행은 부문이 아니라 다른 행의 합계입니다")
            }
            Self::Length { part, expected, found } => {
                format!("{}의 값이 {found}개인데 부문은 {expected}개입니다", part.ko())
            }
            Self::NoNumber { part, account } => {
                format!("`{account}`의 {}이(가) 숫자가 아닙니다", part.ko())
            }
            Self::NegativeOutput { account, output } => {
                format!("`{account}`의 산출액이 {output}입니다")
            }
            Self::InputsDoNotBalance { account, inputs, output } => {
                format!("`{account}`의 투입 합계는 {inputs}인데 산출액은 {output}입니다")
            }
            Self::SalesDoNotBalance { account, sales, output } => {
                format!("`{account}`의 수요 합계는 {sales}인데 산출액은 {output}입니다")
            }
            Self::PartAboveWhole { part, whole, account, found, most } => {
                format!("`{account}`의 {}이(가) {found}로, {} {most}보다 큽니다", part.ko(), whole.ko())
            }
            Self::InputsWithoutOutput { account, inputs } => {
                format!("`{account}`은(는) 산출액이 없는데 {inputs}을(를) 투입합니다")
            }
            Self::Coefficient { part, account, found } => {
                format!("`{account}`의 {}이(가) {found}입니다", part.ko())
            }
            Self::NotProductive { account, share } => {
                format!(
                    "풀 수 없는 표입니다: `{account}`은(는) 산출 1에 {share}이(가) 필요해 남는 것이 없습니다"
                )
            }
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it, in both languages.
    pub fn help(&self) -> Text {
        match self {
            Self::Twice { .. } => Text::new(
                "부문마다 다른 부호를 쓰세요. 지역이 여럿이면 지역 부호를 앞에 붙입니다",
                "give each sector a code of its own; with several regions, put the region before it",
            ),
            Self::StrayTotal { .. } => Text::new(
                "합계 행과 열을 지우고 다시 읽으세요. 합계가 남으면 역행렬이 틀립니다",
                "remove rows and columns of sums; an inverse with a sum in it is wrong",
            ),
            Self::Length { .. } | Self::NoNumber { .. } => Text::new(
                "빈칸은 0으로, 수는 쉼표 없이 적으세요",
                "write 0 for empty cells, and numbers without separators",
            ),
            Self::NegativeOutput { .. } | Self::InputsWithoutOutput { .. } => Text::new(
                "원표의 산출액 열을 확인하세요. 재고나 조정 항목이 산출액 자리에 있을 수 있습니다",
                "look at the output column of the source; a stock change or an adjustment may stand in its place",
            ),
            Self::InputsDoNotBalance { .. } | Self::SalesDoNotBalance { .. } => Text::new(
                "국산·수입·세금·부가가치 행이 모두 있고 단위가 같은지 확인하세요. 국산거래표에 총거래표 값을 섞으면 맞지 않습니다",
                "check that domestic, imported, tax and value-added rows are all there in one unit; a table of total \
                 transactions does not balance as one of domestic ones",
            ),
            Self::PartAboveWhole { .. } => {
                Text::new("두 행의 단위와 순서를 확인하세요", "check the units and the order of both rows")
            }
            Self::Coefficient { .. } => Text::new(
                "계수표에 거래액을, 또는 거래표에 계수를 넣지 않았는지 확인하세요",
                "check that flows were not given where coefficients are wanted, nor the other way round",
            ),
            Self::NotProductive { .. } => Text::new(
                "거래액과 산출액의 단위가 같은지, 합계 행이 남아 있지 않은지 확인하세요",
                "check that flows and outputs are in one unit, and that no row of sums is left",
            ),
        }
    }
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EffectFault {
    /// More is needed for an output than the output itself.
    #[error("the table cannot be solved: account {account} needs {share} of its own output")]
    NotProductive {
        /// Place of the account.
        account: usize,
        /// What it needs for a unit of its output.
        share: f64,
    },
    /// A column has another number of entries than there are accounts.
    #[error("{found} amounts for {expected} accounts")]
    Length {
        /// Number of accounts.
        expected: usize,
        /// Number of amounts.
        found: usize,
    },
    /// No way of solving comes near enough.
    #[error("the table could not be solved: {residual} of the demand is left")]
    Unsolved {
        /// What is left, as a share of the largest demand.
        residual: f64,
    },
    /// No sector has the name.
    #[error("table `{table}` has no sector `{sector}`")]
    NoSector {
        /// Table.
        table: String,
        /// What was asked for.
        sector: String,
        /// Sectors that look like it.
        near: Vec<String>,
    },
    /// A sector without output is used.
    #[error("sector `{sector}` of table `{table}` has no output; nothing follows from money spent on it")]
    EmptySector {
        /// Table.
        table: String,
        /// Sector.
        sector: String,
    },
    /// The table cannot answer.
    #[error("not verifiable with this table: {}", reason.en)]
    NotInTable {
        /// What it lacks.
        reason: Text,
    },
    /// An amount is not what it can be.
    #[error("{}", what.en)]
    Amount {
        /// What is wrong with it.
        what: Text,
    },
}

impl EffectFault {
    /// Returns the message in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::NotProductive { account, share } => {
                format!("풀 수 없는 표입니다: {account}번째 부문은 산출 1에 {share}이(가) 필요합니다")
            }
            Self::Length { expected, found } => {
                format!("금액이 {found}개인데 부문은 {expected}개입니다")
            }
            Self::Unsolved { residual } => {
                format!("표를 풀지 못했습니다: 수요의 {residual}이(가) 남습니다")
            }
            Self::NoSector { table, sector, .. } => {
                format!("`{table}` 표에 `{sector}` 부문이 없습니다")
            }
            Self::EmptySector { table, sector } => {
                format!(
                    "`{table}` 표의 `{sector}` 부문은 산출이 없어, 여기에 쓴 돈에서 아무것도 따라오지 않습니다"
                )
            }
            Self::NotInTable { reason } => format!("이 표로는 확인할 수 없습니다: {}", reason.ko),
            Self::Amount { what } => what.ko.clone(),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it, in both languages.
    pub fn help(&self) -> Text {
        match self {
            Self::NoSector { table, near, .. } if near.is_empty() => Text::new(
                format!("`teukgu effect multipliers --table {table}` 로 부문을 볼 수 있습니다"),
                format!("`teukgu effect multipliers --table {table}` lists the sectors"),
            ),
            Self::NoSector { near, .. } => {
                let near = near.join(", ");
                Text::new(format!("비슷한 부문: {near}"), format!("sectors like it: {near}"))
            }
            Self::EmptySector { .. } => Text::new(
                "같은 일을 하는 다른 부문을 고르세요",
                "choose another sector that does the same work",
            ),
            Self::NotInTable { .. } => Text::new(
                "`teukgu effect tables` 는 표마다 답할 수 있는 것을 보여 줍니다",
                "`teukgu effect tables` lists what each table can answer",
            ),
            Self::NotProductive { .. } | Self::Unsolved { .. } => Text::new(
                "거래액과 산출액의 단위가 같은지, 합계 행이 남아 있지 않은지 확인하세요",
                "check that flows and outputs are in one unit, and that no row of sums is left",
            ),
            Self::Length { .. } => Text::new("부문마다 금액 하나를 적으세요", "give one amount a sector"),
            Self::Amount { .. } => {
                Text::new("금액은 0보다 큰 원 단위 수입니다", "an amount is a number of won above 0")
            }
        }
    }
}
