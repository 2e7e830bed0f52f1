//! `teukgu effect`: tables, effects and the audit of a claim, from outside.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use teukgu_e2e::{Server, teukgu};

use crate::support::check_refusal;

const CLAIM: [&str; 12] = [
    "effect",
    "audit",
    "--invest",
    "135200000000",
    "--production",
    "220300000000",
    "--value-added",
    "119500000000",
    "--income",
    "71000000000",
    "--jobs-min",
    "1000",
];

fn answer(words: &[&str]) -> Result<Value> {
    let outcome = teukgu(&[words, &["--format", "json"]].concat())?;
    ensure!(outcome.status == 0, "{words:?}: {outcome:#?}");
    serde_json::from_str(&outcome.stdout).with_context(|| outcome.stdout.clone())
}

fn line<'a>(answer: &'a Value, indicator: &str) -> Result<&'a Value> {
    let lines = answer["lines"].as_array().context("no lines")?;
    lines.iter().find(|line| line["indicator"] == indicator).with_context(|| format!("no {indicator}"))
}

#[test]
fn each_table_says_where_it_comes_from_and_what_it_cannot_answer() -> Result<()> {
    let tables = answer(&["effect", "tables"])?;
    let ids: Vec<_> = tables.as_array().context("no list")?.iter().map(|table| table["id"].clone()).collect();
    assert_eq!(ids, ["chile-2013", "korea-2011", "seoul-2020"]);
    for table in tables.as_array().into_iter().flatten() {
        for field in ["source", "licence", "attribution"] {
            assert!(table[field]["ko"].as_str().is_some_and(|text| !text.is_empty()), "{field}: {table}");
        }
        let refused =
            table["answers"].as_array().context("no answers")?.iter().filter(|one| one["can"] == false);
        for one in refused {
            assert!(one["reason"]["en"].is_string(), "{one}");
        }
    }
    Ok(())
}

#[test]
fn spending_in_seoul_is_told_in_the_area_and_elsewhere_and_income_is_not_told() -> Result<()> {
    let run = answer(&["effect", "run", "--spend", "70=135200000000"])?;
    for indicator in ["production", "value_added", "workers"] {
        let line = line(&run, indicator)?;
        let number = |field: &str| line[field].as_f64().context(indicator);
        let (inside, elsewhere, total) = (number("in_area")?, number("elsewhere")?, number("total")?);
        assert!(
            inside > 0.0 && elsewhere > 0.0 && (inside + elsewhere - total).abs() <= 1e-9 * total,
            "{line}"
        );
    }
    let lacking: Vec<_> = run["not_verifiable"].as_array().into_iter().flatten().collect();
    assert!(lacking.iter().any(|one| one["indicator"] == "income"), "{run}");
    Ok(())
}

#[test]
fn an_amount_as_it_is_printed_is_the_same_as_one_in_won() -> Result<()> {
    let printed = answer(&["effect", "run", "--spend", "70=1,352억원,2025"])?;
    let plain = answer(&["effect", "run", "--spend", "70=135200000000,2025"])?;
    assert_eq!(printed, plain);
    Ok(())
}

#[test]
fn prices_that_have_risen_take_jobs_away_and_no_money() -> Result<()> {
    let spend = ["effect", "run", "--spend", "70=135200000000,2025"];
    let (plain, risen) = (answer(&spend)?, answer(&[&spend[..], &["--deflator", "2025=1.25"]].concat())?);
    assert_eq!(line(&plain, "production")?["total"], line(&risen, "production")?["total"]);
    let jobs = |run: &Value| line(run, "workers")?["total"].as_f64().context("no jobs");
    assert!((jobs(&plain)? / jobs(&risen)? - 1.25).abs() < 1e-12);
    Ok(())
}

#[test]
fn the_claim_of_the_designation_is_answered_with_a_set_and_a_range_of_jobs() -> Result<()> {
    let audit = answer(&CLAIM)?;
    let everywhere = &audit["everywhere"];
    assert_eq!(everywhere["feasible"], true);
    assert!(everywhere["fitting_pairs"].as_u64().is_some_and(|pairs| pairs > 1), "{everywhere}");
    let jobs = |mix: &str| everywhere[mix]["jobs"].as_f64().context("no jobs");
    assert!(jobs("most_jobs")? > 2.0 * jobs("fewest_jobs")?, "{everywhere}");
    assert_eq!(audit["in_area"]["feasible"], false);
    assert_eq!(audit["not_verifiable"][0]["indicator"], "income");
    let text = teukgu(&[&CLAIM[..], &["--lang", "en"]].concat())?.stdout;
    ensure!(text.contains("not verifiable with this table"), "{text}");
    ensure!(!text.contains("approved"), "{text}");
    Ok(())
}

#[test]
fn draws_are_the_same_bits_on_one_thread_and_on_two() -> Result<()> {
    let draws = ["effect", "draws", "--table", "korea-2011", "--spend", "c30=1000000", "--draws", "200"];
    let on = |threads: &str| answer(&[&draws[..], &["--threads", threads, "--seed", "7"]].concat());
    assert_eq!(on("1")?, on("2")?);
    Ok(())
}

#[test]
fn rows_of_csv_have_every_digit() -> Result<()> {
    let csv = teukgu(&["effect", "multipliers", "--table", "chile-2013", "--kind", "type2", "--csv"])?;
    let first = csv.stdout.lines().nth(1).context("no row")?;
    let total: f64 = first.split(',').nth(4).context("no column")?.parse()?;
    assert!((total - 2.608_183_356_387).abs() < 1e-11, "{first}");
    let csv = teukgu(&["effect", "linkages", "--table", "korea-2011", "--csv"])?.stdout;
    assert_eq!(csv.lines().count(), 35, "the head and 34 sectors with output");
    Ok(())
}

#[test]
fn bad_questions_are_one_line_and_help() -> Result<()> {
    for (words, says) in [
        (&["run", "--table", "nowhere", "--spend", "1=5"][..], "there is no table `nowhere`"),
        (&["run", "--spend", "연구=5"], "has no sector `연구`"),
        (&["run", "--spend", "04=5"], "has no output"),
        (&["run", "--spend", "70=0"], "an amount is 0"),
        (&["run", "--spend", "70=5", "--leakage", "1"], "leakage"),
        (&["run", "--spend", "70=5,2025", "--deflator", "2024=1.1"], "no deflator is given for 2025"),
        (&["linkages", "--table", "seoul-2020"], "not verifiable with this table"),
        (&["extract", "--table", "seoul-2020", "--sector", "70"], "not verifiable with this table"),
        (&["multipliers", "--table", "korea-2011", "--kind", "type2"], "not verifiable with this table"),
        (&["audit", "--invest", "0", "--production", "5"], "an amount is 0 won"),
        (&["audit", "--invest", "5"], "nothing is claimed"),
        (&["audit", "--invest", "x", "--production", "5"], "`x` is no amount"),
        (&["draws", "--table", "korea-2011", "--spend", "c30=5", "--draws", "1"], "the number of draws"),
        (&["draws", "--table", "korea-2011", "--spend", "c30=5", "--noise", "2"], "noise is from 0 to 1"),
        (
            &["paths", "--table", "korea-2011", "--sector", "c30", "--indicator", "luck"],
            "`luck` is no indicator",
        ),
        (&["run", "--scenario", "nowhere.toml"], "nowhere.toml"),
        (&["prices", "--table", "korea-2011", "--cost", "c17=3"], "from -1 to 1"),
        (&["prices", "--table", "seoul-2020", "--cost", "70=0.1"], "not verifiable with this table"),
        (&["change", "--from", "korea-2011", "--to", "chile-2013"], "other units of money"),
        (&["district", "--table", "korea-2011", "--jobs", "nowhere.csv"], "nowhere.csv"),
        (&["balance", "--table", "korea-2011", "--sums", "nowhere.csv"], "nowhere.csv"),
        (&["tables", "--tables", "nowhere"], "nowhere"),
    ] {
        let words = [&["effect"], words, &["--lang", "en"]].concat();
        check_refusal(&teukgu(&words)?, 2, says).with_context(|| format!("{words:?}"))?;
    }
    Ok(())
}

#[test]
fn what_would_have_been_spent_in_any_case_is_taken_off() -> Result<()> {
    let run = ["effect", "run", "--spend", "70=100000000000", "--displaced", "0.4", "--instead", "52"];
    let told = answer(&run)?;
    let net = told["net"]["lines"].as_array().context("no net effect")?;
    let gross = line(&told, "production")?["total"].as_f64().context("no total")?;
    let [first, ..] = &net[..] else { bail!("no line") };
    let (net, lost) = (first["net"].as_f64().context("net")?, first["in_any_case"].as_f64().context("lost")?);
    assert!(lost > 0.0 && (gross - lost - net).abs() < 1.0, "{first}");
    check_refusal(&teukgu(&["effect", "run", "--spend", "70=5", "--displaced", "1.5"])?, 2, "0부터 1")
}

#[test]
fn a_table_of_ones_own_with_a_concordance_is_what_the_zone_is_counted_by() -> Result<()> {
    let (data, tables) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let own = tables.path().join("own");
    std::fs::create_dir(&own)?;
    for file in std::fs::read_dir(teukgu_e2e::repository().join("tables/korea-2011"))? {
        let file = file?;
        std::fs::copy(file.path(), own.join(file.file_name()))?;
    }
    let head = "ksic10_code,ksic10_name_ko,bok83_code,bok83_name_ko,status\n";
    std::fs::write(own.join("concordance.csv"), format!("{head}70,연구개발업,c30,연구개발,own\n"))?;
    let dir = tables.path().to_str().context("the folder has a name")?;
    let server = Server::start_in(data.path(), &["--tables", dir])?;
    let effect = server.get("/api/v1/effect")?.json()?;
    assert_eq!(effect["table"]["id"], "korea-2011");
    assert!(effect["planned"]["counted"].as_i64() < effect["planned"]["money"].as_i64(), "{effect}");
    std::fs::write(own.join("concordance.csv"), format!("{head}70,연구개발업,c30|c31,연구개발,own\n"))?;
    let words = ["serve", "--listen", "127.0.0.1:0", "--data", dir, "--tables", dir];
    let refused = teukgu(&words)?;
    ensure!(refused.stderr.contains("own/concordance.csv:2:18"), "{refused:#?}");
    check_refusal(&refused, 1, "/own")
}

#[test]
fn a_dearer_sector_is_followed_through_all_prices() -> Result<()> {
    let told = answer(&["effect", "prices", "--table", "korea-2011", "--cost", "c17=0.05"])?;
    assert_eq!(told["sectors"][0][0], "c17");
    assert!(told["households"].as_f64().is_some_and(|dearer| dearer > 0.0 && dearer < 0.05), "{told}");
    let text = teukgu(&["effect", "prices", "--table", "korea-2011", "--cost", "c17=0.05"])?.stdout;
    ensure!(text.contains("가계 소비 전체"), "{text}");
    Ok(())
}

#[test]
fn a_file_of_jobs_gives_a_district_and_a_fault_in_it_has_a_place() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let jobs = folder.path().join("jobs.csv");
    let of_sector = |sector: u32| format!("c{sector},{},1000", sector * 10);
    let rows =
        format!("sector,district,region\n{}\n", (1..=35).map(of_sector).collect::<Vec<_>>().join("\n"));
    std::fs::write(&jobs, &rows)?;
    let path = jobs.to_str().context("a path is text")?;
    let told = answer(&["effect", "district", "--table", "korea-2011", "--jobs", path])?;
    assert_eq!(told["sectors"].as_array().map(Vec::len), Some(35));
    assert_eq!(told["quotient"]["delta"], 0.3);
    std::fs::write(&jobs, rows.replace("c7,70", "c77,70"))?;
    let refused = teukgu(&["effect", "district", "--table", "korea-2011", "--jobs", path, "--lang", "en"])?;
    check_refusal(&refused, 2, "jobs.csv:8:1 the table has no sector `c77`")
}
