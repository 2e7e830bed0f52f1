//! The workbook of domestic transactions.

use crate::paper::{Paper, import};
use teukgu_domain::fault::Fault;
use teukgu_effect::{Indicator, Question, Table};
use teukgu_tables::Layout;

fn domestic() -> Paper {
    Paper::new(
        "국산거래표(기초가격)",
        "
2020년 산업연관표 국산거래표(통합대분류)
,,,,,,,,,,,,(단위: 백만원)
,,'A,'B,'C,,,,,,,,
,,농림수산품,기계,서비스,중간수요계,민간소비지출,정부소비지출,민간고정자본형성,재고증감,수출,최종수요계,총수요계
'A,농림수산품,10,20,5,35,40,0,0,5,20,65,100
'B,기계,20,60,15,95,25,0,50,0,30,105,200
'C,서비스,10,40,30,80,60,40,10,0,10,120,200
,국산중간투입계,40,120,50,210,,,,,,,
,수입중간투입계,10,20,10,40,,,,,,,
,순생산물세,2,3,1,6,,,,,,,
,중간투입계,52,143,61,256,,,,,,,
,피용자보수,18,30,89,137,,,,,,,
,영업잉여,20,17,30,67,,,,,,,
,고정자본소모,10,10,20,40,,,,,,,
,부가가치계,48,57,139,244,,,,,,,
,총투입계,100,200,200,500,,,,,,,
",
    )
}

fn employment() -> Paper {
    Paper::new(
        "고용표",
        "
2020년 고용표
부호,부문,취업자수,피용자수
'A,농림수산품,9,2
'B,기계,20,18
'C,서비스,70,50
,합계,99,70
",
    )
}

fn read(paper: Paper) -> Result<Table, Fault> {
    import(Layout::BokNational, None, &[("a.xlsx", &[paper])])
}

#[test]
fn sectors_are_read_and_sums_are_left_out() {
    let contents = Paper::new("목차", "차례,국산거래표,총거래표");
    let table =
        import(Layout::BokNational, None, &[("a.xlsx", &[contents, domestic(), employment()])]).unwrap();
    let flows = table.flows().unwrap();
    assert_eq!(
        flows.accounts.iter().map(|one| one.name.ko.as_str()).collect::<Vec<_>>(),
        ["농림수산품", "기계", "서비스"]
    );
    assert_eq!((flows.domestic.get(0, 1), flows.domestic.get(2, 0)), (Some(20.0), Some(10.0)));
    assert_eq!(flows.output, [100.0, 200.0, 200.0]);
    assert_eq!(flows.imports.as_deref(), Some([10.0, 20.0, 10.0].as_slice()));
    assert_eq!(flows.net_taxes.as_deref(), Some([2.0, 3.0, 1.0].as_slice()));
    assert_eq!(flows.value_added.as_deref(), Some([48.0, 57.0, 139.0].as_slice()));
    assert_eq!(flows.compensation.as_deref(), Some([18.0, 30.0, 89.0].as_slice()));
    assert_eq!(flows.workers.as_deref(), Some([9.0, 20.0, 70.0].as_slice()));
    assert_eq!(flows.employees.as_deref(), Some([2.0, 18.0, 50.0].as_slice()));
    let users: Vec<_> = flows.demand.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(users, ["민간소비지출", "정부소비지출", "민간고정자본형성", "재고증감", "수출"]);
    assert!(table.lacks(Question::Households).is_none());
}

#[test]
fn employment_may_be_a_workbook_of_its_own_or_not_there() {
    let files: [(&str, &[Paper]); 2] = [("a.xlsx", &[domestic()]), ("b.xlsx", &[employment()])];
    let table = import(Layout::BokNational, None, &files).unwrap();
    assert!(table.flows().unwrap().workers.is_some());
    let table = read(domestic()).unwrap();
    assert!(table.lacks(Question::Effect(Indicator::Workers)).is_some());
    let files: [(&str, &[Paper]); 2] =
        [("a.xlsx", &[domestic()]), ("b.xlsx", &[employment().without_row(3)])];
    assert_eq!(import(Layout::BokNational, None, &files).unwrap_err().code, "T25");
}

#[test]
fn what_does_not_fit_is_refused_at_its_cell() {
    let cases = [
        (domestic().with(4, 3, "n/a"), "T23", (5, 4)),
        (domestic().with(1, 12, "(단위: 십억원)"), "T27", (2, 13)),
        // A row of sums without its name, and one that only says so: they are sectors of no column.
        (domestic().with(7, 0, "'D").with(7, 1, "다른 부문"), "T25", (8, 1)),
        (domestic().with(5, 0, "'A"), "T29", (6, 1)),
        (domestic().with(2, 3, "'A"), "T29", (3, 4)),
        (domestic().with(4, 3, "30"), "T13", (6, 2)),
    ];
    for (paper, code, cell) in cases {
        let fault = read(paper).unwrap_err();
        assert_eq!((fault.code, fault.line, fault.column), (code, cell.0, cell.1), "{}", fault.message.ko);
    }
}

#[test]
fn a_row_or_head_that_is_not_there_is_named() {
    for (row, word) in
        [(15, "총투입계"), (14, "부가가치계"), (8, "수입중간투입계"), (2, "부호"), (3, "중간수요계")]
    {
        let fault = read(domestic().without_row(row)).unwrap_err();
        assert_eq!(fault.code, "T22", "{word}");
        assert!(fault.message.ko.contains(word), "{word}: {}", fault.message.ko);
    }
}

#[test]
fn a_total_that_is_taken_for_a_sector_does_not_pass() {
    let paper = domestic().with(2, 5, "'Z").with(7, 0, "'Z");
    let table = read(paper).unwrap();
    assert_eq!(table.accounts().len(), 3, "a sum with a code stays a sum");
}

#[test]
fn input_coefficients_are_no_transactions() {
    let mut paper = domestic();
    let outputs = [100.0, 200.0, 200.0];
    for row in paper.rows.iter_mut().skip(4) {
        for (column, output) in outputs.iter().enumerate() {
            row[column + 2] = (row[column + 2].parse::<f64>().unwrap() / output).to_string();
        }
    }
    assert_eq!(read(paper).unwrap_err().code, "T18");
}
