//! What somebody wrote stands in a letter as they wrote it, and is never more than text there.

use crate::support::{Stage, stage};
use flate2::read::ZlibDecoder;
use std::io::{Cursor, Read as _};
use std::path::Path;
use teukgu_domain::account::Role;
use teukgu_domain::case::{Act, Outcome};
use teukgu_domain::ids::CaseId;
use teukgu_domain::text::Lang;
use teukgu_office::casework::procedures::{FieldKind, LetterKind};
use teukgu_office::casework::{CaseAct, Raw};
use teukgu_office::people::{Doer, NewAccount, NewGrant};
use teukgu_office::policy::Who;
use teukgu_report::{Block, Paper, hwpx_check};
use teukgu_testkit::payloads;
use zip::ZipArchive;

const E7: &str = "recommendation.e7";

/// Puts as many payloads into one text as fit.
fn packed(most: usize) -> Vec<String> {
    let mut packed: Vec<String> = Vec::new();
    for payload in payloads() {
        match packed.last_mut() {
            Some(last) if last.chars().count() + payload.chars().count() < most => {
                last.push(' ');
                last.push_str(payload);
            }
            _ => packed.push(payload.to_owned()),
        }
    }
    packed
}

/// Fills a form with what it takes; words are those that are given.
fn filled(stage: &Stage, words: &str) -> Raw {
    let form = stage.office.casework().open_procedure(E7).unwrap().form;
    let value = |kind: &FieldKind| match kind {
        FieldKind::Words { longest } => words.chars().take(*longest as usize).collect(),
        FieldKind::LongWords { .. } => words.to_owned(),
        FieldKind::Number { min, .. } => min.to_string(),
        FieldKind::Day => "2027-03-04".to_owned(),
        FieldKind::Choice(choices) => choices[0].key.clone(),
        FieldKind::Yes => "yes".to_owned(),
    };
    Raw::new(form.fields.iter().map(|field| (field.id.clone(), value(&field.kind))).collect())
}

async fn act(stage: &Stage, who: &Who<'_>, id: &CaseId, act: Act) {
    stage.office.casework().act(who, id, CaseAct { act, seen: None }).await.unwrap();
}

/// Files a case with words in every field of it, and has it decided with others.
async fn decided(stage: &Stage, words: &str, outcome: Outcome) -> CaseId {
    let key = stage.office.random_word().unwrap();
    let new = NewAccount {
        login: format!("{key}@firm.example"),
        name: words.to_owned(),
        organisation_name: words.to_owned(),
        ..NewAccount::default()
    };
    let grants = vec![NewGrant::in_zone(Role::Applicant)];
    let firm = stage.office.people().open(Doer::Machine, new, grants).await.unwrap().account;
    let officer = stage.office.people().by_login("officer").await.unwrap().unwrap();
    let approver = stage.office.people().by_login("approver").await.unwrap().unwrap();
    let (firm, officer, approver) = (stage.who(&firm), stage.who(&officer), stage.who(&approver));
    let casework = stage.office.casework();
    let token = casework.begin(&firm, E7, None, None).await.unwrap();
    casework.answer(&firm, &token, &filled(stage, words)).await.unwrap();
    casework.attach(&firm, &token, "contract", ("a.pdf", b"%PDF-1.7\n%%EOF\n".to_vec())).await.unwrap();
    let id = casework.file(&firm, &token).await.unwrap().case;
    act(stage, &officer, &id, Act::Accept).await;
    for task in casework.case(&officer, &id).await.unwrap().case.tasks {
        act(stage, &officer, &id, Act::DoTask { id: task.id, not_needed: None }).await;
    }
    act(stage, &officer, &id, Act::CompleteCheck).await;
    act(stage, &officer, &id, Act::Recommend { outcome, note: words.to_owned() }).await;
    act(stage, &approver, &id, Act::Approve).await;
    id
}

fn text_of(paper: &Paper) -> String {
    let paragraphs = paper.body.iter().map(|block| match block {
        Block::Paragraph(text) => text.clone(),
        _ => String::new(),
    });
    paragraphs.chain([paper.recipient.clone()]).collect::<Vec<_>>().join("\n")
}

fn conditions(lines: &[String]) -> Outcome {
    Outcome::GrantedWithConditions { conditions: lines.to_vec() }
}

/// Returns what a document of an archive says once its marks are taken off.
fn said(bytes: &[u8], file: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(file).unwrap().read_to_string(&mut text).unwrap();
    if Path::new(file).extension().is_some_and(|ending| ending == "txt") {
        return text;
    }
    let plain: String =
        text.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text)).collect();
    let marks =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    marks.into_iter().fold(plain, |plain, (mark, letter)| plain.replace(mark, letter))
}

/// Returns a file with what is packed in it laid open.
fn laid_open(pdf: &[u8]) -> Vec<u8> {
    let mut open = pdf.to_vec();
    let begins = pdf.windows(8).enumerate().filter(|(_, window)| window.starts_with(b"stream\n"));
    for (at, _) in begins {
        let mut stream = Vec::new();
        if ZlibDecoder::new(&pdf[at + 7..]).read_to_end(&mut stream).is_ok() {
            open.extend(stream);
        }
    }
    open
}

async fn people(stage: &Stage) {
    stage.person("officer", Role::Officer).await;
    stage.person("approver", Role::Approver).await;
}

#[tokio::test]
async fn every_field_of_a_letter_says_what_was_written_and_fills_in_nothing_of_its_own() {
    let stage = stage().await;
    people(&stage).await;
    let officer = stage.office.people().by_login("officer").await.unwrap().unwrap();
    let who = stage.who(&officer);
    for words in packed(58) {
        let short: String = words.chars().take(60).collect();
        let id = decided(&stage, &words, conditions(std::slice::from_ref(&words))).await;
        for lang in Lang::ALL {
            let kind = LetterKind::GrantedWithConditions;
            let preview = stage.office.casework().preview(&who, &id, kind, lang).await.unwrap();
            let text = text_of(&preview.paper);
            // Name, nationality, firm, sub-project, the condition, and the firm once more as whom it is for.
            let times = text.matches(&short).count();
            assert_eq!(times, 6, "{lang:?}: `{words}` stands {times} times in: {text}");
        }
    }
}

#[tokio::test]
async fn both_forms_of_a_letter_are_whole_and_hold_nothing_that_runs() {
    let stage = stage().await;
    people(&stage).await;
    let officer = stage.office.people().by_login("officer").await.unwrap().unwrap();
    let who = stage.who(&officer);
    let (casework, all) = (stage.office.casework(), packed(400));
    let id = decided(&stage, &packed(58)[0], conditions(&all)).await;
    let kind = LetterKind::GrantedWithConditions;
    let issued = casework.issue(&who, &id, kind, Lang::Ko, None).await.unwrap();
    let hwpx = casework.open_paper(&who, &id, &issued.number, true).await.unwrap().bytes;
    assert_eq!(hwpx_check::check(&hwpx), Vec::<String>::new(), "it is well-formed");
    let (section, preview) = (said(&hwpx, "Contents/section0.xml"), said(&hwpx, "Preview/PrvText.txt"));
    for payload in payloads() {
        assert!(section.contains(payload), "`{payload}` is not in the text as it was written");
        assert!(preview.contains(payload), "`{payload}` is not in the preview as it was written");
    }
    let pdf = casework.open_paper(&who, &id, &issued.number, false).await.unwrap().bytes;
    let open = laid_open(&pdf);
    assert!(open.len() > pdf.len(), "something was packed");
    for active in ["/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/URI", "xq113"] {
        let is_there = open.windows(active.len()).any(|window| window == active.as_bytes());
        assert!(!is_there, "{active}");
    }
}
