//! The word that looks most like another, for an error that helps.

/// Returns the nearest of some words; a dash if there is none.
pub(crate) fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> String {
    let distance = |one: &&str| strsim::damerau_levenshtein(one, word);
    among.into_iter().min_by_key(distance).unwrap_or("–").to_owned()
}
