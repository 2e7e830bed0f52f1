//! Answers that a form of any procedure takes, invented field by field.

use super::luck::Luck;
use crate::check::Raw;
use jiff::civil::Date;
use teukgu_rules::procedure::{Field, FieldKind, Form};

const TITLES: [&str; 8] = [
    "음성 인식 모델 경량화",
    "자율주행 배송 로봇 실증",
    "의료 영상 판독 보조",
    "제조 설비 이상 탐지",
    "한국어 대규모 언어 모델",
    "AI 축제 ‘AI 서울 페스타’",
    "드론 관제 학습 데이터",
    "양재천 보행로 전시",
];

const COUNTRIES: [&str; 5] = ["베트남", "인도", "독일", "일본", "멕시코"];

const NAMES: [&str; 6] = [
    "LEE ALEX EXAMPLE",
    "NGUYEN EXAMPLE",
    "MULLER EXAMPLE",
    "SATO EXAMPLE",
    "PATEL EXAMPLE",
    "GARCIA EXAMPLE",
];

/// Fields in which a form names what it is about.
const NAMES_MATTER: [&str; 4] = ["title", "subject", "event_name", "project_name"];

/// Fills a form in; what it is about has a name of its own, or an invented one.
pub(super) fn fill(form: &Form, luck: &mut Luck, today: Date, about: Option<&str>) -> Raw {
    let mut pairs = Vec::new();
    for field in &form.fields {
        if !field.required && luck.happens(40) {
            continue;
        }
        let named = about.filter(|_| NAMES_MATTER.contains(&field.id.as_str()));
        let value = named.map_or_else(|| value(field, luck, today), str::to_owned);
        pairs.push((field.id.clone(), value));
    }
    Raw::new(pairs)
}

fn value(field: &Field, luck: &mut Luck, today: Date) -> String {
    match &field.kind {
        FieldKind::Words { longest } => short(field, luck).chars().take(*longest as usize).collect(),
        FieldKind::LongWords { longest } => {
            let text = format!(
                "{}에 필요합니다. 특화사업의 세부 과제와 직접 관련되며, 자세한 내용은 붙인 서류와 같습니다. (시연용으로 지어낸 내용)",
                short(field, luck)
            );
            text.chars().take(*longest as usize).collect()
        }
        FieldKind::Number { min, max, .. } => number(*min, *max, luck).to_string(),
        FieldKind::Day => day(field, luck, today).to_string(),
        FieldKind::Choice(choices) => luck.pick(choices).map(|choice| choice.key.clone()).unwrap_or_default(),
        FieldKind::Yes => "yes".to_owned(),
    }
}

fn short(field: &Field, luck: &mut Luck) -> String {
    let from: &[&str] = match field.id.as_str() {
        "nationality" => &COUNTRIES,
        id if id.contains("name") && field.personal => &NAMES,
        _ => &TITLES,
    };
    luck.pick(from).copied().unwrap_or_default().to_owned()
}

/// Most numbers of a form are small, however large they may be.
fn number(min: i64, max: i64, luck: &mut Luck) -> i64 {
    let span = max.saturating_sub(min).clamp(0, 5_000);
    let above = i64::try_from(luck.below(span.unsigned_abs() + 1)).unwrap_or_default();
    min.saturating_add(above)
}

fn day(field: &Field, luck: &mut Luck, today: Date) -> Date {
    let days = i64::try_from(luck.below(120)).unwrap_or_default() + 20;
    let span = if field.id.contains("birth") {
        jiff::Span::new().years(25 + i16::try_from(luck.below(20)).unwrap_or_default()).negate()
    } else {
        jiff::Span::new().days(days)
    };
    today.checked_add(span).unwrap_or(today)
}
