//! Names of places as people type them: spaces, decomposed letters, short forms.

use super::Dong;
use std::iter::once;
use unicode_normalization::UnicodeNormalization;

/// Returns a name composed (NFC) and without white space, so that equal names are equal texts.
pub fn tidy(text: &str) -> String {
    text.nfc().filter(|c| !c.is_whitespace()).collect()
}

/// Returns the letters (자모) of a name, so that 양제동 lies one letter from 양재동.
pub(super) fn letters(text: &str) -> Vec<char> {
    text.nfd().filter(|c| !c.is_whitespace()).collect()
}

/// Returns true if `region` names places that hold the dong, each at most once and the larger first.
///
/// Parts may be left out, and a province may stand in its short form: `서울 서초구`, `서초구`, `경기도성남시`.
pub(super) fn lies_in(dong: &Dong, region: &str) -> bool {
    let mut parts: Vec<Vec<String>> = vec![province_forms(&dong.province)];
    parts.extend(dong.district.split_whitespace().map(|part| vec![tidy(part)]));
    if !dong.village.is_empty() {
        parts.push(vec![tidy(&dong.name)]);
    }
    names_some(region, &parts)
}

fn names_some(region: &str, parts: &[Vec<String>]) -> bool {
    if region.is_empty() {
        return true;
    }
    let Some((first, rest)) = parts.split_first() else { return false };
    let taken = |form: &String| region.strip_prefix(form.as_str()).is_some_and(|tail| names_some(tail, rest));
    first.iter().any(taken) || names_some(region, rest)
}

/// Returns the full name of a province and the short forms of daily use: `서울`, `서울시`, `경기`, `충북`.
fn province_forms(province: &str) -> Vec<String> {
    let full = tidy(province);
    let short: String = match full.chars().collect::<Vec<_>>()[..] {
        ['충' | '전' | '경', second, third @ ('북' | '남'), '도'] if second != third => {
            full.chars().take(1).chain(once(third)).collect()
        }
        _ => full.chars().take(2).collect(),
    };
    if full.ends_with('시') { vec![full, format!("{short}시"), short] } else { vec![full, short] }
}
