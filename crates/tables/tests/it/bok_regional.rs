//! Workbooks of inducement coefficients by region and sector.

use crate::paper::{Paper, import, near};
use teukgu_domain::fault::Fault;
use teukgu_effect::{Body, Published, Table};
use teukgu_tables::Layout;

/// Two regions of three sectors; regions stand once over merged cells, and a row of sums closes the sheet.
fn output() -> Paper {
    Paper::new(
        "생산유발계수",
        "
2020년 지역산업연관표 생산유발계수표(통합중분류)
,,,서울,,,부산,,
,,,'01,'02,'03,'01,'02,'03
지역,부호,부문,작물,축산물,기계,작물,축산물,기계
서울,'01,작물,1.1,0.1,0,0.02,0,0.01
,'02,축산물,0,1.2,0,0,0.03,0
,'03,기계,0.2,0.1,1,0.1,0,0.05
부산,'01,작물,0.1,0.05,0,1.3,0.1,0
,'02,축산물,0,0.05,0,0,1.1,0.2
,'03,기계,0.1,0,0,0.2,0.1,1.4
,,전국 계,1.5,1.5,1,1.62,1.33,1.66
",
    )
}

fn scaled(paper: &Paper, name: &str, factor: f64) -> Paper {
    let mut scaled = paper.clone();
    name.clone_into(&mut scaled.name);
    scaled.rows[0] = vec![name.to_owned()];
    for word in scaled.rows.iter_mut().skip(4).flat_map(|row| row.iter_mut().skip(3)) {
        *word = (word.parse::<f64>().unwrap() * factor).to_string();
    }
    scaled
}

fn published(table: &Table) -> &Published {
    let Body::Published(published) = table.body() else { panic!("flows") };
    published
}

/// Reads Seoul out of one workbook of production.
fn read(paper: Paper) -> Result<Table, Fault> {
    import(Layout::BokRegional, Some("서울"), &[("생산유발.xlsx", &[paper])])
}

#[track_caller]
fn check(paper: Paper, code: &str, cell: (usize, usize)) {
    let fault = read(paper).expect_err("a fault");
    let found = (fault.code, fault.file.as_str(), fault.line, fault.column);
    assert_eq!(found, (code, "생산유발.xlsx", cell.0, cell.1), "{}", fault.message.ko);
}

#[test]
fn a_region_is_summed_over_its_own_rows_and_over_all() {
    let value_added = scaled(&output(), "부가가치유발계수", 0.5);
    let workers = scaled(&output(), "취업유발계수", 8.0);
    let files: [(&str, &[Paper]); 3] =
        [("1.xlsx", &[output()]), ("2.xlsx", &[value_added]), ("3.xlsx", &[workers])];
    let table = import(Layout::BokRegional, Some("서울특별시"), &files).unwrap();
    let seoul = published(&table);
    let ids: Vec<_> = seoul.accounts.iter().map(|account| (account.id(), account.name.ko.clone())).collect();
    assert_eq!(
        ids,
        [("01", "작물"), ("02", "축산물"), ("03", "기계")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert!(near(&seoul.output.inside, &[1.3, 1.4, 1.0]));
    assert!(near(&seoul.output.elsewhere, &[0.2, 0.1, 0.0]));
    assert!(near(&seoul.value_added.as_ref().unwrap().inside, &[0.65, 0.7, 0.5]));
    assert!(near(&seoul.workers.as_ref().unwrap().elsewhere, &[1.6, 0.8, 0.0]));
    assert!(seoul.employees.is_none());
    let busan = import(Layout::BokRegional, Some("부산"), &files).unwrap();
    assert!(near(&published(&busan).output.inside, &[1.5, 1.3, 1.6]));
}

#[test]
fn heads_may_stand_elsewhere_and_codes_may_be_numbers() {
    let text = "
생산유발계수표
(단위: 원)

,,부산광역시,부산광역시,서울특별시,서울특별시,전국
,,1,2,1,2,
,,작물,기계,작물,기계,합계
부산광역시,작물,1.2,0,0.1,0,1.3
부산광역시,기계,0.1,1.1,0.2,0.3,1.7
부산광역시,소계,1.3,1.1,0.3,0.3,3
서울특별시,작물,0,0,1.3,0.1,1.4
서울특별시,기계,0.2,0.1,0,1.5,1.8
서울특별시,소계,0.2,0.1,1.3,1.6,3.2
";
    let table = read(Paper::new("표", text)).unwrap();
    let seoul = published(&table);
    assert_eq!(seoul.accounts.iter().map(|one| one.sector.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    assert!(near(&seoul.output.inside, &[1.3, 1.6]));
    assert!(near(&seoul.output.elsewhere, &[0.3, 0.3]), "without a row of the country it is summed");
}

#[test]
fn employment_coefficients_make_multipliers_of_workers_by_region() {
    let employment = Paper::new(
        "고용표",
        "
2020년 지역 고용표(통합중분류)
지역,부호,부문,취업계수,고용계수
서울,'01,작물,10,5
,'02,축산물,8,4
,'03,기계,6,6
부산,'01,작물,20,1
,'02,축산물,0,0
,'03,기계,10,10
",
    );
    let files: [(&str, &[Paper]); 2] =
        [("1.xlsx", &[Paper::new("목차", "생산유발계수표"), output()]), ("2.xlsx", &[employment])];
    let table = import(Layout::BokRegional, Some("서울"), &files).unwrap();
    let workers = published(&table).workers.as_ref().unwrap();
    assert!(near(&workers.inside, &[12.2, 11.2, 6.0]), "{workers:?}");
    assert!(near(&workers.elsewhere, &[3.0, 1.0, 0.0]), "{workers:?}");
    assert!(near(&published(&table).employees.as_ref().unwrap().elsewhere, &[1.1, 0.05, 0.0]));
}

#[test]
fn a_head_that_is_not_there_is_named() {
    let fault = read(output().with(1, 3, "").with(1, 6, "")).unwrap_err();
    assert_eq!(fault.code, "T22");
    assert!(fault.message.ko.contains("지역 머리글"), "{}", fault.message.ko);
    let fault = read(output().without_row(2).without_row(2)).unwrap_err();
    assert_eq!(fault.code, "T22");
    assert!(fault.message.en.contains("sector codes or names"), "{}", fault.message.en);
    let fault =
        import(Layout::BokRegional, Some("서울"), &[("a.xlsx", &[Paper::new("x", "a,b")])]).unwrap_err();
    assert_eq!(fault.code, "T20");
}

#[test]
fn a_region_that_is_not_there_or_not_asked_for_is_said() {
    let of =
        |region: Option<&str>| import(Layout::BokRegional, region, &[("1.xlsx", &[output()])]).unwrap_err();
    assert_eq!(of(Some("대구")).code, "T24");
    assert!(of(Some("대구")).help.ko.contains("서울, 부산"));
    assert_eq!((of(Some("도쿄")).code, of(None).code), ("T24", "T30"));
}

#[test]
fn a_bad_cell_a_lost_row_and_a_row_that_stands_twice_have_their_cell() {
    check(output().with(4, 4, "n/a"), "T23", (5, 5));
    check(output().without_row(9), "T25", (4, 6));
    check(output().with(5, 1, "'01").with(5, 2, "작물"), "T29", (6, 1));
    check(output().with(2, 4, "'01"), "T29", (4, 5));
    check(output().with(10, 3, "1.4"), "T26", (11, 4));
}

#[test]
fn transactions_and_input_coefficients_are_no_multipliers() {
    let transactions = scaled(&output(), "생산유발계수", 5000.0);
    check(transactions, "T28", (11, 4));
    let inputs = scaled(&output(), "생산유발계수", 0.3);
    check(inputs, "T28", (11, 4));
}

#[test]
fn workbooks_of_other_sectors_do_not_go_together() {
    let mut value_added = scaled(&output(), "부가가치유발계수", 0.5);
    for (row, column) in [(2, 5), (2, 8), (6, 1), (9, 1)] {
        value_added = value_added.with(row, column, "'04");
    }
    let files: [(&str, &[Paper]); 2] = [("1.xlsx", &[output()]), ("2.xlsx", &[value_added])];
    assert_eq!(import(Layout::BokRegional, Some("서울"), &files).unwrap_err().code, "T25");
}
