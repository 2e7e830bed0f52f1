//! What engines write differently.

/// A dialect of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// PostgreSQL with PostGIS.
    PostGis,
    /// DuckDB with `spatial`.
    DuckDb,
    /// SedonaDB.
    SedonaDb,
    /// Spark with Sedona.
    SparkSedona,
    /// DataFusion with `zone_ids`.
    DataFusion,
}

impl Dialect {
    /// Every dialect with its word.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("postgis", Self::PostGis),
        ("duckdb", Self::DuckDb),
        ("sedonadb", Self::SedonaDb),
        ("spark-sedona", Self::SparkSedona),
        ("datafusion", Self::DataFusion),
    ];

    /// Finds the dialect that a word means.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(word, _)| *word == key).map(|(_, dialect)| dialect)
    }

    /// Returns its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PostGis => "postgis",
            Self::DuckDb => "duckdb",
            Self::SedonaDb => "sedonadb",
            Self::SparkSedona => "spark-sedona",
            Self::DataFusion => "datafusion",
        }
    }

    /// Writes a name as it stands, whatever is in it.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Self::SparkSedona => format!("`{}`", name.replace('`', "``")),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// Writes a text.
    pub(super) fn string(self, text: &str) -> String {
        match self {
            // Spark takes a backslash for the beginning of an escape.
            Self::SparkSedona => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            _ => format!("'{}'", text.replace('\'', "''")),
        }
    }

    /// Writes the text of a cell of the register, without blanks around it.
    pub(super) fn text(self, column: &str) -> String {
        let kind = match self {
            Self::SparkSedona => "string",
            Self::PostGis => "text",
            _ => "varchar",
        };
        format!("trim(cast(register.{} as {kind}))", self.name(column))
    }

    /// Writes the number of a cell that holds degrees.
    pub(super) fn degrees(self, column: &str) -> String {
        let kind = if self == Self::PostGis { "double precision" } else { "double" };
        format!("cast(register.{} as {kind})", self.name(column))
    }

    /// Writes whether a text is as a pattern says.
    pub(super) fn matches(self, text: &str, pattern: &str) -> String {
        let pattern = self.string(pattern);
        match self {
            Self::PostGis | Self::SedonaDb | Self::DataFusion => format!("{text} ~ {pattern}"),
            Self::DuckDb => format!("regexp_matches({text}, {pattern})"),
            Self::SparkSedona => format!("{text} rlike {pattern}"),
        }
    }

    /// Writes a division of whole numbers that are not negative.
    pub(super) fn quotient(self, a: &str, b: u32) -> String {
        match self {
            Self::DuckDb => format!("({a} // {b})"),
            Self::SparkSedona => format!("({a} div {b})"),
            _ => format!("({a} / {b})"),
        }
    }

    /// Writes a number of up to 38 digits.
    pub(super) fn decimal(self, value: &str, scale: u8) -> String {
        match self {
            Self::PostGis => format!("cast({value} as numeric)"),
            _ => format!("cast({value} as decimal(38, {scale}))"),
        }
    }

    /// Writes how a table begins that is made from a question.
    pub(super) fn table(self, name: &str) -> String {
        match self {
            Self::PostGis => format!("drop table if exists {name};\ncreate table {name} as"),
            Self::SparkSedona => format!("create or replace temporary view {name} as"),
            _ => format!("create or replace table {name} as"),
        }
    }

    /// Writes a polygon of a text.
    pub(super) fn polygon(self, text: &str) -> String {
        let text = self.string(text);
        match self {
            Self::PostGis => format!("ST_GeomFromText({text}, 4326)"),
            Self::DuckDb => format!("ST_GeomFromText({text})"),
            Self::SedonaDb | Self::SparkSedona => format!("ST_GeomFromWKT({text})"),
            Self::DataFusion => "0".to_owned(),
        }
    }

    /// Writes the question for pairs of an establishment of `places` and a zone.
    pub(super) fn pairs(self) -> String {
        let key = self.name("key");
        if self == Self::DataFusion {
            return format!(
                "pairs as (\n  select {key}, establishment, zone, false as border\n  from (select {key}, establishment, unnest(zone_ids(lon, lat)) as zone from places) as held\n)"
            );
        }
        let point = match self {
            Self::PostGis => "ST_SetSRID(ST_MakePoint(lon, lat), 4326)",
            _ => "ST_Point(lon, lat)",
        };
        // A place lies on the border of a zone if it lies strictly inside of none of its polygons.
        format!(
            "points as (\n  select {key}, establishment, {point} as place from places\n),\npairs as (\n  select points.{key}, points.establishment, zones.zone,\n    min(case when ST_Contains(zones.shape, points.place) then 0 else 1 end) = 1 as border\n  from points join teukgu_zones as zones on ST_Intersects(zones.shape, points.place)\n  group by points.{key}, points.establishment, zones.zone\n)"
        )
    }
}
