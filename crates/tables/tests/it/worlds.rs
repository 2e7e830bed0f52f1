//! Tables of the world: WIOD 2016 and OECD ICIO.

use crate::paper::{Paper, import, near, options};
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_effect::Table;
use teukgu_tables::Layout;

fn wiot() -> Paper {
    Paper::new(
        "2014",
        "
Intercountry Input-Output Table
(industry-by-industry),,,,A01,C10,A01,C10,CONS_h,GFCF,CONS_h,GFCF,GO
,,,,Crop and animal production,Food products,Crop and animal production,Food products,Final consumption by households,Gross fixed capital,Final consumption by households,Gross fixed capital,Total output
,,,,KOR,KOR,ROW,ROW,KOR,KOR,ROW,ROW,TOT
,,,,c1,c2,c1,c2,c57,c60,c57,c60,c62
A01,Crop and animal production,KOR,r1,10,20,1,2,50,5,10,2,100
C10,Food products,KOR,r2,5,30,3,4,100,20,30,8,200
A01,Crop and animal production,ROW,r1,6,7,100,200,10,2,600,75,1000
C10,Food products,ROW,r2,4,9,150,300,20,3,1300,214,2000
II_fob,Total intermediate consumption,TOT,r65,25,66,254,506,,,,,
TXSP,Taxes less subsidies,TOT,r66,2,4,20,40,,,,,
EXP_adj,Cif/ fob adjustments,TOT,r67,0,0,0,0,,,,,
PURR,Direct purchases abroad,TOT,r68,0,0,0,0,,,,,
PURNR,Purchases by non-residents,TOT,r69,0,0,0,0,,,,,
VA,Value added at basic prices,TOT,r70,70,125,700,1400,,,,,
IntTTM,International Transport Margins,TOT,r71,3,5,26,54,,,,,
GO,Output at basic prices,TOT,r73,100,200,1000,2000,,,,,
",
    )
}

fn social() -> Paper {
    Paper::new(
        "DATA",
        "
country,variable,description,code,2019,2020
KOR,COMP,Crop,A01,1,35000
KOR,COMP,Food,C10,1,50000
KOR,VA,Crop,A01,1,70000
KOR,VA,Food,C10,1,125000
KOR,EMP,Crop,A01,1,1.5
KOR,EMP,Food,C10,1,2
KOR,EMPE,Crop,A01,1,0.5
KOR,EMPE,Food,C10,1,1.5
",
    )
}

const ICIO: &str = "V1,AUS_A01_02,AUS_C10T12,KOR_A01_02,KOR_C10T12,AUS_HFCE,AUS_GFCF,KOR_HFCE,KOR_GFCF,OUT
AUS_A01_02,10,20,1,2,50,5,10,2,100
AUS_C10T12,5,30,3,4,100,20,30,8,200
KOR_A01_02,6,7,100,200,10,2,600,75,1000
KOR_C10T12,4,9,150,300,20,3,1300,214,2000
TLS,5,9,46,94,1,1,1,1,158
VA,70,125,700,1400,,,,,2295
OUT,100,200,1000,2000,,,,,3300
";

fn read_icio(text: &str, region: Option<&str>) -> Result<Table, Fault> {
    let files = BTreeMap::from([("2020.csv".to_owned(), text.as_bytes().to_vec())]);
    teukgu_tables::import(Layout::OecdIcio, &options(Layout::OecdIcio, region), &files)
}

#[test]
fn the_world_is_read_with_taxes_and_margins_apart() {
    let table = import(Layout::Wiod2016, None, &[("wiot.xlsx", &[wiot()])]).unwrap();
    let flows = table.flows().unwrap();
    assert_eq!(
        flows.accounts.iter().map(teukgu_effect::Account::id).collect::<Vec<_>>(),
        ["KOR.A01", "KOR.C10", "ROW.A01", "ROW.C10"]
    );
    assert_eq!(flows.accounts.get(1).unwrap().name.en, "Food products");
    assert_eq!(flows.domestic.get(2, 1), Some(7.0));
    assert_eq!(flows.net_taxes.as_deref(), Some([2.0, 4.0, 20.0, 40.0].as_slice()));
    assert_eq!(flows.unsplit.as_deref(), Some([3.0, 5.0, 26.0, 54.0].as_slice()));
    assert_eq!(flows.demand.iter().filter(|one| one.is_of_households).count(), 2);
    assert_eq!((flows.demand[2].name.as_str(), flows.demand[2].values[3]), ("ROW.CONS_h", 1300.0));
}

#[test]
fn a_country_is_taken_out_with_imports_exports_and_social_accounts() {
    let files: [(&str, &[Paper]); 2] = [("wiot.xlsx", &[wiot()]), ("sea.xlsx", &[social()])];
    let table = import(Layout::Wiod2016, Some("KOR"), &files).unwrap();
    let flows = table.flows().unwrap();
    assert_eq!(flows.accounts.iter().map(teukgu_effect::Account::id).collect::<Vec<_>>(), ["A01", "C10"]);
    assert_eq!(flows.imports.as_deref(), Some([10.0, 16.0].as_slice()));
    assert_eq!(flows.imported.as_ref().unwrap().get(0, 1), Some(7.0));
    assert!(
        near(flows.compensation.as_deref().unwrap(), &[35.0, 50.0]),
        "its part of value added, in dollars"
    );
    assert!(near(flows.workers.as_deref().unwrap(), &[1500.0, 2000.0]));
    let exports = flows.demand.last().unwrap();
    assert_eq!((exports.name.as_str(), exports.values.as_slice()), ("exports", [15.0, 45.0].as_slice()));
    let world = import(Layout::Wiod2016, None, &files).unwrap();
    assert!(world.flows().unwrap().workers.is_none(), "the accounts do not know the rest of the world");
}

#[test]
fn a_world_that_lacks_something_is_refused() {
    let read =
        |paper: Paper, region| import(Layout::Wiod2016, region, &[("wiot.xlsx", &[paper])]).unwrap_err();
    let cases = [
        (read(wiot().with(5, 5, "n/a"), None), "T23", (6, 6)),
        (read(wiot().without_row(8), None), "T25", (4, 8)),
        (read(wiot().with(8, 0, "Total"), None), "T25", (9, 1)),
        (read(wiot().with(8, 0, "A01"), None), "T29", (9, 1)),
        (read(wiot().with(14, 4, "80"), None), "T13", (6, 1)),
        (read(wiot(), Some("JPN")), "T24", (1, 1)),
    ];
    for (fault, code, cell) in cases {
        assert_eq!((fault.code, fault.line, fault.column), (code, cell.0, cell.1), "{}", fault.message.en);
    }
    for (row, word) in [(16, "GO"), (14, "VA"), (3, "TOT")] {
        let fault = read(wiot().without_row(row), None);
        assert_eq!(fault.code, "T22");
        assert!(fault.message.en.contains(word), "{}", fault.message.en);
    }
    assert_eq!(import(Layout::Wiod2016, None, &[("sea.xlsx", &[social()])]).unwrap_err().code, "T20");
}

#[test]
fn the_table_of_the_oecd_is_read_as_a_world_and_by_country() {
    let table = read_icio(ICIO, None).unwrap();
    let flows = table.flows().unwrap();
    assert_eq!(flows.accounts.id(3), "KOR.C10T12");
    assert_eq!(flows.net_taxes.as_deref(), Some([5.0, 9.0, 46.0, 94.0].as_slice()));
    assert_eq!(flows.demand.len(), 4);
    let table = read_icio(ICIO, Some("KOR")).unwrap();
    let flows = table.flows().unwrap();
    assert_eq!(flows.domestic.get(0, 1), Some(200.0));
    assert_eq!(flows.imports.as_deref(), Some([4.0, 6.0].as_slice()));
    assert_eq!(
        flows.demand.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["HFCE", "GFCF", "exports"]
    );
    let taxes = [5.0, 9.0, 46.0, 94.0];
    let old = ICIO
        .replace("TLS,5,9,46,94", "AUS_TAXSUB,1,1,1,1,0,0,0,0,4\nKOR_TAXSUB,4,8,45,93")
        .replace("VA,70", "VALU,70");
    assert_eq!(read_icio(&old, None).unwrap().flows().unwrap().net_taxes.as_deref(), Some(taxes.as_slice()));
}

#[test]
fn a_csv_of_the_oecd_that_lacks_something_is_refused() {
    let text = ICIO;
    let cases = [
        (text.replace("10,20,1,2,50", "10,x,1,2,50"), None, "T09", 2),
        (text.replace("KOR_A01_02,6", "Total,6"), None, "T12", 4),
        (text.replace("KOR_A01_02,6,7,", "KOR_A01_02,6,"), None, "T10", 4),
        (text.replace("VA,70", "XX,70"), None, "T12", 7),
        (text.replace("\nOUT,", "\nOUTS,"), None, "T12", 8),
        (text.replace("KOR_GFCF", "KOR_OTHER"), None, "T25", 1),
        (text.replace("VA,70", "VA,80"), None, "T13", 2),
        (text.to_owned(), Some("JPN"), "T24", 1),
    ];
    for (text, region, code, line) in cases {
        let fault = read_icio(&text, region).unwrap_err();
        assert_eq!((fault.code, fault.line), (code, line), "{}", fault.message.en);
    }
    let without = text.lines().filter(|line| !line.starts_with("OUT")).collect::<Vec<_>>().join("\n");
    assert_eq!(read_icio(&without, None).unwrap_err().code, "T22");
}

#[test]
fn a_folder_is_imported_as_it_is_read() {
    let files = crate::shipped::files("chile-2013");
    let options = options(Layout::Generic, None);
    let table = teukgu_tables::import(Layout::Generic, &options, &files).unwrap();
    assert_eq!(table, teukgu_tables::read(&files).unwrap());
}
