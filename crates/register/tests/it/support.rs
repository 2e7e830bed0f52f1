//! The law of the repository, a small law, code lists, and zones to screen against.

use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use teukgu_codes::ksic::Ksic;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::fault::Fault;
use teukgu_register::generate::{Generator, Recipe};
use teukgu_register::map::{BuiltIn, ColumnMap};
use teukgu_register::read::{Limits, Reader, Register};
use teukgu_register::screening::Screening;
use teukgu_register::zone::Zone;
use teukgu_rules::LawFiles;
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::law::LawSet;

/// The day that most tests ask for.
pub(crate) const ON: Date = date(2026, 6, 8);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The law of the repository.
pub(crate) fn law() -> &'static Arc<LawSet> {
    static LAW: OnceLock<Arc<LawSet>> = OnceLock::new();
    LAW.get_or_init(|| {
        let mut files = LawFiles::default();
        read_below(&root().join("law"), "", &mut files);
        Arc::new(teukgu_rules::read(&files).unwrap_or_else(|faults| panic!("{faults:?}")))
    })
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

/// A small law with what the law of the repository has no use for yet: a supplementary provision, a version that is
/// chosen by a fact, a derived day, an exception, a text, conditions over all sites.
pub(crate) fn small_law() -> Arc<LawSet> {
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let files: BTreeMap<String, Vec<u8>> = [
        file("statutes/act.toml", include_str!("law/act.toml")),
        file("authorities.toml", include_str!("law/authorities.toml")),
        file("facts/facts.toml", include_str!("law/facts.toml")),
        file("parameters.toml", ""),
        file("provisions/zone.toml", include_str!("law/zone.toml")),
        file("provisions/plain.toml", include_str!("law/plain.toml")),
    ]
    .into();
    let report = teukgu_rules::lint(&LawFiles { files });
    Arc::new(report.executable().unwrap_or_else(|| panic!("{:?}", report.findings)).clone())
}

pub(crate) fn ksic() -> &'static Ksic {
    static KSIC: OnceLock<Ksic> = OnceLock::new();
    KSIC.get_or_init(|| Ksic::parse(&text_of("data/codes/ksic.csv")).unwrap())
}

pub(crate) fn holidays() -> Holidays {
    teukgu_codes::holidays::parse(&text_of("data/calendar/holidays_kr.csv")).unwrap()
}

pub(crate) fn generator() -> &'static Generator {
    static GENERATOR: OnceLock<Generator> = OnceLock::new();
    GENERATOR.get_or_init(|| {
        let recipe = Recipe {
            municipalities: &text_of("data/register/sgg_weights.csv"),
            sections: &text_of("data/register/section_weights.csv"),
            places: &text_of("data/register/places.csv"),
            ksic: ksic(),
        };
        Generator::new(&recipe).unwrap()
    })
}

/// Reads a register by a built-in map.
pub(crate) fn read(map: BuiltIn, bytes: &[u8], limits: Limits) -> Result<Register, Vec<Fault>> {
    let vocabulary = &law().vocabulary;
    let map = ColumnMap::built_in(map, vocabulary).unwrap();
    Reader { map: &map, vocabulary, ksic: ksic(), limits }.read("register.csv", bytes)
}

/// Reads a register of the made-up form that has no faults of its own.
pub(crate) fn read_made_up(text: &str) -> Register {
    read(BuiltIn::Register, text.as_bytes(), Limits::default()).unwrap()
}

/// Zones in and around Seoul: they overlap, touch, have a hole, are over, are unknown in one way or another.
pub(crate) fn zones() -> Vec<Zone> {
    Zone::read_all("zones.geojson", include_str!("fixtures/zones.geojson")).unwrap().zones
}

/// Every provision of a law.
pub(crate) fn all_of(law: &LawSet) -> Vec<String> {
    law.provisions.iter().map(|provision| provision.id.clone()).collect()
}

pub(crate) fn screening(law: &Arc<LawSet>, on: Date) -> Screening {
    let compiled = Arc::new(Compiled::new(Arc::clone(law), Days::on(on)));
    Screening::new(compiled, zones(), &all_of(law), holidays()).unwrap()
}
