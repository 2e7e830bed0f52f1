//! The screening as SQL: what is written, what is refused, and that nobody's words become statements.

use crate::support::{ON, all_of, holidays, law, screening, small_law, zones};
use std::sync::Arc;
use teukgu_domain::text::Text;
use teukgu_geo::shape::ZoneShape;
use teukgu_register::map::{BuiltIn, ColumnMap, Reading};
use teukgu_register::screening::Screening;
use teukgu_register::sql::{Dialect, Expressions, FactSource, Held, SqlError, Table, script};
use teukgu_register::zone::Zone;
use teukgu_rules::compiled::{Compiled, Days};

const ENGINES: [Dialect; 4] = [Dialect::PostGis, Dialect::SparkSedona, Dialect::DuckDb, Dialect::SedonaDb];

fn table_of(map: BuiltIn) -> Table {
    Table::of(&ColumnMap::built_in(map, &law().vocabulary).unwrap(), "register")
}

/// A table of which only places are known.
fn places() -> Table {
    Table { facts: Vec::new(), ..table_of(BuiltIn::Register) }
}

fn with(fact: &str, reading: Reading) -> Table {
    let held = Held::Words(reading);
    Table { facts: vec![FactSource { fact: fact.to_owned(), column: "cell".to_owned(), held }], ..places() }
}

fn small() -> Screening {
    screening(&small_law(), ON)
}

fn written(screening: &Screening, table: &Table, dialect: Dialect) -> Expressions {
    Expressions::new(screening, table, dialect).unwrap()
}

fn column(expressions: &Expressions, name: &str) -> String {
    let mut columns = expressions.levels().flatten();
    let found = columns.find(|column| column.name == name).map(|column| column.sql.clone());
    found.unwrap_or_else(|| panic!("no column `{name}`"))
}

/// Returns the column that has the number of a fact of the small law.
fn fact(fact: &str, reading: Reading, dialect: Dialect) -> String {
    let screening = small();
    let expressions = written(&screening, &with(fact, reading), dialect);
    let slot = small_law().vocabulary.slot(fact).unwrap();
    column(&expressions, expressions.fact(slot).unwrap())
}

/// Takes out literals and quoted names, and returns what is left.
fn outside_quotes(text: &str, dialect: Dialect) -> String {
    let (mut left, mut letters, mut open) = (String::new(), text.chars().peekable(), None);
    let has_escapes = |left: &str| dialect == Dialect::SparkSedona || left.ends_with('E');
    while let Some(letter) = letters.next() {
        match open {
            None if letter == '-' && letters.peek() == Some(&'-') => {
                letters.find(|letter| *letter == '\n');
                left.push('\n');
            }
            None if ['\'', '"', '`'].contains(&letter) => open = Some(letter),
            None => left.push(letter),
            Some('\'') if letter == '\\' && has_escapes(&left) => drop(letters.next()),
            Some(mark) if letter == mark => open = None,
            Some(_) => (),
        }
    }
    assert_eq!(open, None, "a quote is left open");
    left
}

#[test]
fn every_dialect_has_a_word_and_is_found_by_it() {
    for (word, dialect) in Dialect::WORDS {
        assert_eq!((Dialect::find_by_key(word), dialect.key()), (Some(dialect), word));
    }
    assert_eq!(Dialect::find_by_key("oracle"), None);
}

#[test]
fn names_and_words_are_quoted_as_each_engine_reads_them() {
    for (dialect, name, text) in [
        (Dialect::PostGis, r#""a""b`c""#, r"E'it''s \\ ${x}'"),
        (Dialect::DuckDb, r#""a""b`c""#, r"'it''s \ ${x}'"),
        (Dialect::SedonaDb, r#""a""b`c""#, r"'it''s \ ${x}'"),
        (Dialect::DataFusion, r#""a""b`c""#, r"'it''s \ ${x}'"),
        (Dialect::SparkSedona, r#"`a"b``c`"#, r"'it\'s \\ \u0024{x}'"),
    ] {
        assert_eq!(dialect.identifier("a\"b`c").unwrap(), name, "{dialect:?}");
        assert_eq!(dialect.text(r"it's \ ${x}").unwrap(), text, "{dialect:?}");
        assert!(dialect.text("a\0b").is_err() && dialect.identifier("a\0b").is_err());
        assert!(dialect.identifier("").is_err());
    }
    assert_eq!(Dialect::PostGis.table("public.register"), Ok("\"public\".\"register\"".to_owned()));
    assert!(Dialect::SparkSedona.identifier("${x}").is_err(), "Spark fills it in within quotes too");
}

#[test]
fn words_become_numbers_and_no_other_word_does() {
    let words = Reading::Words([("small".to_owned(), 0), (String::new(), 2), ("o'ne".to_owned(), 1)].into());
    assert_eq!(
        fact("firm.kind", words, Dialect::PostGis),
        "CASE c0 WHEN '' THEN 2 WHEN 'o''ne' THEN 1 WHEN 'small' THEN 0 END"
    );
}

#[test]
fn numbers_are_counted_in_the_smallest_step_and_kept_within_the_bounds_of_the_fact() {
    let share = fact("firm.share", Reading::Number { factor: 1 }, Dialect::DuckDb);
    assert!(share.contains("RPAD(SPLIT_PART(c2, '.', 2), 2, '0') AS BIGINT) BETWEEN 0 AND 10000"), "{share}");
    let staff = fact("firm.staff", Reading::Number { factor: 1_000 }, Dialect::PostGis);
    assert!(staff.contains("AS NUMERIC) BETWEEN 0 AND 1000 THEN"), "{staff}");
    assert!(staff.contains("AS BIGINT) * 1000 END"), "{staff}");
}

#[test]
fn days_are_counted_with_the_division_of_each_engine() {
    let table = with("firm.filed_on", Reading::Day).with_number("firm.last_day", "last");
    for (dialect, division) in [
        (Dialect::PostGis, "(n3 / 10000)"),
        (Dialect::DuckDb, "(n3 // 10000)"),
        (Dialect::SparkSedona, "(n3 DIV 10000)"),
        (Dialect::DataFusion, "(n3 / 10000)"),
    ] {
        let sql = column(&written(&small(), &table, dialect), "f3");
        assert!(sql.contains(division), "{dialect:?}: {sql}");
    }
}

#[test]
fn a_text_that_no_condition_names_is_another_one_and_no_text_is_none() {
    let goods = fact("firm.goods", Reading::Plain, Dialect::SedonaDb);
    assert!(goods.starts_with("CASE WHEN LOWER(c5) IN ('', 'null', "), "{goods}");
    assert!(goods.ends_with("WHEN c5 = 'tobacco' THEN 0 ELSE CAST(-1 AS BIGINT) END"), "{goods}");
}

#[test]
fn a_column_that_holds_the_number_is_read_as_it_is() {
    let expressions = written(&small(), &places().with_number("firm.staff", "staff"), Dialect::PostGis);
    assert_eq!(column(&expressions, "f1"), "CAST(\"staff\" AS BIGINT)");
}

#[test]
fn a_fact_without_a_column_is_unknown_and_no_error() {
    let expressions = written(&screening(law(), ON), &table_of(BuiltIn::Shops), Dialect::DataFusion);
    assert!((0..law().vocabulary.len()).all(|slot| expressions.fact(slot).is_none()));
    let names: Vec<_> = expressions.zone_columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(
        (names[0], expressions.zone_columns()[0].values[..5].to_vec()),
        ("in_force", vec![Some(1), Some(1), Some(0), Some(0), None])
    );
    assert!(expressions.provisions().iter().all(|judged| judged.verdict.starts_with("verdict_")));
}

#[test]
fn provisions_of_one_article_share_what_the_plan_lists() {
    let screening = screening(law(), ON);
    let expressions = written(&screening, &places(), Dialect::PostGis);
    let at = |id: &str| screening.provisions().position(|known| known == id).unwrap() + 1;
    let (letter, stay) = (at("act.31.letter"), at("act.31.stay_period"));
    let has = |number: usize| {
        expressions.zone_columns().iter().any(|column| column.name == format!("lists_{number}"))
    };
    assert!(has(letter.min(stay)) && !has(letter.max(stay)));
}

#[test]
fn equal_conditions_are_asked_once() {
    let table = places().with_number("firm.kind", "kind").with_number("site.area", "area");
    let expressions = written(&small(), &table, Dialect::PostGis);
    let conditions: Vec<_> =
        expressions.levels().flatten().filter(|column| column.name.starts_with('k')).collect();
    let mut texts: Vec<_> = conditions.iter().map(|column| column.sql.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), conditions.len());
    assert!(texts.contains(&"f9 >= 100"), "both versions ask for it: {texts:?}");
}

#[test]
fn the_register_may_say_that_a_place_is_not_in_the_zone_and_then_nobody_knows() {
    let table = places().with_number("site.in_zone", "inside").with_number("plan.lists_case", "listed");
    let expressions = written(&small(), &table, Dialect::PostGis);
    assert_eq!(column(&expressions, "in_zone"), "CASE COALESCE(f8, 1) WHEN 1 THEN 1 END");
    let listed = column(&expressions, "listed_1");
    assert_eq!(
        listed,
        "CASE WHEN lists_1 IS NULL THEN f7 WHEN COALESCE(f7, lists_1) = lists_1 THEN lists_1 END"
    );
}

#[test]
fn the_day_of_a_fact_chooses_the_version_and_a_supplementary_provision_may_choose_another() {
    let table = places()
        .with_number("firm.filed_on", "filed")
        .with_number("firm.last_day", "last")
        .with_number("firm.kind", "kind");
    let expressions = written(&small(), &table, Dialect::PostGis);
    let chosen = column(&expressions, "o1");
    assert!(chosen.contains("WHEN f3 BETWEEN 18262 AND 20361 THEN 0"), "2020-01-01 to 2025-09-30: {chosen}");
    assert!(chosen.ends_with("ELSE 1 END"), "the day of the decision: {chosen}");
    let said = column(&expressions, "s1");
    assert!(said.contains("THEN w1_0 WHEN") && said.contains("o1 NOT IN (-1, 0)"), "{said}");
}

#[test]
fn a_derived_day_whose_base_has_a_column_needs_a_column_of_its_own() {
    let table = with("firm.filed_on", Reading::Day);
    let error = Expressions::new(&small(), &table, Dialect::DuckDb).unwrap_err();
    let (text, help) = (error.text(), error.help());
    assert!(text.ko.contains("`firm.last_day`") && text.en.contains("`firm.filed_on`"), "{text:?}");
    assert!(!help.ko.is_empty() && help.en.contains("1970-01-01"), "{help:?}");
    let table = table.with_number("firm.last_day", "last");
    assert!(Expressions::new(&small(), &table, Dialect::DuckDb).is_ok());
}

#[test]
fn what_cannot_be_written_is_refused_in_both_languages() {
    let screening = screening(law(), ON);
    let refused = |screening: &Screening, table: &Table, dialect| {
        let error: SqlError = script(screening, table, dialect, None).unwrap_err();
        assert!(!error.text().ko.is_empty() && !error.help().ko.is_empty() && !error.help().en.is_empty());
        error.to_string()
    };
    assert_eq!(refused(&screening, &places(), Dialect::DataFusion), "`datafusion` has no geometry");
    let strange = places().with_number("firm.colour", "colour");
    assert_eq!(refused(&screening, &strange, Dialect::PostGis), "there is no fact `firm.colour`");
    let broken = Table { id: "a\0b".to_owned(), ..places() };
    assert_eq!(refused(&screening, &broken, Dialect::DuckDb), "`a\\u{0}b` cannot be written in SQL");
    let compiled = Arc::new(Compiled::new(Arc::clone(law()), Days::on(ON)));
    let nothing = Screening::new(compiled, Vec::new(), &all_of(law()), holidays()).unwrap();
    assert!(refused(&nothing, &places(), Dialect::PostGis).starts_with("there is nothing to screen against"));
}

#[test]
fn nobody_s_words_become_statements() {
    let evil = "'; DROP TABLE x; --\n\\'`\";";
    let mut zones = zones();
    zones[0].shape.id = evil.to_owned();
    let compiled = Arc::new(Compiled::new(Arc::clone(law()), Days::on(ON)));
    let screening = Screening::new(compiled, zones, &all_of(law()), holidays()).unwrap();
    let mut table = table_of(BuiltIn::Register);
    table.id = evil.to_owned();
    table.title = Text::new(evil, evil);
    table.status.as_mut().unwrap().words.insert(evil.to_owned(), true);
    for dialect in ENGINES {
        let text = script(&screening, &table, dialect, Some(evil)).unwrap();
        let left = outside_quotes(&text, dialect);
        assert!(!left.contains("TABLE x") && !left.contains('\\'), "{dialect:?}");
        assert_eq!(left.matches('(').count(), left.matches(')').count(), "{dialect:?}");
    }
}

#[test]
fn a_script_says_what_it_is_and_makes_nothing_that_stays() {
    let screening = screening(law(), ON);
    for dialect in ENGINES {
        let text = script(&screening, &table_of(BuiltIn::Register), dialect, Some("sha256:1f")).unwrap();
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("--")).collect();
        let head = head.join("\n");
        for said in [
            "사업체 등록부 심사",
            "law of 2026-06-08, 7 zones",
            "sha256:1f",
            "est_id, lon, lat, status, venture",
        ] {
            assert!(head.contains(said), "{dialect:?}: {head}");
        }
        let left = outside_quotes(&text, dialect);
        let first = |word: &str| left.find(word).unwrap_or_else(|| panic!("{dialect:?} has no {word}"));
        let order = [
            "teukgu_zone AS",
            "teukgu_polygon AS",
            "teukgu_pair AS",
            "teukgu_finding AS",
            "ORDER BY establishment",
        ];
        assert!(order.map(first).is_sorted(), "{dialect:?}");
        let is_kept = left.contains("CREATE TABLE") || left.contains("INSERT");
        assert!(!is_kept, "{dialect:?}");
    }
}

#[test]
fn the_corners_of_zones_are_those_of_the_grid() {
    let screening = screening(law(), ON);
    let text = script(&screening, &places(), Dialect::PostGis, None).unwrap();
    assert!(text.contains("(0, 1, 'POLYGON((1270000000 374000000,1271000000 374000000,"), "{text}");
    let first = text.lines().find(|line| line.starts_with("(0, 1, 'POLYGON")).unwrap();
    assert_eq!(first.matches("),(").count(), 1, "a hole: {first}");
    assert_eq!(text.matches("'POLYGON((").count(), 8);
}

#[test]
fn a_part_that_is_smaller_than_the_rounding_is_all_border() {
    let mut zone = zones().swap_remove(0);
    let ZoneShape { parts, .. } = &mut zone.shape;
    let mut tiny = parts[0].polygons[0].clone();
    tiny.holes.clear();
    tiny.shell.iter_mut().for_each(|corner| (corner.x, corner.y) = (127_000_000_000, 37_000_000_000));
    parts[0].polygons.push(tiny);
    let compiled = Arc::new(Compiled::new(Arc::clone(law()), Days::on(ON)));
    let zones: Vec<Zone> = vec![zone];
    let screening = Screening::new(compiled, zones, &all_of(law()), holidays()).unwrap();
    let text = script(&screening, &places(), Dialect::DuckDb, None).unwrap();
    assert!(text.contains("(0, 0, 'POINT(1270000000 370000000)')"));
}

#[test]
fn a_query_of_expressions_keeps_columns_and_adds_those_of_provisions() {
    let expressions = written(&small(), &places(), Dialect::DataFusion);
    let text = expressions.select("batch", &["row", "a\"b"]).unwrap();
    assert!(text.starts_with("WITH cells AS (\nSELECT \"row\",\n  \"a\"\"b\",\n  in_force"), "{text}");
    let last = text.lines().rev().nth(1).unwrap();
    assert_eq!(last, "SELECT \"row\", \"a\"\"b\", verdict_1, deciding_1, verdict_2, deciding_2");
}
