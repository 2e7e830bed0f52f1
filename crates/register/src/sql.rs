//! A screening as SQL, for a register that already lies in a database.
//!
//! What is written is the same bound form of the provisions that the kernel runs: SQL's own logic of null is that of a
//! fact that is not known. [`script`] writes everything, from the table of zones to the counts.
//!
//! | dialect | engine |
//! | --- | --- |
//! | `postgis` | PostgreSQL with PostGIS |
//! | `duckdb` | DuckDB with its extension `spatial` |
//! | `sedonadb` | SedonaDB |
//! | `spark-sedona` | Spark with Sedona |
//! | `datafusion` | DataFusion with the function `zone_ids` of `teukgu-screen`, without geometry |
//!
//! Cells are read as the reader of a CSV reads them. Two things are narrower: a number has at most 18 digits before its
//! point, and a day is written `2024-11-28`; anything else leaves the fact unknown.

mod dialect;
mod facts;
mod logic;
mod zones;

pub use dialect::Dialect;

use crate::map::ColumnMap;
use crate::screening::Screening;
use std::fmt::Write as _;
use teukgu_domain::text::Text;
use teukgu_rules::fact::Vocabulary;

/// Says why a screening cannot be written as SQL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SqlError {
    /// A provision whose version is chosen row by row.
    #[error("the version of `{id}` is chosen by what is known of each case, which SQL is not written for")]
    ChosenByRow {
        /// Id of the provision.
        id: String,
    },
    /// A day that is computed from a column by the calendar.
    #[error("`{id}` is computed from a column by the calendar, which SQL does not have")]
    Derived {
        /// Id of the fact.
        id: String,
    },
    /// A zone that has no place in degrees.
    #[error("the zone `{zone}` cannot be written in degrees")]
    Zone {
        /// Id of the zone.
        zone: String,
    },
}

impl SqlError {
    /// Returns what is wrong in both languages.
    pub fn text(&self) -> Text {
        let ko = match self {
            Self::ChosenByRow { id } => format!("`{id}`의 판은 사실에 따라 갈려 SQL로 쓸 수 없습니다"),
            Self::Derived { id } => format!("`{id}`은(는) 달력으로 계산하는 날짜라 SQL로 쓸 수 없습니다"),
            Self::Zone { zone } => format!("특구를 도(度)로 쓸 수 없습니다: `{zone}`"),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::ChosenByRow { .. } => {
                Text::new("이 조문을 빼고 쓰십시오", "leave this provision out of the script")
            }
            Self::Derived { .. } => Text::new(
                "이 열을 뺀 열 지도로 쓰십시오",
                "take a map of columns without the column it rests on",
            ),
            Self::Zone { .. } => {
                Text::new("특구의 좌표계를 EPSG:4326으로 바꾸십시오", "bring the zone to EPSG:4326")
            }
        }
    }
}

/// What a script is of, beside the screening itself.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// Which column says what.
    pub map: &'a ColumnMap,
    /// The facts, the same that the map was read with.
    pub vocabulary: &'a Vocabulary,
    /// Name of the table of establishments, as it is written in SQL.
    pub register: &'a str,
    /// What the script was made from, such as a digest; it stands in its head.
    pub made_from: &'a str,
}

/// Writes a screening as a script: a table of zones, a table of findings, and their counts by zone and provision.
///
/// The findings have the columns establishment, zone, border, provision, verdict and deciding, a row an establishment,
/// a zone and a provision. Statements end with a semicolon at the end of a line.
///
/// # Errors
/// [`SqlError`] with the provision, the fact or the zone that cannot be written.
pub fn script(screening: &Screening, dialect: Dialect, of: &Of<'_>) -> Result<String, SqlError> {
    let mut text = head(screening, dialect, of);
    text.push_str(&zones::table(screening, dialect)?);
    let table = dialect.table("teukgu_findings");
    let _ = writeln!(text, "{table}\nwith {},", pairs(dialect, of));
    let facts = facts::columns(screening, dialect, of)?;
    let logic = logic::Logic::new(screening, dialect)?;
    let _ =
        writeln!(text, "facts as (\n  select pairs.establishment, pairs.zone, pairs.border, zones.in_force");
    for (number, _) in screening.provisions().enumerate() {
        let _ = write!(text, ", zones.lists_{number}");
    }
    for (slot, sql) in &facts {
        let _ = write!(text, ",\n    {sql} as f{slot}");
    }
    let id = dialect.name(&of.map.id);
    let _ = writeln!(
        text,
        "\n  from pairs\n  join teukgu_zones as zones on zones.zone = pairs.zone and zones.number = 0\n  join {} as register on register.{id} = pairs.{}\n),",
        of.register,
        dialect.name("key")
    );
    let known: Vec<usize> = facts.iter().map(|(slot, _)| *slot).collect();
    text.push_str(&logic.stages(screening, &known));
    let _ = writeln!(text, "order by establishment, zone, provision;\n");
    text.push_str(
        "select zone, provision, verdict, count(*) as establishments\nfrom teukgu_findings\n\
         group by zone, provision, verdict\norder by zone, provision, verdict;\n",
    );
    Ok(text)
}

fn head(screening: &Screening, dialect: Dialect, of: &Of<'_>) -> String {
    let on = screening.on();
    let mut text = format!(
        "-- Screening of a register against {} zones by the law of {on}: requirements, neither permits nor approvals.\n\
         -- Dialect: {}. Table of establishments: {}; amend its name here if yours has another.\n",
        screening.zones().len(),
        dialect.key(),
        of.register
    );
    for (what, column) in [
        ("id", of.map.id.as_str()),
        ("longitude", of.map.longitude.as_str()),
        ("latitude", of.map.latitude.as_str()),
    ] {
        let _ = writeln!(text, "-- Column of the {what}: {}", one_line(column));
    }
    let _ = writeln!(text, "-- Made from: {}\n", one_line(of.made_from));
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes which establishments lie in which zones; a place on a border counts as inside and is marked.
fn pairs(dialect: Dialect, of: &Of<'_>) -> String {
    let key = dialect.name(&of.map.id);
    let [lon, lat] = [&of.map.longitude, &of.map.latitude].map(|column| dialect.degrees(column));
    let open = of.map.status.as_ref().map(|status| {
        let closed = status.words.iter().filter(|(_, is_closed)| **is_closed);
        let words: Vec<String> = closed.map(|(word, _)| dialect.string(word)).collect();
        format!("\n    and not coalesce({} in ({}), false)", dialect.text(&status.column), words.join(", "))
    });
    let open = open.unwrap_or_default();
    let id = dialect.text(&of.map.id);
    let places = format!(
        "places as (\n  select register.{key} as {}, {id} as establishment,\n    floor({lon} * 1e7 + 0.5) / 1e7 as lon, floor({lat} * 1e7 + 0.5) / 1e7 as lat\n  from {} as register\n  where {lon} between 124 and 132 and {lat} between 33 and 39{open}\n)",
        dialect.name("key"),
        of.register
    );
    format!("{places},\n{}", dialect.pairs())
}
