//! Published tables in the layouts in which they are published.

mod bok_national;
mod bok_regional;
mod employment;
mod grid;
mod icio;
mod labels;
mod wiod;
mod world;

use crate::kind::FaultKind;
use crate::read::read;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;
use teukgu_effect::{About, Body, MoneyUnit, Prices, Table, TableFault};

/// How a published table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Inducement coefficients of the regional tables of the Bank of Korea (지역산업연관표): a workbook each for
    /// production, value added and, where there are, workers and employees, or a table of employment coefficients.
    #[doc(alias = "지역산업연관표")]
    BokRegional,
    /// Domestic transactions of the national tables of the Bank of Korea (국산거래표), of 33, 83, 165 or 380 sectors,
    /// with employment in a sheet or workbook of its own where there is one.
    #[doc(alias = "국산거래표")]
    BokNational,
    /// The World Input-Output Database, release 2016, with its socio-economic accounts where they are given.
    Wiod2016,
    /// Inter-country input-output tables of the OECD, as CSV.
    OecdIcio,
    /// A folder in the form of tables/README.md.
    Generic,
}

/// What an import has to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Origin and units of the table; [`Layout::Generic`] has them in its `table.toml`.
    pub about: About,
    /// Region whose multipliers are read, or country that is taken out of a table of the world; by the name in the
    /// table (`서울`, `KOR`).
    pub region: Option<String>,
    /// Most by which a sum may be off, in units of the table; worked out of the table if absent.
    pub rounding: Option<f64>,
}

/// Imports a table (산업연관표) from the content of its files by name.
///
/// # Errors
/// The first [`Fault`]; in a workbook its line and column are those of the cell.
pub fn import(layout: Layout, options: &Options, files: &BTreeMap<String, Vec<u8>>) -> Result<Table, Fault> {
    let draft = match layout {
        Layout::BokRegional => bok_regional::import(options, files),
        Layout::BokNational => bok_national::import(options, files),
        Layout::Wiod2016 => wiod::import(options, files),
        Layout::OecdIcio => icio::import(options, files),
        Layout::Generic => return read(files),
    }?;
    let Draft { body, places } = draft;
    Table::new(options.about.clone(), body).map_err(|fault| places.fault(&fault))
}

/// A table that is not looked through yet.
struct Draft {
    body: Body,
    places: Places,
}

/// Where the accounts of a table stand in its source.
struct Places {
    file: String,
    sheet: String,
    spots: BTreeMap<String, Spot>,
}

impl Places {
    fn fault(&self, fault: &TableFault) -> Fault {
        let spot = crate::desk::account_of(fault).and_then(|account| self.spots.get(account));
        let kind =
            FaultKind::Table { message: fault.message(), help: fault.help(), column: self.sheet.clone() };
        kind.at(&self.file, spot.copied().unwrap_or(Spot::START))
    }
}

/// Returns the rounding that is wanted, or half a unit for each of so many whole numbers.
#[expect(clippy::cast_precision_loss, reason = "a row has thousands of terms")]
fn rounding(options: &Options, terms: usize, largest: f64, are_whole: bool) -> f64 {
    let worked_out = if are_whole { 0.5 * terms as f64 } else { 1e-7 * largest };
    options.rounding.unwrap_or(worked_out)
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 5] =
        [Self::BokRegional, Self::BokNational, Self::Wiod2016, Self::OecdIcio, Self::Generic];

    /// Returns the word by which it is asked for.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BokRegional => "bok-regional",
            Self::BokNational => "bok-national",
            Self::Wiod2016 => "wiod-2016",
            Self::OecdIcio => "oecd-icio",
            Self::Generic => "generic",
        }
    }

    /// Returns what is known of the origin of such a table: source, licence, words of attribution, unit and prices.
    ///
    /// What was not seen is said to be so; [`Layout::Generic`] has its own in `table.toml`.
    pub fn about(self, id: &str, area: Text, year: i16) -> About {
        let (source, licence) = self.origin();
        let (currency, size) = match self {
            Self::BokRegional | Self::Generic => ("KRW", 1),
            Self::BokNational => ("KRW", 1_000_000),
            Self::Wiod2016 | Self::OecdIcio => ("USD", 1_000_000),
        };
        let title = |source: &str, area: &str| format!("{source}, {area}, {year}");
        About {
            id: id.to_owned(),
            title: Text::new(title(&source.ko, &area.ko), title(&source.en, &area.en)),
            attribution: Text::new(
                format!("출처: {}, {year} (가공)", source.ko),
                format!("Source: {}, {year} (adapted)", source.en),
            ),
            area,
            year,
            unit: MoneyUnit { currency: currency.to_owned(), size },
            prices: Prices::Basic,
            source,
            link: None,
            licence,
            changes: Text::new(
                "공표된 파일에서 필요한 행과 열을 옮겨 담았습니다",
                "rows and columns were taken out of the published files",
            ),
            notes: Vec::new(),
        }
    }

    fn origin(self) -> (Text, Text) {
        let not_seen = || Text::new("허락 조건을 확인하지 못했습니다", "the licence was not seen");
        let of_bank = || {
            Text::new(
                "한국은행 저작권 정책(출처 표시, 변경 사실 표시). 정책 페이지는 확인하지 못했습니다",
                "copyright policy of the Bank of Korea: name the source and say that it was changed; its page was not seen",
            )
        };
        match self {
            Self::BokRegional => (
                Text::new("한국은행, 지역산업연관표", "Bank of Korea, Regional input-output tables"),
                of_bank(),
            ),
            Self::BokNational => {
                (Text::new("한국은행, 산업연관표", "Bank of Korea, Input-output tables"), of_bank())
            }
            Self::Wiod2016 => {
                let name = "World Input-Output Database 2016";
                (Text::new(name, name), Text::new("CC BY 4.0", "CC BY 4.0"))
            }
            Self::OecdIcio => (
                Text::new("OECD 국가간 산업연관표(ICIO)", "OECD Inter-Country Input-Output tables"),
                not_seen(),
            ),
            Self::Generic => (Text::default(), not_seen()),
        }
    }
}
