//! An answer as text for people.

use crate::out;
use std::fmt::Write as _;
use teukgu_domain::date::day;
use teukgu_domain::text::Lang;
use teukgu_office::ask::Answer;
use teukgu_office::law::finding::{ConditionTrace, Due, Finding, Verdict};
use teukgu_office::law::value::Truth;

/// Writes an answer.
pub(super) fn answer(answer: &Answer, lang: Lang) -> String {
    let day = day(answer.law_on, lang);
    let mut text = match lang {
        Lang::Ko => format!("{day}의 법으로 본 결과입니다. 요건을 본 것이며 허가나 승인이 아닙니다.\n"),
        Lang::En => {
            format!(
                "By the law of {day}. This looks at requirements; it is neither a permit nor an approval.\n"
            )
        }
    };
    for finding in &answer.findings {
        text.push('\n');
        text.push_str(&one(finding, lang));
    }
    for id in &answer.not_held {
        let _ = match lang {
            Lang::Ko => writeln!(text, "\n– {id}: 법령 자료에 없는 규제특례라 판정할 수 없습니다."),
            Lang::En => writeln!(
                text,
                "\n– {id}: the law folder does not hold this special case; nothing can be said."
            ),
        };
    }
    text
}

fn one(finding: &Finding, lang: Lang) -> String {
    let mut text = format!(
        "{} {} — {}\n  {}\n",
        mark(finding.verdict),
        out::bold(finding.name.get(lang)),
        finding.verdict_name().get(lang),
        finding.provision
    );
    if let Some(why) = &finding.not_in_force {
        let _ = writeln!(text, "  {}", why.get(lang));
        return text;
    }
    if let Some(authority) = &finding.authority {
        let _ = writeln!(text, "  {}: {}", lang.pick("소관", "Authority"), authority.get(lang));
    }
    for condition in &finding.conditions {
        text.push_str(&condition_line(condition, lang));
    }
    for exception in finding.exceptions.iter().filter(|exception| exception.state == Truth::True) {
        let _ = writeln!(text, "    {}: {}", lang.pick("다만", "But"), exception.text.get(lang));
    }
    if let Some(question) = &finding.ask_next {
        let who = match question.who.key() {
            "applicant" => "",
            "officer" => lang.pick(" (특구 담당자)", " (zone office)"),
            _ => lang.pick(" (특구 자료)", " (zone data)"),
        };
        let _ = writeln!(
            text,
            "  {}: {} [{}]{who}",
            lang.pick("다음 질문", "Next question"),
            question.text.get(lang),
            question.fact
        );
    }
    for flip in finding.flips.iter().filter(|flip| flip.verdict == Verdict::Met) {
        let _ = match lang {
            Lang::Ko => writeln!(text, "  달라지려면: {} → {}", flip.name.ko, flip.to.ko),
            Lang::En => writeln!(text, "  What would change it: {} → {}", flip.name.en, flip.to.en),
        };
    }
    text.push_str(&next_steps(finding, lang));
    text
}

fn next_steps(finding: &Finding, lang: Lang) -> String {
    let mut text = String::new();
    if finding.verdict == Verdict::Met {
        for paper in &finding.documents {
            let _ = writeln!(
                text,
                "  {}: {} → {}",
                lang.pick("서류", "Paper"),
                paper.name.get(lang),
                paper.to.get(lang)
            );
        }
        for due in &finding.deadlines {
            let when = due.due.map_or_else(
                || format!("{} {}", due.base.get(lang), due.rule.get(lang)),
                |moment| day(moment.date(), lang),
            );
            let _ = writeln!(
                text,
                "  {}: {} — {when}{}",
                lang.pick("기한", "Deadline"),
                due.name.get(lang),
                safe(due, lang)
            );
        }
    }
    for question in finding.details.iter().filter(|_| finding.verdict == Verdict::Met) {
        let _ = writeln!(
            text,
            "  {}: {} [{}]",
            lang.pick("서류와 기한을 위해", "For papers and deadlines"),
            question.text.get(lang),
            question.fact
        );
    }
    for other in &finding.also {
        let _ = writeln!(
            text,
            "  {}: {} {} — {} ({})",
            lang.pick("함께 보기", "See also"),
            mark(other.verdict),
            other.name.get(lang),
            other.verdict_name().get(lang),
            other.provision
        );
    }
    text
}

/// Says on which working day it is safe to file, where the last day is a day off.
fn safe(due: &Due, lang: Lang) -> String {
    match (due.safe, lang) {
        (None, _) => String::new(),
        (Some(on), Lang::Ko) => format!(" (휴일이므로 {}까지 내는 것이 안전)", day(on, lang)),
        (Some(on), Lang::En) => format!(" (a day off: file by {} to be safe)", day(on, lang)),
    }
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "●",
        Verdict::NotMet => "○",
        Verdict::Unknown => "?",
        Verdict::NotInForce => "–",
    }
}

fn condition_line(condition: &ConditionTrace, lang: Lang) -> String {
    let mark = match condition.state {
        Truth::True => "+",
        Truth::False => "-",
        Truth::Unknown => "?",
    };
    let cite: Vec<String> = condition.cite.iter().map(ToString::to_string).collect();
    let values: Vec<String> = condition
        .parameters
        .iter()
        .map(|(name, value)| format!("{} {}", name.get(lang), value.get(lang)))
        .chain(condition.open.iter().map(|name| match lang {
            Lang::Ko => format!("{}: 입력되지 않음", name.ko),
            Lang::En => format!("{}: not entered", name.en),
        }))
        .collect();
    let values = if values.is_empty() { String::new() } else { format!(" [{}]", values.join(", ")) };
    format!("    {mark} {} ({}){values}\n", condition.text.get(lang), cite.join(", "))
}
