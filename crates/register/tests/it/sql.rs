//! A screening as SQL: what is written, what is refused. That engines agree with the kernel is tested where they run.

use crate::support::{ON, all_of, holidays, law, small_law, zones};
use std::sync::Arc;
use teukgu_register::map::ColumnMap;
use teukgu_register::screening::Screening;
use teukgu_register::sql::{Dialect, Of, SqlError, script};
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::law::LawSet;

fn written(law: &Arc<LawSet>, ids: &[String], map: &str, dialect: Dialect) -> Result<String, SqlError> {
    let compiled = Arc::new(Compiled::new(Arc::clone(law), Days::on(ON)));
    let screening = Screening::new(compiled, zones(), ids, holidays()).unwrap();
    let map = ColumnMap::read("map.toml", map, &law.vocabulary).unwrap();
    let of = Of { map: &map, vocabulary: &law.vocabulary, register: "firms", made_from: "a\n; drop table x" };
    script(&screening, dialect, &of)
}

const PLACES: &str =
    "name_ko = \"가\"\nname_en = \"a\"\n[columns]\nid = \"i\\\"d\"\nlongitude = \"x\"\nlatitude = \"y\"\n";

#[test]
fn a_provision_whose_version_depends_on_the_case_is_named_and_not_written() {
    let law = small_law();
    let ids = all_of(&law);
    let error = written(&law, &ids, PLACES, Dialect::PostGis).unwrap_err();
    assert!(matches!(&error, SqlError::ChosenByRow { id } if ids.contains(id)), "{error:?}");
    assert!(error.text().ko.contains("SQL") && !error.help().en.is_empty());
    let plain: Vec<String> = ids.into_iter().filter(|id| id == "act.2.duty").collect();
    assert!(written(&law, &plain, PLACES, Dialect::PostGis).is_ok());
}

#[test]
fn names_are_quoted_and_a_comment_stays_on_its_line() {
    let ids: Vec<String> = all_of(law()).into_iter().take(3).collect();
    for (_, dialect) in Dialect::WORDS {
        let text = written(law(), &ids, PLACES, dialect).unwrap();
        let quoted = if dialect == Dialect::SparkSedona { "`i\"d`" } else { "\"i\"\"d\"" };
        assert!(text.contains(quoted), "{dialect:?}");
        assert!(text.contains("-- Made from: a ; drop table x\n"), "{dialect:?}");
        let statements: Vec<&str> = text.lines().filter(|line| line.ends_with(';')).collect();
        assert!(statements.len() >= 3, "{dialect:?}: {statements:?}");
        assert!(text.contains("from firms as register"), "{dialect:?}");
        assert_eq!(Dialect::find_by_key(dialect.key()), Some(dialect));
    }
    assert_eq!(Dialect::find_by_key("oracle"), None);
}

#[test]
fn a_condition_that_provisions_share_is_written_once() {
    let all = written(law(), &all_of(law()), PLACES, Dialect::PostGis).unwrap();
    let conditions: Vec<&str> = all
        .lines()
        .filter(|line| line.trim_start().starts_with('('))
        .filter_map(|line| line.trim().rsplit_once(" as c").map(|(sql, _)| sql))
        .filter(|sql| !sql.contains("cast(null as bigint)"))
        .collect();
    let mut distinct = conditions.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), conditions.len());
    assert!(!conditions.is_empty());
}
