//! `teukgu deadline`: when a statutory period ends.

use anyhow::{Context, Result};
use serde_json::Value;
use teukgu_e2e::{Outcome, teukgu};

use crate::support::check_refusal;

#[test]
fn three_days_of_a_petition_pass_over_seollal_and_end_at_an_hour() -> Result<()> {
    let answer = counted("petition", "2025-01-24T14:00", "3d", &[])?;
    assert_eq!(answer["due"], "2025-02-04T14:00", "{answer}");
    assert_eq!(answer["projected"], false, "{answer}");
    let steps = answer["steps"].as_array().context("no steps")?;
    assert!(steps.len() > 5, "{answer}");
    for step in steps {
        assert!(
            step["on"].is_string() && step["text"]["ko"].is_string() && step["text"]["en"].is_string(),
            "{step}"
        );
        assert_eq!(step["cite"], "민원 처리에 관한 법률 제19조제1항", "{step}");
    }
    Ok(())
}

#[test]
fn each_clock_counts_by_its_own_rules() -> Result<()> {
    for (clock, from, period, extra, due) in [
        ("petition", "2025-01-24", "7d", &[][..], "2025-02-07"),
        ("petition", "2025-02-17", "10d", &["--stop", "2025-02-24..2025-03-01"][..], "2025-03-10"),
        ("petition", "2025-01-24T14:00", "3d", &["--known-on", "2025-01-13"][..], "2025-02-03T14:00"),
        ("civil", "2025-06-30", "6mo", &[][..], "2025-12-31"),
        ("civil", "2024-02-29", "1mo", &[][..], "2024-04-01"),
        ("restrictive", "2025-02-09", "1w", &[][..], "2025-02-15"),
    ] {
        let answer = counted(clock, from, period, extra)?;
        assert_eq!(answer["due"], due, "{clock} {from} {period}: {answer}");
    }
    Ok(())
}

#[test]
fn people_read_the_arithmetic_line_by_line_in_their_language() -> Result<()> {
    for (lang, due, cite) in [
        ("ko", "기한: 2024. 4. 1.(월)", "[민법 제161조]"),
        ("en", "due: Monday 1 April 2024", "[Civil Act Art. 161]"),
    ] {
        let words = words("civil", "2024-02-29", "1mo");
        let outcome = teukgu(&[&words[..], &["--lang", lang]].concat())?;
        assert_eq!(outcome.status, 0, "{outcome:#?}");
        let lines: Vec<_> = outcome.stdout.lines().collect();
        assert_eq!(lines[0], due, "{outcome:#?}");
        assert!(
            lines.len() == 5 && lines[4].starts_with("   4. ") && lines[4].ends_with(cite),
            "{outcome:#?}"
        );
    }
    Ok(())
}

#[test]
fn what_cannot_be_counted_is_refused_by_name() -> Result<()> {
    for (clock, from, period, extra, named) in [
        ("lunar", "2025-01-24", "3d", &[][..], "`lunar`"),
        ("civil", "2025-02-30", "3d", &[][..], "`2025-02-30`"),
        ("civil", "2025-01-24T25:00", "3d", &[][..], "`2025-01-24T25:00`"),
        ("civil", "2025-01-24", "3 days", &[][..], "`3 days`"),
        ("civil", "2025-01-24", "-3d", &[][..], "`-3d`"),
        ("civil", "2025-01-24", "0d", &[][..], "0"),
        ("civil", "2025-01-24", "100000y", &[][..], "`100000y`"),
        ("civil", "2030-12-20", "1mo", &[][..], "2030-12-31"),
        ("petition", "2023-12-29", "3d", &[][..], "2024-01-01"),
        (
            "petition",
            "2025-01-24",
            "7d",
            &["--stop", "2025-02-04..2025-02-03"][..],
            "`2025-02-04..2025-02-03`",
        ),
        ("petition", "2025-01-24", "7d", &["--stop", "2025-02-04"][..], "`2025-02-04`"),
        ("petition", "2025-01-24", "7d", &["--known-on", "2025-01-13T10:00"][..], "`2025-01-13T10:00`"),
    ] {
        let words = words(clock, from, period);
        let outcome = teukgu(&[&words[..], extra, &["--lang", "en"]].concat())?;
        check_refusal(&outcome, 2, named).with_context(|| words.join(" "))?;
    }
    Ok(())
}

fn words<'a>(clock: &'a str, from: &'a str, period: &'a str) -> [&'a str; 7] {
    ["deadline", "--clock", clock, "--from", from, "--period", period]
}

fn counted(clock: &str, from: &str, period: &str, extra: &[&str]) -> Result<Value> {
    let words = words(clock, from, period);
    let outcome: Outcome = teukgu(&[&words[..], extra, &["--format", "json"]].concat())?;
    assert_eq!(outcome.status, 0, "{outcome:#?}");
    serde_json::from_str(&outcome.stdout).with_context(|| outcome.stdout.clone())
}
