//! A whole text for a database: zones, places, pairs, verdicts, counts.

use super::expressions::{Expressions, Named, steps};
use super::{Dialect, SqlError, Table, zones};
use crate::map::StatusColumn;
use crate::screening::Screening;
use std::fmt::Write as _;
use teukgu_domain::text::Text;
use teukgu_rules::finding::Verdict;

/// Table of zones, as the text makes it.
const ZONE: &str = "teukgu_zone";
/// Table of their polygons.
const POLYGON: &str = "teukgu_polygon";
/// Table of pairs.
const PAIR: &str = "teukgu_pair";
/// Table of findings.
const FINDING: &str = "teukgu_finding";

/// A number as a coordinate may be written; longer ones are none.
const COORDINATE: &str = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$";
/// Longest text of a coordinate: it is no number beyond those of 64 bits, at which an engine may stop.
const LONGEST: usize = 200;

/// Writes a screening of a table as a text that an engine runs from its first line to its last.
///
/// It changes nothing that was there: what it makes is kept for the session under `teukgu_zone`, `teukgu_polygon`,
/// `teukgu_pair` and `teukgu_finding`. It ends with two queries: a row an establishment, zone and provision with the
/// columns `establishment`, `zone`, `border`, `provision`, `verdict` (a word of [`Verdict::WORDS`]) and `deciding` (id of
/// a part, `NULL` if none decided), in order of these; and the counts by zone and provision.
///
/// `digest` says what the text was made from, and stands in its head.
///
/// # Errors
/// [`SqlError`], also if the dialect has no geometry or there is nothing to screen against.
pub fn script(
    screening: &Screening,
    table: &Table,
    dialect: Dialect,
    digest: Option<&str>,
) -> Result<String, SqlError> {
    if !dialect.has_geometry() {
        return Err(SqlError::NoGeometry { dialect });
    }
    let (zones, provisions) = (screening.zones().len(), screening.provisions().count());
    if zones == 0 || provisions == 0 {
        return Err(SqlError::Nothing { zones, provisions });
    }
    let writer =
        Writer { screening, table, dialect, expressions: Expressions::new(screening, table, dialect)? };
    let mut text = writer.head(digest);
    text += dialect.settings();
    text += &writer.zones()?;
    text += &writer.pairs()?;
    text += &writer.findings()?;
    text += &writer.results();
    Ok(text)
}

struct Writer<'a> {
    screening: &'a Screening,
    table: &'a Table,
    dialect: Dialect,
    expressions: Expressions,
}

impl Writer<'_> {
    fn head(&self, digest: Option<&str>) -> String {
        let (table, on) = (self.table, self.screening.on());
        let (zones, provisions) = (self.screening.zones().len(), self.screening.provisions().count());
        let mut text = String::new();
        let mut say = |ko: String, en: String| {
            let Text { ko, en } = Text::new(ko, en).in_one_line();
            let _ = writeln!(text, "-- {ko}\n-- {en}");
        };
        let Text { ko, en } = &table.title;
        say(format!("사업체 등록부 심사: {ko}"), format!("Screening of a register of establishments: {en}"));
        say(
            format!("기준일 {on}, 특구 {zones}곳, 조문 {provisions}개, 방언 {}", self.dialect.key()),
            format!("law of {on}, {zones} zones, {provisions} provisions, dialect {}", self.dialect.key()),
        );
        if let Some(digest) = digest {
            say(format!("원자료의 요약값 {digest}"), format!("digest of what it was made from: {digest}"));
        }
        let columns = self.columns().join(", ");
        say(
            format!("표와 열의 이름을 맞추십시오: 표 {}, 열 {columns}", table.name),
            format!("amend the names of the table and its columns: table {}, columns {columns}", table.name),
        );
        say(
            "요건을 갖추었다는 뜻이지 승인한다는 뜻이 아닙니다. 경계 위의 점은 안에 든 것으로 셉니다.".to_owned(),
            "It says that requirements are met, never that anything is approved. A place on a border counts as inside."
                .to_owned(),
        );
        text
    }

    /// Returns the names of the columns that are read, each once.
    fn columns(&self) -> Vec<&str> {
        let Table { id, longitude, latitude, status, facts, .. } = self.table;
        let mut columns = vec![id.as_str(), longitude, latitude];
        columns.extend(status.iter().map(|status| status.column.as_str()));
        columns.extend(facts.iter().map(|fact| fact.column.as_str()));
        let mut seen = std::collections::BTreeSet::new();
        columns.retain(|column| seen.insert(*column));
        columns
    }

    /// Writes the tables of zones and of their polygons.
    fn zones(&self) -> Result<String, SqlError> {
        let given = self.expressions.zone_columns();
        let names: Vec<&str> = given.iter().map(|column| column.name.as_str()).collect();
        let rows = zones::rows(self.screening, given, self.dialect)?;
        let columns = format!("zone_no, zone, {}", names.join(", "));
        let zones = self.kept(ZONE, &values("*", &rows, "z", &columns), None);
        let rows = zones::polygons(self.screening)?;
        let shape = "zone_no, has_area, ST_GeomFromText(wkt) AS shape";
        let polygons =
            self.kept(POLYGON, &values(shape, &rows, "p", "zone_no, has_area, wkt"), Some("shape"));
        Ok(format!(
            "\n-- 특구: 시행 중인지와 계획에 있는 특례(1 예, 0 아니요, NULL 모름)\n\
             -- zones: whether in force and what the plan lists (1 yes, 0 no, NULL unknown)\n{zones}\
             \n-- 경계: 좌표는 1e-7도 단위의 정수\n\
             -- borders: coordinates in whole units of 1e-7 degree\n{polygons}"
        ))
    }

    fn kept(&self, name: &str, query: &str, indexed: Option<&str>) -> String {
        let Self { dialect, .. } = self;
        format!("{}{query};\n{}", dialect.keep(name), dialect.kept(name, indexed))
    }

    /// Writes the table of findings.
    fn findings(&self) -> Result<String, SqlError> {
        let (_, levels) = self.expressions.cells_and_levels();
        let given: String =
            self.expressions.zone_columns().iter().map(|column| format!(", {}", column.name)).collect();
        let pairs = format!(
            "pairs AS (\nSELECT {PAIR}.*, zone{given}\nFROM {PAIR} JOIN {ZONE} ON {PAIR}.zone_no = {ZONE}.zone_no{}\n)",
            self.dialect.fence()
        );
        let (levels, last) = steps(levels, "pairs", self.dialect);
        let steps: Vec<String> = std::iter::once(pairs).chain(levels).collect();
        let query = format!("WITH {}\n{}", steps.join(",\n"), self.row_for_each_provision(&last)?);
        Ok(format!(
            "\n-- 판정: 사업체와 특구와 조문마다 한 줄\n-- findings: a row an establishment, zone and provision\n{}",
            self.kept(FINDING, &query, None)
        ))
    }

    /// Writes the table of pairs of an establishment and a zone, with the cells that facts are read from.
    fn pairs(&self) -> Result<String, SqlError> {
        let (cells, _) = self.expressions.cells_and_levels();
        let Self { dialect, .. } = self;
        let carried: String = cells.iter().map(|cell| format!(", {}", cell.name)).collect();
        let hint =
            dialect.small(POLYGON).map(|table| format!("/*+ BROADCAST({table}) */ ")).unwrap_or_default();
        let mut steps = self.places(cells, &carried)?;
        steps.push(format!(
            "hits AS (\nSELECT {hint}establishment, zone_no,\n  \
             CASE WHEN has_area = 1 AND ST_Contains(shape, place) THEN 0 ELSE 1 END AS on_border{carried}\n\
             FROM places JOIN {POLYGON} ON ST_Intersects(shape, place)\n)"
        ));
        let query = format!(
            "WITH {}\nSELECT establishment, zone_no, MIN(on_border) AS on_border{carried}\nFROM hits\n\
             GROUP BY establishment, zone_no{carried}",
            steps.join(",\n")
        );
        Ok(format!("\n-- 특구 안의 사업체\n-- establishments in zones\n{}", self.kept(PAIR, &query, None)))
    }

    /// Writes the steps from the register to places in whole units.
    fn places(&self, cells: &[Named], carried: &str) -> Result<Vec<String>, SqlError> {
        let Self { dialect, table, .. } = self;
        let cell = |column: &str| Ok::<_, SqlError>(dialect.cell(&dialect.identifier(column)?));
        let (status, is_open) = self.open()?;
        let mut read = vec![
            format!("{} AS establishment", cell(&table.id)?),
            format!("{} AS lon_text", cell(&table.longitude)?),
            format!("{} AS lat_text", cell(&table.latitude)?),
        ];
        read.extend(status);
        read.extend(cells.iter().map(|Named { name, sql }| format!("{sql} AS {name}")));
        let (read, from, fence) = (read.join(",\n  "), dialect.table(&table.name)?, dialect.fence());
        let (lon, lat) = (self.degrees("lon_text"), self.degrees("lat_text"));
        let place = dialect.point(&self.unit("lon"), &self.unit("lat"));
        Ok(vec![
            format!("cells AS (\nSELECT {read}\nFROM {from}{fence}\n)"),
            format!(
                "degrees AS (\nSELECT establishment,\n  {lon} AS lon,\n  {lat} AS lat{carried}\nFROM cells\n\
                 WHERE establishment <> ''{is_open}{fence}\n)"
            ),
            format!(
                "places AS (\nSELECT establishment, {place} AS place{carried}\nFROM degrees\n\
                 WHERE lon BETWEEN 124 AND 132 AND lat BETWEEN 33 AND 39{fence}\n)"
            ),
        ])
    }

    /// Returns the column of the status, and the condition that an establishment is not closed.
    fn open(&self) -> Result<(Option<String>, String), SqlError> {
        let Some(StatusColumn { column, words }) = &self.table.status else {
            return Ok((None, String::new()));
        };
        let closed =
            words.iter().filter(|(_, is_closed)| **is_closed).map(|(word, _)| self.dialect.text(word));
        let closed = closed.collect::<Result<Vec<_>, _>>()?;
        if closed.is_empty() {
            return Ok((None, String::new()));
        }
        let status = self.dialect.cell(&self.dialect.identifier(column)?);
        Ok((Some(format!("{status} AS status")), format!(" AND status NOT IN ({})", closed.join(", "))))
    }

    /// Reads a coordinate; what is no number is `NULL`, and what is not a number is not between two.
    ///
    /// PostgreSQL, Spark and DuckDB order NaN above every number, so that it lies beyond Korea as it should; the form
    /// keeps it out before.
    fn degrees(&self, cell: &str) -> String {
        let is_number = self.dialect.matches(cell, COORDINATE);
        let number = self.dialect.double(cell);
        format!("CASE WHEN {is_number} AND LENGTH({cell}) <= {LONGEST} THEN {number} END")
    }

    /// Rounds degrees to whole units, halves up, with the same steps as [`teukgu_geo::fixed::place`].
    fn unit(&self, degrees: &str) -> String {
        let units = self.dialect.double("10000000");
        self.dialect.double(&format!("FLOOR({degrees} * {units} + {})", self.dialect.double("0.5")))
    }

    /// Writes the columns of provisions one below the other.
    fn row_for_each_provision(&self, from: &str) -> Result<String, SqlError> {
        let text = |text: &str| self.dialect.text(text);
        let mut ids = Vec::new();
        let (mut verdicts, mut decidings) = (String::new(), String::new());
        for (at, judged) in self.expressions.provisions().iter().enumerate() {
            let number = at + 1;
            ids.push(format!("({number}, {})", text(&judged.provision)?));
            let _ = write!(verdicts, "\n    WHEN {number} THEN {}", judged.verdict);
            let mut parts = String::new();
            for (part, known) in self.screening.parts(at).iter().enumerate() {
                let _ = write!(parts, " WHEN {part} THEN {}", text(&known.id)?);
            }
            let _ = write!(decidings, "\n    WHEN {number} THEN CASE {}{parts} END", judged.deciding);
        }
        let words: String = Verdict::WORDS
            .iter()
            .zip(0..)
            .map(|((word, _), number)| format!(" WHEN {number} THEN '{word}'"))
            .collect();
        Ok(format!(
            "SELECT establishment, zone, on_border = 1 AS border, provision,\n  \
             CASE CASE provision_no{verdicts}\n  END{words} END AS verdict,\n  \
             CASE provision_no{decidings}\n  END AS deciding\n\
             FROM {from} CROSS JOIN (VALUES {}) AS provisions (provision_no, provision)",
            ids.join(", ")
        ))
    }

    fn results(&self) -> String {
        let by = self.dialect.by_letters();
        let counts: Vec<String> = Verdict::WORDS
            .iter()
            .map(|(word, _)| format!("SUM(CASE WHEN verdict = '{word}' THEN 1 ELSE 0 END) AS {word}"))
            .collect();
        format!(
            "\n-- 결과\n-- results\n\
             SELECT establishment, zone, border, provision, verdict, deciding\nFROM {FINDING}\n\
             ORDER BY establishment{by}, zone{by}, provision{by};\n\
             \n-- 특구와 조문별 수\n-- counts by zone and provision\n\
             SELECT zone, provision, COUNT(*) AS pairs, SUM(CASE WHEN border THEN 1 ELSE 0 END) AS border_pairs,\n  {}\n\
             FROM {FINDING}\nGROUP BY zone, provision\nORDER BY zone{by}, provision{by};\n",
            counts.join(",\n  ")
        )
    }
}

/// Writes a query over rows that stand in the text.
fn values(columns: &str, rows: &[String], name: &str, names: &str) -> String {
    format!("SELECT {columns} FROM (VALUES\n{}\n) AS {name} ({names})", rows.join(",\n"))
}
