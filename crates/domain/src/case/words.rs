//! What stages, acts and capacities are called: for the office, and for the applicant.

use super::act::{ActKind, Capacity};
use super::parts::Opinion;
use super::stage::StageKind;
use crate::text::Text;

impl StageKind {
    /// Returns what officers call the stage.
    pub fn staff_label(self) -> Text {
        let (ko, en) = match self {
            Self::Received => ("접수", "received"),
            Self::InCheck => ("서류 확인", "papers being checked"),
            Self::AwaitingApplicant => ("보완 대기", "waiting for the applicant"),
            Self::InReview => ("검토", "under review"),
            Self::Consulting => ("협의", "authorities consulted"),
            Self::Recommended => ("결재 대기", "waiting for approval"),
            Self::InCommittee => ("위원회 심의", "before the committee"),
            Self::Decided => ("처분", "decided"),
            Self::Filing => ("제출 중", "being sent"),
            Self::FilingFailed => ("제출 실패", "sending failed"),
            Self::Closed => ("종결", "closed"),
            Self::Withdrawn => ("취하", "withdrawn"),
            Self::Returned => ("반려", "returned"),
            Self::UnderAppeal => ("이의신청", "under objection"),
        };
        Text::new(ko, en)
    }

    /// Returns what the applicant is told; what happens inside the office looks the same from outside.
    pub fn public_label(self) -> Text {
        let (ko, en) = match self {
            Self::Received => ("접수되었습니다", "Received"),
            Self::InCheck => ("서류를 확인하고 있습니다", "Papers are being checked"),
            Self::AwaitingApplicant => ("보완을 기다리고 있습니다", "Waiting for you"),
            Self::InReview | Self::Recommended => ("검토하고 있습니다", "Under review"),
            Self::Consulting => ("관계 기관의 의견을 듣고 있습니다", "Other authorities are being asked"),
            Self::InCommittee => ("위원회에서 심의하고 있습니다", "Before the committee"),
            Self::Decided => ("결정되었습니다", "Decided"),
            Self::Filing | Self::FilingFailed => {
                ("관계 기관에 보내고 있습니다", "Being sent to the authority")
            }
            Self::Closed => ("끝났습니다", "Finished"),
            Self::Withdrawn => ("취하하셨습니다", "You withdrew it"),
            Self::Returned => ("돌려보냈습니다", "Sent back to you"),
            Self::UnderAppeal => ("이의신청을 검토하고 있습니다", "Your objection is under review"),
        };
        Text::new(ko, en)
    }
}

impl ActKind {
    /// Returns what the act is called.
    pub fn name(self) -> Text {
        let (ko, en) = match self {
            Self::File => ("신청", "file"),
            Self::Accept => ("접수 처리", "take up"),
            Self::Assign => ("배정", "assign"),
            Self::DoTask => ("처리 항목 완료", "finish a task"),
            Self::OpenTask => ("처리 항목 되돌림", "reopen a task"),
            Self::RequestInfo => ("보완 요구", "ask for more"),
            Self::Answer => ("보완 제출", "answer"),
            Self::Lapse => ("보완 기한 경과", "time for the answer over"),
            Self::CompleteCheck => ("서류 확인 완료", "papers complete"),
            Self::Consult => ("협의 요청", "consult authorities"),
            Self::Invite => ("협의 링크 보냄", "send the link"),
            Self::Respond => ("협의 의견", "opinion"),
            Self::EndConsultation => ("협의 종료", "end the consultation"),
            Self::Extend => ("처리기간 연장", "extend the period"),
            Self::Recount => ("기한 다시 셈", "count the due day again"),
            Self::Recommend => ("검토 의견", "recommend"),
            Self::Approve => ("결재", "approve"),
            Self::PushBack => ("재검토 요구", "push back"),
            Self::Refer => ("위원회 회부", "refer to the committee"),
            Self::Resolve => ("위원회 의결", "resolve"),
            Self::Issue => ("문서 발급", "issue a paper"),
            Self::Send => ("관계 기관 제출", "send to the authority"),
            Self::Acknowledge => ("제출 확인", "note the receipt"),
            Self::FailSending => ("제출 실패", "note a failed delivery"),
            Self::Retry => ("다시 제출", "send again"),
            Self::Close => ("종결", "close"),
            Self::Withdraw => ("취하", "withdraw"),
            Self::Return => ("반려", "return"),
            Self::Appeal => ("이의신청", "object"),
            Self::DecideAppeal => ("이의신청 결정", "decide on the objection"),
        };
        Text::new(ko, en)
    }
}

impl Capacity {
    /// Returns what the capacity is called.
    pub fn name(self) -> Text {
        let (ko, en) = match self {
            Self::Applicant => ("신청인", "applicant"),
            Self::Officer => ("담당자", "officer"),
            Self::Approver => ("결재권자", "approver"),
            Self::Consultee => ("협의기관", "consulted authority"),
            Self::Committee => ("위원회", "committee"),
            Self::System => ("시스템", "system"),
        };
        Text::new(ko, en)
    }
}

impl Opinion {
    /// Returns what the opinion is called.
    pub fn name(self) -> Text {
        let (ko, en) = match self {
            Self::NoComment => ("의견 없음", "no comment"),
            Self::Comment => ("의견 있음", "comment"),
            Self::Objection => ("반대", "objection"),
        };
        Text::new(ko, en)
    }
}
