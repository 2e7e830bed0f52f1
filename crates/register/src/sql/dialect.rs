//! What engines write differently, in one place.

use super::SqlError;
use teukgu_rules::value::Truth;

/// An engine that a screening can be written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// PostgreSQL with PostGIS.
    PostGis,
    /// Spark with Sedona.
    SparkSedona,
    /// DuckDB with its extension `spatial`.
    DuckDb,
    /// SedonaDB.
    SedonaDb,
    /// DataFusion inside of a program, which has no geometry: expressions alone.
    DataFusion,
}

/// Characters that are no letters: what Rust trims, of which SQL by itself trims the blank alone.
const ESCAPED_BLANKS: &str = "' \\t\\n\\u000B\\f\\r\\u0085\\u00A0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\
                              \\u2006\\u2007\\u2008\\u2009\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000'";
/// The same for Spark, whose literals have no escape for a form feed.
const SPARK_BLANKS: &str = "' \\t\\n\\u000B\\u000C\\r\\u0085\\u00A0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\
                            \\u2006\\u2007\\u2008\\u2009\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000'";
/// The same at either end, for engines whose literals have no escapes.
const BLANK_ENDS: &str = "'^[\\s\\x0B\\x{85}\\p{Z}]+|[\\s\\x0B\\x{85}\\p{Z}]+$'";

impl Dialect {
    /// Every dialect with its word.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("postgis", Self::PostGis),
        ("spark-sedona", Self::SparkSedona),
        ("duckdb", Self::DuckDb),
        ("sedonadb", Self::SedonaDb),
        ("datafusion", Self::DataFusion),
    ];

    /// Finds the dialect that a word means.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(word, _)| *word == key).map(|(_, dialect)| dialect)
    }

    /// Returns the word for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PostGis => "postgis",
            Self::SparkSedona => "spark-sedona",
            Self::DuckDb => "duckdb",
            Self::SedonaDb => "sedonadb",
            Self::DataFusion => "datafusion",
        }
    }

    /// Returns true if [`script`](super::script) can be written for it.
    pub const fn has_geometry(self) -> bool {
        !matches!(self, Self::DataFusion)
    }

    /// Quotes an identifier, so that it is one whatever letters it has.
    ///
    /// # Errors
    /// [`SqlError::Unwritable`] if it is empty or has a letter that no quotes help against.
    pub fn identifier(self, name: &str) -> Result<String, SqlError> {
        let is_substituted = self == Self::SparkSedona && name.contains("${");
        if name.is_empty() || name.contains('\0') || is_substituted {
            return Err(SqlError::Unwritable { text: name.to_owned() });
        }
        let mark = if self == Self::SparkSedona { "`" } else { "\"" };
        Ok(format!("{mark}{}{mark}", name.replace(mark, &mark.repeat(2))))
    }

    /// Quotes the name of a table, each part of one with dots by itself.
    ///
    /// # Errors
    /// As [`Dialect::identifier`].
    pub fn table(self, name: &str) -> Result<String, SqlError> {
        let parts = name.split('.').map(|part| self.identifier(part));
        Ok(parts.collect::<Result<Vec<_>, _>>()?.join("."))
    }

    /// Writes a text as a literal, so that it is one whatever letters it has.
    ///
    /// PostgreSQL may be set to read backslashes, and Spark reads them unless it is set not to; Spark also fills in
    /// `${…}` before anything else.
    ///
    /// # Errors
    /// [`SqlError::Unwritable`] if it has the letter 0, which texts of a database cannot have.
    pub fn text(self, text: &str) -> Result<String, SqlError> {
        if text.contains('\0') {
            return Err(SqlError::Unwritable { text: text.to_owned() });
        }
        Ok(match self {
            Self::PostGis if text.contains('\\') => {
                format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
            }
            Self::SparkSedona => {
                let text = text.replace('\\', "\\\\").replace('\'', "\\'").replace('$', "\\u0024");
                format!("'{text}'")
            }
            _ => format!("'{}'", text.replace('\'', "''")),
        })
    }

    /// Returns a known or unknown truth. A bare `NULL` has no type, and some engines take it for a text.
    pub(super) const fn truth(truth: Truth) -> &'static str {
        match truth {
            Truth::True => "TRUE",
            Truth::False => "FALSE",
            Truth::Unknown => "CAST(NULL AS BOOLEAN)",
        }
    }

    /// Returns a whole number; the least one is no literal anywhere, because its sign is not part of it.
    pub(super) fn number(number: i64) -> String {
        if number == i64::MIN { format!("({} - 1)", i64::MIN + 1) } else { number.to_string() }
    }

    /// Returns a column as a text without blanks around it, empty where there is none.
    pub(super) fn cell(self, column: &str) -> String {
        let of = match self {
            Self::PostGis => format!("BTRIM(CAST({column} AS TEXT), E{ESCAPED_BLANKS})"),
            Self::SparkSedona => format!("BTRIM(CAST({column} AS STRING), {SPARK_BLANKS})"),
            Self::DuckDb => format!("REGEXP_REPLACE(CAST({column} AS VARCHAR), {BLANK_ENDS}, '', 'g')"),
            Self::SedonaDb | Self::DataFusion => {
                format!("BTRIM(CAST({column} AS VARCHAR), E{ESCAPED_BLANKS})")
            }
        };
        format!("COALESCE({of}, '')")
    }

    /// Says that a text is of a form; the form has no quote and no backslash, begins with `^` and ends with `$`.
    pub(super) fn matches(self, text: &str, form: &str) -> String {
        let operator = if self == Self::SparkSedona { "RLIKE" } else { "~" };
        format!("{text} {operator} '{form}'")
    }

    /// Reads digits as a number that may be too large for 64 bits, which makes it `NULL` or is still a number.
    ///
    /// PostgreSQL stops at a number that is too large, and has numbers of any size; the others have a cast that does
    /// not stop.
    pub(super) fn digits(self, text: &str) -> String {
        match self {
            Self::PostGis => format!("CAST({text} AS NUMERIC)"),
            _ => format!("TRY_CAST({text} AS BIGINT)"),
        }
    }

    /// Makes a whole number large enough for the product of two.
    pub(super) fn wide(self, number: &str) -> String {
        match self {
            Self::PostGis => format!("CAST({number} AS NUMERIC)"),
            Self::DuckDb => format!("CAST({number} AS HUGEINT)"),
            _ => format!("CAST({number} AS DECIMAL(38, 0))"),
        }
    }

    /// Makes a floating-point number of 64 bits.
    pub(super) fn double(self, number: &str) -> String {
        match self {
            Self::PostGis => format!("CAST({number} AS DOUBLE PRECISION)"),
            _ => format!("CAST({number} AS DOUBLE)"),
        }
    }

    /// Divides whole numbers and leaves the rest; neither is negative.
    pub(super) fn quotient(self, number: &str, by: i64) -> String {
        match self {
            Self::DuckDb => format!("({number} // {by})"),
            Self::SparkSedona => format!("({number} DIV {by})"),
            _ => format!("({number} / {by})"),
        }
    }

    /// Makes a point.
    pub(super) fn point(self, x: &str, y: &str) -> String {
        let function = if self == Self::PostGis { "ST_MakePoint" } else { "ST_Point" };
        format!("{function}({x}, {y})")
    }

    /// Begins the statement that keeps the rows of a query under a name for the session.
    pub(super) fn keep(self, name: &str) -> String {
        match self {
            Self::PostGis => {
                format!("DROP TABLE IF EXISTS pg_temp.{name};\nCREATE TEMPORARY TABLE {name} AS\n")
            }
            Self::DuckDb => format!("CREATE OR REPLACE TEMPORARY TABLE {name} AS\n"),
            Self::SparkSedona => format!("CREATE OR REPLACE TEMPORARY VIEW {name} AS\n"),
            Self::SedonaDb | Self::DataFusion => format!("CREATE OR REPLACE TABLE {name} AS\n"),
        }
    }

    /// Says what follows the statement that keeps rows; `indexed` is a column of shapes.
    pub(super) fn kept(self, name: &str, indexed: Option<&str>) -> String {
        match (self, indexed) {
            (Self::PostGis, Some(column)) => {
                format!("CREATE INDEX ON {name} USING GIST ({column});\nANALYZE {name};\n")
            }
            (Self::PostGis, None) => format!("ANALYZE {name};\n"),
            (Self::SparkSedona, _) => format!("CACHE TABLE {name};\n"),
            _ => String::new(),
        }
    }

    /// Says what a session is set to before anything else.
    ///
    /// Dates and floating-point numbers become texts in more than one way in PostgreSQL.
    pub(super) const fn settings(self) -> &'static str {
        match self {
            Self::PostGis => {
                "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nSET datestyle = 'ISO';\n\
                 SET extra_float_digits = 1;\nSET client_min_messages = warning;\n"
            }
            Self::DuckDb => "LOAD spatial;\n",
            Self::SparkSedona => "SET spark.sql.parser.escapedStringLiterals = false;\n",
            Self::SedonaDb | Self::DataFusion => "",
        }
    }

    /// Ends a step of a query whose columns are to be computed before those of the next.
    ///
    /// PostgreSQL writes the columns of a step into those of the next one, again wherever they are named, so that a
    /// condition of many provisions would be asked again and again.
    pub(super) const fn fence(self) -> &'static str {
        match self {
            Self::PostGis => "\nOFFSET 0",
            _ => "",
        }
    }

    /// Returns a hint that the zones are small, for engines that spread the register over machines.
    pub(super) const fn small(self, table: &str) -> Option<&str> {
        match self {
            Self::SparkSedona => Some(table),
            _ => None,
        }
    }

    /// Orders texts by their letters, as every engine but PostgreSQL does by itself.
    pub(super) const fn by_letters(self) -> &'static str {
        match self {
            Self::PostGis => " COLLATE \"C\"",
            _ => "",
        }
    }
}
