//! The tables of the repository.

use std::collections::BTreeMap;
use std::path::Path;
use teukgu_effect::{Body, Flows, Indicator, Question, Table};

/// Reads a folder of tables/ from disk.
pub(crate) fn files(id: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tables").join(id);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let file =
        |path: &Path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap());
    entries.map(|entry| file(&entry.unwrap().path())).collect()
}

pub(crate) fn table(id: &str) -> Table {
    teukgu_tables::read(&files(id))
        .unwrap_or_else(|fault| panic!("{}", fault.line(teukgu_domain::text::Lang::En)))
}

fn flows(table: &Table) -> &Flows {
    table.flows().unwrap()
}

#[test]
fn every_table_says_where_it_is_from_in_both_languages() {
    for id in ["seoul-2020", "korea-2011", "chile-2013", "world-2011"] {
        let table = table(id);
        let about = table.about();
        assert_eq!(about.id, id);
        let texts =
            [&about.title, &about.area, &about.source, &about.licence, &about.attribution, &about.changes];
        for text in texts.into_iter().chain(&about.notes) {
            assert!(!text.ko.is_empty() && !text.en.is_empty() && text.ko != text.en, "{id}: {text:?}");
        }
        assert!(!about.notes.is_empty());
    }
}

#[test]
fn seoul_has_83_sectors_of_which_three_are_empty() {
    let table = table("seoul-2020");
    assert_eq!(table.accounts().len(), 83);
    let empty: Vec<_> = table.empty().into_iter().map(|at| table.accounts().id(at)).collect();
    assert_eq!(empty, ["04", "06", "10"]);
    assert_eq!(table.about().attribution.ko, "출처: 한국은행, 2020년 지역산업연관표 (가공)");
    let Body::Published(published) = table.body() else { panic!("flows") };
    let at = table.sector("70").unwrap();
    assert_eq!(table.accounts().get(at).unwrap().name.ko, "연구개발");
    assert!(published.workers.is_some() && published.compensation.is_none());
    assert!(published.output.inside[0] > 1.16 && published.output.elsewhere[0] < 0.44);
}

#[test]
fn korea_has_35_industries_and_imports_of_their_own() {
    let table = table("korea-2011");
    let flows = flows(&table);
    assert_eq!((flows.accounts.len(), flows.empty()), (35, vec![34]));
    assert_eq!(flows.accounts.id(34), "c35");
    assert_eq!(flows.domestic.get(0, 2), Some(25395.0));
    assert_eq!(flows.imports.as_ref().unwrap().first(), Some(&4135.0));
    assert_eq!(flows.demand.iter().filter(|demand| demand.is_of_households).count(), 1);
    assert!(table.lacks(Question::Effect(Indicator::ValueAdded)).is_none());
    assert!(table.lacks(Question::Effect(Indicator::Income)).is_some());
}

#[test]
fn chile_can_close_its_households_and_does_not_tell_value_added() {
    let table = table("chile-2013");
    let flows = flows(&table);
    assert_eq!(flows.accounts.len(), 12);
    assert!(table.lacks(Question::Households).is_none());
    assert!(table.lacks(Question::Effect(Indicator::ValueAdded)).is_some());
    assert!(flows.unsplit.as_ref().unwrap().iter().all(|rest| *rest > 0.0));
}

#[test]
fn the_world_has_41_regions_and_leaves_zeros_out() {
    let table = table("world-2011");
    let flows = flows(&table);
    assert_eq!((flows.accounts.len(), flows.accounts.regions().len()), (1435, 41));
    assert!(flows.domestic.is_sparse());
    assert_eq!((flows.domestic.stored(), flows.empty().len()), (413_525, 22));
    assert_eq!(flows.demand.len(), 205);
    assert_eq!(flows.demand.iter().filter(|demand| demand.is_of_households).count(), 41);
    assert_eq!((flows.demand[0].name.as_str(), flows.demand[0].values[0]), ("AUS.hh_consumption", 16969.0));
    assert!(flows.accounts.find("KOR.c30").is_some());
}

#[test]
fn the_concordance_is_a_draft_and_says_so() {
    let text = String::from_utf8(files("concordance")["ksic10-to-bok83.csv"].clone()).unwrap();
    let concordance = teukgu_tables::concordance(&text).unwrap();
    assert_eq!(concordance.classes().len(), 41);
    assert!(concordance.classes().iter().all(teukgu_effect::Class::is_draft));
    let seoul = table("seoul-2020");
    for sector in concordance.classes().iter().flat_map(|class| &class.sectors) {
        let at = seoul.accounts().find(&sector.code).unwrap_or_else(|| panic!("{}", sector.code));
        assert_eq!(seoul.accounts().get(at).unwrap().name.ko, sector.name);
    }
    let software = concordance.find("58221").unwrap();
    assert_eq!((software.sectors[0].code.as_str(), software.sectors[0].share), ("62", Some(1.0)));
    assert_eq!(
        concordance.find("41").unwrap().sectors.iter().map(|one| one.share).collect::<Vec<_>>(),
        [None, None]
    );
}
