//! A small invented law, and ways to change it.

use jiff::civil::Date;
use serde_json::Value as Json;
use std::path::Path;
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;
use teukgu_rules::LawFiles;
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::evaluate::{Bench, Gate};
use teukgu_rules::facts::FactsReader;
use teukgu_rules::finding::Finding;
use teukgu_rules::law::LawSet;

const FILES: [(&str, &str); 8] = [
    ("statutes/act.toml", include_str!("law/statutes/act.toml")),
    ("authorities.toml", include_str!("law/authorities.toml")),
    ("facts/facts.toml", include_str!("law/facts/facts.toml")),
    ("parameters.toml", include_str!("law/parameters.toml")),
    ("provisions/a.toml", include_str!("law/provisions/a.toml")),
    ("provisions/a.cases.toml", include_str!("law/provisions/a.cases.toml")),
    ("provisions/b.toml", include_str!("law/provisions/b.toml")),
    ("provisions/b.cases.toml", include_str!("law/provisions/b.cases.toml")),
];

/// The small law as files.
pub(crate) fn files() -> LawFiles {
    LawFiles {
        files: FILES.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect(),
    }
}

/// The small law with one text put in the place of another.
#[track_caller]
pub(crate) fn changed(file: &str, old: &str, new: &str) -> LawFiles {
    let mut files = files();
    let bytes = files.files.get_mut(file).expect("the file is one of the law");
    let text = String::from_utf8(bytes.clone()).expect("the law is UTF-8");
    assert!(text.contains(old), "`{old}` is not in {file}");
    *bytes = text.replacen(old, new, 1).into_bytes();
    files
}

/// Reads a law that has no faults.
#[track_caller]
pub(crate) fn law(files: &LawFiles) -> Arc<LawSet> {
    match teukgu_rules::read(files) {
        Ok(law) => Arc::new(law),
        Err(faults) => {
            let lines: Vec<String> = faults
                .iter()
                .map(|fault| format!("{} {}", fault.code, fault.line(teukgu_domain::text::Lang::En)))
                .collect();
            panic!("{}", lines.join("\n"))
        }
    }
}

/// The law of the repository.
pub(crate) fn repository() -> LawFiles {
    let mut files = LawFiles::default();
    read_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law"), "", &mut files);
    files
}

fn read_below(dir: &Path, prefix: &str, files: &mut LawFiles) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read_below(&path, &format!("{name}/"), files);
        } else if path.extension().is_some_and(|kind| kind == "toml" || kind == "csv") {
            files.files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

/// Asks a law about a provision on a day.
#[track_caller]
pub(crate) fn ask(law: &Arc<LawSet>, id: &str, on: Date, facts: &Json) -> Finding {
    ask_as(law, id, Days::on(on), facts)
}

/// Asks a law about a provision on days.
#[track_caller]
pub(crate) fn ask_as(law: &Arc<LawSet>, id: &str, days: Days, facts: &Json) -> Finding {
    let fact_on = days.law_on;
    let compiled = Compiled::new(Arc::clone(law), days);
    let reader = FactsReader { vocabulary: &law.vocabulary, today: Date::MAX, fact_on };
    let holidays = Holidays::default();
    let mut facts = reader.read(facts).unwrap();
    facts.derive(&law.vocabulary, &holidays);
    let gate = Gate::default();
    Bench { law: &compiled, gate: &gate, holidays: &holidays }.find(id, &facts).unwrap()
}
