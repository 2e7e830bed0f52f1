//! Names of firms, compared so that one firm is not two.

use unicode_normalization::UnicodeNormalization as _;

/// Words for a company limited by shares (주식회사), after [`plain_firm`] has narrowed and joined them.
const LEGAL_FORMS: [&str; 2] = ["주식회사", "(주)"];

/// Writes the name of a firm without spaces, capitals, wide letters and its legal form.
///
/// What stands in brackets otherwise stays: two branches are two establishments.
pub(crate) fn plain_firm(name: &str) -> String {
    let narrow = name.nfkc().flat_map(char::to_lowercase).filter(|letter| !letter.is_whitespace());
    let narrow: String = narrow.collect();
    LEGAL_FORMS.into_iter().fold(narrow, |name, form| name.replace(form, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_is_one_however_its_name_is_written() {
        for name in
            ["㈜양재비전", "(주) 양재 비전", "（주）양재비전", "주식회사 양재비전", "양재비전㈜", "양재비전"]
        {
            assert_eq!(plain_firm(name), "양재비전", "{name}");
        }
        assert_eq!(plain_firm("ＡＩ Hub"), plain_firm("ai hub"));
        assert_ne!(plain_firm("양재비전(본점)"), plain_firm("양재비전(지점)"));
        assert_ne!(plain_firm("유한회사 양재비전"), plain_firm("㈜양재비전"));
        assert_eq!(plain_firm("(주)"), "");
    }
}
