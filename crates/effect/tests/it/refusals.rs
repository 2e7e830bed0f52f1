//! Tables and questions that are refused, with what is wrong and where.

use crate::books::two_sectors;
use crate::files::{about, accounts, chile, korea, seoul};
use teukgu_effect::Indicator::{Employees, Imports, Income, Production, ValueAdded, Workers};
use teukgu_effect::{Body, Cells, EffectFault, Flows, Kind, Part, Question, Table, TableFault, Threads};

fn fault(change: impl Fn(&mut Flows)) -> TableFault {
    let mut flows = two_sectors();
    change(&mut flows);
    let fault = Table::new(about("t", "KRW", 1), Body::Flows(flows)).unwrap_err();
    assert!(!fault.message().ko.is_empty() && !fault.help().en.is_empty());
    fault
}

#[test]
fn a_table_that_does_not_hold_together_is_refused_at_its_first_account() {
    let account = "2".to_owned();
    assert_eq!(
        fault(|flows| flows.value_added = Some(vec![650.0, 1399.0])),
        TableFault::InputsDoNotBalance { account: account.clone(), inputs: 1999.0, output: 2000.0 }
    );
    assert_eq!(
        fault(|flows| flows.demand[0].values[1] = 1500.0),
        TableFault::SalesDoNotBalance { account: account.clone(), sales: 1800.0, output: 2000.0 }
    );
    assert_eq!(
        fault(|flows| flows.output[1] = -3.0),
        TableFault::NegativeOutput { account: account.clone(), output: -3.0 }
    );
    assert_eq!(
        fault(|flows| flows.output[1] = 0.0),
        TableFault::InputsWithoutOutput { account: account.clone(), inputs: 600.0 }
    );
    assert_eq!(
        fault(|flows| flows.compensation = Some(vec![1.0, 2001.0])),
        TableFault::PartAboveWhole {
            part: Part::Compensation,
            whole: Part::Output,
            account: account.clone(),
            found: 2001.0,
            most: 2000.0
        }
    );
    assert_eq!(
        fault(|flows| flows.workers = Some(vec![1.0])),
        TableFault::Length { part: Part::Workers, expected: 2, found: 1 }
    );
    assert_eq!(
        fault(|flows| flows.output[1] = f64::NAN),
        TableFault::NoNumber { part: Part::Output, account }
    );
}

#[test]
fn a_table_that_needs_more_than_it_puts_out_is_refused_with_the_account() {
    let mut flows = two_sectors();
    flows.domestic = Cells::dense(2, vec![950.0, 500.0, 600.0, 1400.0]).unwrap();
    flows.value_added = None;
    flows.demand.clear();
    let fault = Table::new(about("t", "KRW", 1), Body::Flows(flows.clone())).unwrap_err();
    assert_eq!(fault, TableFault::NotProductive { account: "1".to_owned(), share: 1.55 });
    // A column above one alone is no fault, as long as others leave enough over.
    flows.domestic = Cells::dense(2, vec![100.0, 10.0, 1000.0, 100.0]).unwrap();
    assert!(Table::new(about("t", "KRW", 1), Body::Flows(flows)).is_ok());
}

#[test]
fn what_a_table_lacks_it_does_not_answer() {
    let korea = Table::new(about("korea", "USD", 1_000_000), Body::Flows(korea())).unwrap();
    let chile = Table::new(about("chile", "CLP", 1_000_000_000), Body::Flows(chile())).unwrap();
    let seoul = seoul();
    let answers = |table: &Table| {
        let can = |question: &Question| table.lacks(*question).is_none();
        Question::all().into_iter().filter(can).collect::<Vec<_>>()
    };
    assert_eq!(
        answers(&korea),
        [
            Question::Effect(Production),
            Question::Effect(ValueAdded),
            Question::Effect(Imports),
            Question::Cells
        ]
    );
    assert_eq!(
        answers(&chile),
        [
            Question::Effect(Production),
            Question::Effect(Income),
            Question::Effect(Employees),
            Question::Households,
            Question::Cells
        ]
    );
    assert_eq!(
        answers(&seoul),
        [
            Question::Effect(Production),
            Question::Effect(ValueAdded),
            Question::Effect(Workers),
            Question::InArea
        ]
    );
    assert!(korea.multipliers(Income, Kind::Simple, Threads::ONE).is_err());
    assert!(korea.multipliers(Production, Kind::Type2, Threads::ONE).is_err());
    assert!(seoul.multipliers(ValueAdded, Kind::Type1, Threads::ONE).is_err());
    assert!(matches!(seoul.flows(), Err(EffectFault::NotInTable { .. })));
}

#[test]
fn a_sector_that_is_not_there_or_has_no_output_is_told() {
    let seoul = seoul();
    let fault = seoul.sector("연구").unwrap_err();
    let EffectFault::NoSector { near, .. } = &fault else { panic!("{fault}") };
    assert!(near.iter().any(|near| near.contains("연구")), "{near:?}");
    assert!(matches!(seoul.sector("04"), Err(EffectFault::EmptySector { .. })));
    let korea = Table::new(about("korea", "USD", 1_000_000), Body::Flows(korea())).unwrap();
    assert!(matches!(korea.sector("c35"), Err(EffectFault::EmptySector { .. })));
    assert_eq!(korea.sector("C30").ok(), None);
    assert_eq!(korea.sector("c30").ok(), Some(29));
}

#[test]
fn a_row_of_sums_is_no_sector() {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(accounts(&words(&["1", "2"]), &words(&["a", "b"])).len(), 2);
    let list = [("1", "a"), ("2", "중간투입계")].map(|(code, name)| teukgu_effect::Account {
        region: None,
        sector: code.to_owned(),
        name: teukgu_domain::text::Text::new(name, name),
    });
    let fault = teukgu_effect::Accounts::new(list.to_vec()).unwrap_err();
    assert_eq!(fault, TableFault::StrayTotal { account: "2".to_owned() });
}
