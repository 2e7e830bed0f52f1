//! What the archive says of itself.

use super::{DECLARATION, escaped, namespaces};
use crate::paper::Paper;

/// Files of XML with their media types, in the order of the manifest.
pub(crate) const ITEMS: [(&str, &str); 3] =
    [("header", "Contents/header.xml"), ("section0", "Contents/section0.xml"), ("settings", "settings.xml")];

pub(super) fn version() -> String {
    format!(
        "{DECLARATION}<hv:HCFVersion xmlns:hv=\"http://www.hancom.co.kr/hwpml/2011/version\" \
         tagetApplication=\"WORDPROCESSOR\" major=\"5\" minor=\"1\" micro=\"0\" buildNumber=\"1\" os=\"1\" \
         xmlVersion=\"1.4\" application=\"teukgu\" appVersion=\"1\"/>"
    )
}

pub(super) fn container() -> String {
    format!(
        "{DECLARATION}<ocf:container xmlns:ocf=\"urn:oasis:names:tc:opendocument:xmlns:container\" \
         xmlns:hpf=\"http://www.hancom.co.kr/schema/2011/hpf\"><ocf:rootfiles>\
         <ocf:rootfile full-path=\"Contents/content.hpf\" media-type=\"application/hwpml-package+xml\"/>\
         <ocf:rootfile full-path=\"Preview/PrvText.txt\" media-type=\"text/plain\"/>\
         </ocf:rootfiles></ocf:container>"
    )
}

pub(super) fn manifest() -> String {
    format!("{DECLARATION}<odf:manifest xmlns:odf=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>")
}

pub(super) fn content(paper: &Paper) -> String {
    let items: String = ITEMS
        .iter()
        .map(|(id, path)| format!("<opf:item id=\"{id}\" href=\"{path}\" media-type=\"application/xml\"/>"))
        .collect();
    format!(
        "{DECLARATION}<opf:package{} version=\"\" unique-identifier=\"\" id=\"\"><opf:metadata>\
         <opf:title>{}</opf:title><opf:language>{}</opf:language>\
         <opf:meta name=\"creator\" content=\"text\">{}</opf:meta>\
         <opf:meta name=\"subject\" content=\"text\">{}</opf:meta>\
         <opf:meta name=\"CreatedDate\" content=\"text\">{}T00:00:00Z</opf:meta>\
         <opf:meta name=\"ModifiedDate\" content=\"text\">{}T00:00:00Z</opf:meta>\
         </opf:metadata><opf:manifest>{items}</opf:manifest><opf:spine>\
         <opf:itemref idref=\"header\" linear=\"yes\"/><opf:itemref idref=\"section0\" linear=\"yes\"/>\
         </opf:spine></opf:package>",
        namespaces(),
        escaped(&paper.title),
        paper.lang.tag(),
        escaped(&paper.sender.office),
        escaped(&paper.number),
        paper.dated,
        paper.dated,
    )
}

pub(super) fn settings() -> String {
    format!(
        "{DECLARATION}<ha:HWPApplicationSetting xmlns:ha=\"http://www.hancom.co.kr/hwpml/2011/app\" \
         xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\">\
         <ha:CaretPosition listIDRef=\"0\" paraIDRef=\"0\" pos=\"0\"/></ha:HWPApplicationSetting>"
    )
}
