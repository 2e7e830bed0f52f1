//! Invented provisions as a law folder, with the cases that must stand beside each.

use std::fmt::Write as _;

use teukgu_rules::LawFiles;
use teukgu_rules::value::day_of;

use crate::six::{Fact, Kind, SIX, Test};

const STATUTE: &str = r#"id = "act"
short_ko = "예시법"
name_ko = "예시법"
name_en = "Example Act"
kind = "act"
number = "1"
as_of = 2025-01-01
checked_on = 2026-01-01
source = "invented"
[[article]]
no = "제1조"
title_ko = "예시"
title_en = "Example"
from = 2000-01-01
"#;

const AUTHORITIES: &str = "[[authority]]\nname_ko = \"시장\"\nname_en = \"Mayor\"\nfrom = 2000-01-01\n";

/// Writes provisions, each of some conditions on facts by their number.
pub(crate) fn law(provisions: &[(String, Vec<(usize, Test)>)]) -> LawFiles {
    let mut files = LawFiles::default();
    let mut add = |name: String, text: String| files.files.insert(name, text.into_bytes());
    add("statutes/act.toml".to_owned(), STATUTE.to_owned());
    add("authorities.toml".to_owned(), AUTHORITIES.to_owned());
    add("parameters.toml".to_owned(), String::new());
    add("facts/facts.toml".to_owned(), SIX.iter().map(fact).collect());
    for (id, conditions) in provisions {
        add(format!("provisions/{id}.toml"), provision(id, conditions));
        add(format!("provisions/{id}.cases.toml"), cases(id, conditions));
    }
    files
}

fn fact(fact: &Fact) -> String {
    let sort = match fact.kind {
        Kind::Bool => "type = \"bool\"".to_owned(),
        Kind::Won(most) | Kind::Count(most) => format!("type = \"int\"\nmin = 0\nmax = {most}"),
        Kind::Day(..) => "type = \"date\"".to_owned(),
        Kind::Code(codes) | Kind::LongCode(codes) => {
            let code =
                |n| format!("  {{ value = \"{}\", ko = \"코드 {n}\", en = \"code {n}\" }},\n", code(n));
            let codes: String = (0..codes).map(code).collect();
            format!("type = \"code\"\ncodes = [\n{codes}]")
        }
    };
    let id = fact.id;
    format!(
        "[[fact]]\nid = \"{id}\"\n{sort}\nname_ko = \"{id} 값\"\nname_en = \"value of {id}\"\nwho = \"applicant\"\n\
         ask_ko = \"{id} 값은 무엇입니까?\"\nask_en = \"What is the value of {id}?\"\n\n"
    )
}

/// Returns a code by its number.
pub(crate) fn code(number: i64) -> String {
    format!("c{number:04}")
}

fn provision(id: &str, conditions: &[(usize, Test)]) -> String {
    let mut out = format!(
        "[provision]\nid = \"{id}\"\nkind = \"regime\"\nname_ko = \"예시 {id}\"\nname_en = \"Example {id}\"\n\
         effect = {{ kind = \"discretion\", text_ko = \"지원할 수 있다\", text_en = \"may be supported\" }}\n\
         law_basis = \"disposition\"\nchecked_on = 2026-01-01\n\n[[version]]\nid = \"v1\"\nfrom = 2010-01-01\n\
         authority = \"시장\"\ncite = [{{ law = \"예시법\", article = \"제1조\" }}]\n\n"
    );
    for (at, test) in conditions {
        let fact = &SIX[*at];
        let name = name(fact);
        let (op, value) = formal(fact, *test);
        let (id, cite) = (fact.id, "[{ law = \"예시법\", article = \"제1조\" }]");
        let _ = write!(
            out,
            "[[condition]]\nid = \"{name}\"\ntext_ko = \"{id} 값이 요건에 맞을 것\"\n\
             text_en = \"The value of {id} is as required\"\ncite = {cite}\nfact = \"{id}\"\nop = \"{op}\"\nvalue = {value}\n\n"
        );
    }
    out
}

fn name(fact: &Fact) -> String {
    fact.id.replace('.', "_")
}

fn formal(fact: &Fact, test: Test) -> (&'static str, String) {
    match test {
        Test::Yes => ("is", "true".to_owned()),
        Test::AtLeast(least) => (">=", literal(fact, least)),
        Test::AtMost(most) => ("<=", literal(fact, most)),
        Test::Between(least, most) => {
            ("between", format!("[{}, {}]", literal(fact, least), literal(fact, most)))
        }
        Test::In(runs) => {
            let codes = runs.iter().flat_map(|(first, last)| *first..=*last);
            let codes: Vec<String> = codes.map(|code| literal(fact, code)).collect();
            ("in", format!("[{}]", codes.join(", ")))
        }
    }
}

/// Writes a value as TOML.
fn literal(fact: &Fact, value: i64) -> String {
    match fact.kind {
        Kind::Bool => (value == 1).to_string(),
        Kind::Won(_) | Kind::Count(_) => value.to_string(),
        Kind::Day(..) => day_of(value).map(|day| day.to_string()).unwrap_or_default(),
        Kind::Code(_) | Kind::LongCode(_) => format!("\"{}\"", code(value)),
    }
}

fn cases(id: &str, conditions: &[(usize, Test)]) -> String {
    let mut out = format!("provision = \"{id}\"\n\n[base]\nlaw_on = 2026-03-02\n[base.facts]\n");
    for (at, test) in conditions {
        let fact = &SIX[*at];
        let _ = writeln!(out, "{} = {}", fact.id, literal(fact, fact.value(*test, true)));
    }
    out.push_str("\n[[case]]\nname_ko = \"모두 맞는다\"\nname_en = \"All is met\"\nexpect = \"met\"\n");
    for (at, test) in conditions {
        let fact = &SIX[*at];
        let (name, wrong) = (name(fact), literal(fact, fact.value(*test, false)));
        let (id, head) = (fact.id, "[[case]]\nname_ko = \"하나만 다르다\"\nname_en = \"One differs\"");
        let _ = write!(
            out,
            "\n{head}\nset = {{ \"{id}\" = {wrong} }}\nexpect = \"not_met\"\nonly = \"{name}\"\n"
        );
        let _ = write!(out, "\n{head}\nunset = [\"{id}\"]\nexpect = \"unknown\"\nonly = \"{name}\"\n");
    }
    out
}

/// Writes one provision of `count` conditions, each on a number of its own.
pub(crate) fn atoms(count: usize) -> LawFiles {
    let mut files = law(&[]);
    let (mut facts, mut conditions, mut cases) = (String::new(), provision("atoms", &[]), String::new());
    let mut base = "provision = \"atoms\"\n\n[base]\nlaw_on = 2026-03-02\n[base.facts]\n".to_owned();
    for at in 0..count {
        let _ = write!(
            facts,
            "[[fact]]\nid = \"atom.n{at}\"\ntype = \"int\"\nmin = 0\nmax = 100\nname_ko = \"수 {at}\"\n\
             name_en = \"number {at}\"\nwho = \"applicant\"\nask_ko = \"수 {at}?\"\nask_en = \"Number {at}?\"\n\
             cost = {}\n",
            1 + at % 3
        );
        let _ = write!(
            conditions,
            "[[condition]]\nid = \"n{at}\"\ntext_ko = \"수 {at} 이상일 것\"\ntext_en = \"The number {at} or more\"\n\
             cite = [{{ law = \"예시법\", article = \"제1조\" }}]\nfact = \"atom.n{at}\"\nop = \">=\"\nvalue = 50\n\n"
        );
        let _ = writeln!(base, "atom.n{at} = 60");
        let head = "[[case]]\nname_ko = \"하나만 다르다\"\nname_en = \"One differs\"";
        let _ = write!(cases, "\n{head}\nset = {{ \"atom.n{at}\" = 1 }}\nexpect = \"not_met\"\n");
        let _ = write!(cases, "\n{head}\nunset = [\"atom.n{at}\"]\nexpect = \"unknown\"\n");
    }
    base.push_str("\n[[case]]\nname_ko = \"모두 맞는다\"\nname_en = \"All is met\"\nexpect = \"met\"\n");
    files.files.insert("facts/facts.toml".to_owned(), facts.into_bytes());
    files.files.insert("provisions/atoms.toml".to_owned(), conditions.into_bytes());
    files.files.insert("provisions/atoms.cases.toml".to_owned(), (base + &cases).into_bytes());
    files
}
