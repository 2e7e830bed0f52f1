#![doc = include_str!("../README.md")]
#![expect(
    clippy::cast_precision_loss,
    reason = "amounts of money and numbers of sectors are far below 2^53, and a ratio of them is a float in any case"
)]

mod about;
mod account;
mod audit;
mod balance;
mod blocks;
mod cells;
mod claim;
mod concordance;
mod decomposition;
mod district;
mod draws;
mod extraction;
mod factor;
mod fault;
mod flows;
mod household;
mod impact;
mod indicator;
mod interval;
mod krylov;
mod leontief;
mod linkage;
mod multipliers;
mod part;
mod path;
mod published;
mod rows;
mod table;
mod technology;
mod threads;

pub use about::{About, MoneyUnit, Prices};
pub use account::{Account, Accounts};
pub use audit::{Audit, Fit, Mix, Mixes, Single};
pub use balance::{BalanceFault, Balanced, Sums, balance};
pub use cells::Cells;
pub use claim::{Claim, Printed, Ratio};
pub use concordance::{Class, Concordance, SectorShare};
pub use decomposition::Decomposition;
pub use district::{District, Jobs, Quotient};
pub use draws::{Drawing, LARGEST_DRAWN, MOST_DRAWS, Spread};
pub use extraction::{Exogenised, Extraction};
pub use fault::{EffectFault, TableFault};
pub use flows::{Demand, Flows};
pub use household::Households;
pub use impact::{Amounts, Induced, Line, Share, Spend};
pub use indicator::Indicator;
pub use interval::{Called, Interval};
pub use leontief::{Inverse, LARGEST_RESIDUAL, Leontief, Method, Solved};
pub use linkage::Linkage;
pub use multipliers::{Kind, Multipliers, PER_THOUSAND_MILLION};
pub use part::Part;
pub use path::Path;
pub use published::{Published, Split};
pub use table::{Body, Question, Table};
pub use technology::Technology;
pub use threads::Threads;
