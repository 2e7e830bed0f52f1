//! Names of files.

use unicode_normalization::UnicodeNormalization as _;

/// Longest name, in characters.
const LONGEST: usize = 120;
/// Longest ending, in characters; what is longer is a part of the name.
const LONGEST_ENDING: usize = 16;

/// Composes a name and takes out of it what means something to a system: folders, control characters, characters that
/// turn the direction of writing or cannot be seen, and what a file system refuses.
pub(crate) fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // What is taken out may have kept two letters apart, so the name is composed afterwards.
    let kept: String = last.chars().filter(|c| is_plain(*c)).nfc().collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let (stem, ending) = split(kept.trim_end_matches(['.', ' ']));
    let room = LONGEST - ending.chars().count();
    let cut = |stem: &str| stem.chars().take(room).collect::<String>().trim_matches(['.', ' ']).to_owned();
    let stem = cut(stem);
    match stem.as_str() {
        "" => format!("file{ending}"),
        device if is_device(device) => format!("{}{ending}", cut(&format!("file-{device}"))),
        _ => format!("{stem}{ending}"),
    }
}

/// Splits a name before the last dot.
fn split(name: &str) -> (&str, &str) {
    let ending = name.rfind('.').map_or((name, ""), |dot| name.split_at(dot));
    if ending.1.chars().count() > LONGEST_ENDING { (name, "") } else { ending }
}

/// Names that are devices to some systems.
fn is_device(stem: &str) -> bool {
    let small = stem.split('.').next().unwrap_or_default().trim().to_lowercase();
    let port = small.strip_prefix("com").or_else(|| small.strip_prefix("lpt"));
    let is_port =
        port.is_some_and(|digit| matches!(digit, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"));
    is_port || matches!(small.as_str(), "con" | "prn" | "aux" | "nul")
}

fn is_plain(c: char) -> bool {
    let is_system = matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\');
    !c.is_control() && !is_system && !turns(c) && !is_unseen(c)
}

/// Characters that turn the direction of writing.
const fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that take no room, among them the fillers of Hangul, and those that are none.
const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}
