//! What stages are called, for the office and for the applicant.

use std::collections::BTreeSet;
use teukgu_domain::case::StageKind;
use teukgu_domain::text::Text;

/// Stage; what officers read in Korean and English; what the applicant reads.
const LABELS: &str = "
received           | 접수        | received                  | 접수되었습니다                   | Received
in_check           | 서류 확인   | papers being checked      | 서류를 확인하고 있습니다         | Papers are being checked
awaiting_applicant | 보완 대기   | waiting for the applicant | 보완을 기다리고 있습니다         | Waiting for you
in_review          | 검토        | under review              | 검토하고 있습니다                | Under review
consulting         | 협의        | authorities consulted     | 관계 기관의 의견을 듣고 있습니다 | Other authorities are being asked
recommended        | 결재 대기   | waiting for approval      | 검토하고 있습니다                | Under review
in_committee       | 위원회 심의 | before the committee      | 위원회에서 심의하고 있습니다     | Before the committee
decided            | 처분        | decided                   | 결정되었습니다                   | Decided
filing             | 제출 중     | being sent                | 관계 기관에 보내고 있습니다      | Being sent to the authority
filing_failed      | 제출 실패   | sending failed            | 관계 기관에 보내고 있습니다      | Being sent to the authority
closed             | 종결        | closed                    | 끝났습니다                       | Finished
withdrawn          | 취하        | withdrawn                 | 취하하셨습니다                   | You withdrew it
returned           | 반려        | returned                  | 돌려보냈습니다                   | Sent back to you
under_appeal       | 이의신청    | under objection           | 이의신청을 검토하고 있습니다     | Your objection is under review
";

#[test]
fn every_stage_has_words_for_the_office_and_for_the_applicant_in_both_languages() {
    let rows: Vec<Vec<&str>> =
        LABELS.trim().lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    assert_eq!(rows.len(), StageKind::ALL.len());
    for (stage, row) in StageKind::ALL.iter().zip(rows) {
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        assert_eq!(stage.key(), row[0]);
        assert_eq!(stage.staff_label(), Text::new(row[1], row[2]), "{}", row[0]);
        assert_eq!(stage.public_label(), Text::new(row[3], row[4]), "{}", row[0]);
    }
}

#[test]
fn officers_tell_all_stages_apart() {
    for pick in [|text: Text| text.ko, |text: Text| text.en] {
        let names: BTreeSet<String> = StageKind::ALL.iter().map(|stage| pick(stage.staff_label())).collect();
        assert_eq!(names.len(), StageKind::ALL.len());
    }
}

#[test]
fn the_applicant_learns_neither_of_a_recommendation_nor_of_a_delivery_that_failed() {
    assert_eq!(StageKind::Recommended.public_label(), StageKind::InReview.public_label());
    assert_eq!(StageKind::FilingFailed.public_label(), StageKind::Filing.public_label());
    for stage in StageKind::ALL {
        let Text { ko, en } = stage.public_label();
        for word in ["결재", "실패", "내부"] {
            assert!(!ko.contains(word), "{ko}");
        }
        for word in ["approv", "recommend", "fail"] {
            assert!(!en.to_lowercase().contains(word), "{en}");
        }
    }
}
