//! Fonts, characters, paragraphs and borders that the section refers to by number.

use super::{DECLARATION, namespaces};

/// Characters: size in hundredths of a point, and whether bold; the place is the number.
const CHARACTERS: [(u32, bool); 6] =
    [(1100, false), (1100, true), (2000, true), (1250, true), (1800, true), (900, false)];
/// Paragraphs: where they stand, and how far in; the place is the number.
const PARAGRAPHS: [(&str, u32); 3] = [("LEFT", 0), ("CENTER", 0), ("LEFT", 1000)];

/// Numbers of characters.
pub(super) mod chars {
    pub(in super::super) const BODY: u32 = 0;
    pub(in super::super) const BOLD: u32 = 1;
    pub(in super::super) const OFFICE: u32 = 2;
    pub(in super::super) const TITLE: u32 = 3;
    pub(in super::super) const CLOSING: u32 = 4;
    pub(in super::super) const FOOT: u32 = 5;
}

/// Numbers of paragraphs.
pub(super) mod paras {
    pub(in super::super) const LEFT: u32 = 0;
    pub(in super::super) const CENTRE: u32 = 1;
    pub(in super::super) const ITEM: u32 = 2;
}

/// Border of the cells of a table; the other one, 1, is none.
pub(super) const CELL_BORDER: u32 = 2;

const LANGUAGES: [&str; 7] = ["HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER"];

pub(super) fn header() -> String {
    format!(
        "{DECLARATION}<hh:head{} version=\"1.4\" secCnt=\"1\">\
         <hh:beginNum page=\"1\" footnote=\"1\" endnote=\"1\" pic=\"1\" tbl=\"1\" equation=\"1\"/>\
         <hh:refList>{}{}{}{}{}{}</hh:refList>\
         <hh:compatibleDocument targetProgram=\"HWP201X\"><hh:layoutCompatibility/></hh:compatibleDocument>\
         <hh:docOption><hh:linkinfo path=\"\" pageInherit=\"0\" footnoteInherit=\"0\"/></hh:docOption>\
         <hh:trackchageConfig flags=\"56\"/></hh:head>",
        namespaces(),
        fonts(),
        borders(),
        characters(),
        "<hh:tabProperties itemCnt=\"1\"><hh:tabPr id=\"0\" autoTabLeft=\"0\" autoTabRight=\"0\"/></hh:tabProperties>",
        paragraphs(),
        "<hh:styles itemCnt=\"1\"><hh:style id=\"0\" type=\"PARA\" name=\"바탕글\" engName=\"Normal\" \
         paraPrIDRef=\"0\" charPrIDRef=\"0\" nextStyleIDRef=\"0\" langID=\"1042\" lockForm=\"0\"/></hh:styles>",
    )
}

fn fonts() -> String {
    let face = |language: &&str| {
        format!(
            "<hh:fontface lang=\"{language}\" fontCnt=\"1\"><hh:font id=\"0\" face=\"맑은 고딕\" type=\"TTF\" \
             isEmbedded=\"0\"><hh:typeInfo familyType=\"FCAT_GOTHIC\" weight=\"5\" proportion=\"3\" contrast=\"2\" \
             strokeVariation=\"0\" armStyle=\"0\" letterform=\"2\" midline=\"0\" xHeight=\"4\"/></hh:font></hh:fontface>"
        )
    };
    format!("<hh:fontfaces itemCnt=\"7\">{}</hh:fontfaces>", LANGUAGES.iter().map(face).collect::<String>())
}

fn borders() -> String {
    let side =
        |name: &str, kind: &str| format!("<hh:{name} type=\"{kind}\" width=\"0.12 mm\" color=\"#000000\"/>");
    let one = |id: u32, kind: &str| {
        let sides: String = ["leftBorder", "rightBorder", "topBorder", "bottomBorder"]
            .iter()
            .map(|name| side(name, kind))
            .collect();
        format!(
            "<hh:borderFill id=\"{id}\" threeD=\"0\" shadow=\"0\" centerLine=\"NONE\" breakCellSeparateLine=\"0\">\
             <hh:slash type=\"NONE\" Crooked=\"0\" isCounter=\"0\"/>\
             <hh:backSlash type=\"NONE\" Crooked=\"0\" isCounter=\"0\"/>{sides}{}</hh:borderFill>",
            side("diagonal", "SOLID")
        )
    };
    format!("<hh:borderFills itemCnt=\"2\">{}{}</hh:borderFills>", one(1, "NONE"), one(CELL_BORDER, "SOLID"))
}

/// Writes seven attributes with the same value, one a language.
fn each(value: i32) -> String {
    LANGUAGES.iter().map(|language| format!(" {}=\"{value}\"", language.to_lowercase())).collect()
}

fn characters() -> String {
    let one = |(id, (height, bold)): (usize, &(u32, bool))| {
        format!(
            "<hh:charPr id=\"{id}\" height=\"{height}\" textColor=\"#000000\" shadeColor=\"none\" useFontSpace=\"0\" \
             useKerning=\"0\" symMark=\"NONE\" borderFillIDRef=\"1\"><hh:fontRef{}/><hh:ratio{}/><hh:spacing{}/>\
             <hh:relSz{}/><hh:offset{}/>{}<hh:underline type=\"NONE\" shape=\"SOLID\" color=\"#000000\"/>\
             <hh:strikeout shape=\"NONE\" color=\"#000000\"/><hh:outline type=\"NONE\"/>\
             <hh:shadow type=\"NONE\" color=\"#B2B2B2\" offsetX=\"10\" offsetY=\"10\"/></hh:charPr>",
            each(0),
            each(100),
            each(0),
            each(100),
            each(0),
            if *bold { "<hh:bold/>" } else { "" },
        )
    };
    let all: String = CHARACTERS.iter().enumerate().map(one).collect();
    format!("<hh:charProperties itemCnt=\"{}\">{all}</hh:charProperties>", CHARACTERS.len())
}

fn paragraphs() -> String {
    let one = |(id, (align, left)): (usize, &(&str, u32))| {
        format!(
            "<hh:paraPr id=\"{id}\" tabPrIDRef=\"0\" condense=\"0\" fontLineHeight=\"0\" snapToGrid=\"1\" \
             suppressLineNumbers=\"0\" checked=\"0\"><hh:align horizontal=\"{align}\" vertical=\"BASELINE\"/>\
             <hh:heading type=\"NONE\" idRef=\"0\" level=\"0\"/>\
             <hh:breakSetting breakLatinWord=\"KEEP_WORD\" breakNonLatinWord=\"BREAK_WORD\" widowOrphan=\"1\" \
             keepWithNext=\"0\" keepLines=\"0\" pageBreakBefore=\"0\" lineWrap=\"BREAK\"/>\
             <hh:autoSpacing eAsianEng=\"0\" eAsianNum=\"0\"/>\
             <hh:margin><hc:intent value=\"0\" unit=\"HWPUNIT\"/><hc:left value=\"{left}\" unit=\"HWPUNIT\"/>\
             <hc:right value=\"0\" unit=\"HWPUNIT\"/><hc:prev value=\"0\" unit=\"HWPUNIT\"/>\
             <hc:next value=\"0\" unit=\"HWPUNIT\"/></hh:margin>\
             <hh:lineSpacing type=\"PERCENT\" value=\"160\" unit=\"HWPUNIT\"/>\
             <hh:border borderFillIDRef=\"1\" offsetLeft=\"0\" offsetRight=\"0\" offsetTop=\"0\" offsetBottom=\"0\" \
             connect=\"0\" ignoreMargin=\"0\"/></hh:paraPr>"
        )
    };
    let all: String = PARAGRAPHS.iter().enumerate().map(one).collect();
    format!("<hh:paraProperties itemCnt=\"{}\">{all}</hh:paraProperties>", PARAGRAPHS.len())
}
