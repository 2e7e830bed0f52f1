//! Checking a proof bundle: one named step after the other, and the first that fails says what differs.

use super::Bundle;
use crate::checkpoint::{Checkpoint, Opened, origin};
use crate::key::VerifierKey;
use crate::proof::{ProofError, verify_inclusion};
use std::fmt;
use teukgu_domain::text::Text;

/// What a visitor trusts beforehand; by default nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trust<'a> {
    /// Keys that the office publishes; `None` takes those in the bundle, and then the outcome is not pinned.
    pub keys: Option<&'a [VerifierKey]>,
    /// Zone that the entry must be of.
    pub zone: Option<&'a str>,
    /// Checkpoint of the same record that was kept from earlier.
    pub held: Option<&'a Checkpoint>,
}

/// A step of checking a bundle, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepId {
    /// The header is well formed.
    Header,
    /// The payload fits its hash.
    Payload,
    /// The leaf is the hash of the header.
    Leaf,
    /// The checkpoint can be read, and is of the size that the proof speaks of.
    Checkpoint,
    /// The proof leads from the leaf to the root of the checkpoint.
    Inclusion,
    /// A trusted key has signed the checkpoint.
    Signature,
    /// The checkpoint is of the zone of the entry, and of the expected one.
    Zone,
    /// The checkpoint does not contradict the one that was kept from earlier.
    Held,
}

impl StepId {
    /// Returns the name of the step, one word in English.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Leaf => "leaf",
            Self::Checkpoint => "checkpoint",
            Self::Inclusion => "inclusion",
            Self::Signature => "signature",
            Self::Zone => "zone",
            Self::Held => "held",
        }
    }
}

/// A step that has held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub id: StepId,
    /// What was found.
    pub text: Text,
}

/// Says which step failed, what differs, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFault {
    /// Which step.
    pub step: StepId,
    /// What differs.
    pub text: Text,
    /// What to do about it.
    pub help: Text,
}

impl fmt::Display for BundleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.step.as_str(), self.text.en)
    }
}

impl std::error::Error for BundleFault {}

/// What was found when every step has held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whether the keys were handed in; if not, the bundle proves no more than that its own key has signed it.
    pub pinned: bool,
    /// Whether the content was there and has been compared.
    pub has_payload: bool,
    /// The checkpoint, which is worth keeping for next time.
    pub checkpoint: Checkpoint,
    /// The trusted keys that have signed it.
    pub signers: Vec<VerifierKey>,
    /// Every step with what was found.
    pub steps: Vec<Step>,
}

type Found<T = ()> = Result<(T, Text), (Text, Text)>;

#[derive(Default)]
struct Steps(Vec<Step>);

impl Steps {
    fn add<T>(&mut self, id: StepId, found: Found<T>) -> Result<T, BundleFault> {
        let (value, text) = found.map_err(|(text, help)| BundleFault { step: id, text, help })?;
        self.0.push(Step { id, text });
        Ok(value)
    }
}

impl Bundle {
    /// Checks everything that can be checked without the office.
    ///
    /// # Errors
    /// [`BundleFault`] of the first step that does not hold.
    pub fn verify(&self, trust: Trust<'_>) -> Result<Verified, BundleFault> {
        let mut steps = Steps::default();
        steps.add(StepId::Header, self.check_header())?;
        steps.add(StepId::Payload, self.check_payload())?;
        steps.add(StepId::Leaf, self.check_leaf())?;
        let checkpoint = steps.add(StepId::Checkpoint, self.check_checkpoint())?;
        steps.add(StepId::Inclusion, self.check_inclusion(&checkpoint))?;
        let signers = steps.add(StepId::Signature, self.check_signature(trust.keys))?;
        steps.add(StepId::Zone, self.check_zone(&checkpoint, trust.zone))?;
        if let Some(held) = trust.held {
            steps.add(StepId::Held, check_held(&checkpoint, held))?;
        }
        let (pinned, has_payload) = (trust.keys.is_some(), self.entry.payload.is_some());
        Ok(Verified { pinned, has_payload, checkpoint, signers, steps: steps.0 })
    }

    fn check_header(&self) -> Found {
        let seq = self.entry.header.seq;
        if self.entry.header.is_well_formed() {
            let text = Text::new(
                format!("기록 {seq}번의 항목이 형식에 맞습니다"),
                format!("entry {seq} is well formed"),
            );
            return Ok(((), text));
        }
        let text = Text::new(
            format!("기록 {seq}번의 항목이 비었거나 제어문자를 담고 있습니다"),
            format!("a field of entry {seq} is empty or has a control character"),
        );
        Err((text, edited()))
    }

    fn check_payload(&self) -> Found {
        let hash = &self.entry.header.payload_hash;
        let Some(payload) = &self.entry.payload else {
            let text = Text::new(
                "내용은 파기되었거나 이 파일에 담기지 않았습니다. 해시값만 증명됩니다",
                "the content was erased or is withheld, and only its hash is proved",
            );
            return Ok(((), text));
        };
        let found = payload.hash();
        if found == *hash {
            let text = Text::new("내용이 해시값과 일치합니다", "the content fits its hash");
            return Ok(((), text));
        }
        let text = Text::new(
            format!("내용의 해시값은 {found}인데 기록에는 {hash}로 적혀 있습니다"),
            format!("the content has the hash {found}, and the entry says {hash}"),
        );
        Err((text, edited()))
    }

    fn check_leaf(&self) -> Found {
        let (leaf, claimed) = (self.entry.header.leaf(), self.leaf);
        if leaf == claimed {
            let text =
                Text::new(format!("잎의 해시값은 {leaf}입니다"), format!("the hash of the leaf is {leaf}"));
            return Ok(((), text));
        }
        let text = Text::new(
            format!("항목으로 계산한 잎의 해시값은 {leaf}인데 파일에는 {claimed}로 적혀 있습니다"),
            format!("the fields of the entry give the leaf {leaf}, and the proof says {claimed}"),
        );
        Err((text, edited()))
    }

    fn check_checkpoint(&self) -> Found<Checkpoint> {
        let checkpoint = Checkpoint::parse_unverified(&self.checkpoint).map_err(|error| {
            let text = Text::new(
                format!("확인점을 읽을 수 없습니다: {error}"),
                format!("the checkpoint cannot be read: {error}"),
            );
            (text, error.help())
        })?;
        let (size, claimed) = (checkpoint.size, self.inclusion.size);
        if size == claimed {
            let text = Text::new(
                format!("확인점은 기록 {size}건의 것입니다"),
                format!("the checkpoint is of {size} entries"),
            );
            return Ok((checkpoint, text));
        }
        let text = Text::new(
            format!("확인점은 기록 {size}건의 것인데 증명은 {claimed}건의 것입니다"),
            format!("the checkpoint is of {size} entries, and the proof is of {claimed}"),
        );
        Err((text, edited()))
    }

    fn check_inclusion(&self, checkpoint: &Checkpoint) -> Found {
        let (seq, index) = (self.entry.header.seq, self.inclusion.index);
        if seq.checked_sub(1) != Some(index) {
            let text = Text::new(
                format!("기록 {seq}번의 증명이 {index}번째 잎을 가리킵니다 (0부터 셈)"),
                format!("entry {seq} comes with the proof of leaf {index}, counted from 0"),
            );
            return Err((text, edited()));
        }
        let Checkpoint { size, root, .. } = checkpoint;
        match verify_inclusion(&self.leaf, index, *size, root, &self.inclusion.hashes) {
            Ok(()) => Ok(((), included(seq, *size))),
            Err(error) => Err((not_included(seq, error), edited())),
        }
    }

    fn check_signature(&self, pinned: Option<&[VerifierKey]>) -> Found<Vec<VerifierKey>> {
        match Checkpoint::open(&self.checkpoint, pinned.unwrap_or(&self.keys)) {
            Ok(Opened { signers, .. }) => {
                let text = signed(&signers, pinned.is_some());
                Ok((signers, text))
            }
            Err(error) => {
                let text = Text::new(
                    format!("확인점의 서명을 확인할 수 없습니다: {error}"),
                    format!("the signature of the checkpoint does not hold: {error}"),
                );
                Err((text, error.help()))
            }
        }
    }

    fn check_zone(&self, checkpoint: &Checkpoint, expected: Option<&str>) -> Found {
        let (zone, found) = (&self.entry.header.zone, &checkpoint.origin);
        if origin(zone) != *found {
            let text = Text::new(
                format!("기록은 `{zone}` 특구의 것인데 확인점은 `{found}`의 것입니다"),
                format!("the entry is of zone `{zone}`, and the checkpoint of `{found}`"),
            );
            return Err((text, edited()));
        }
        match expected.filter(|expected| expected != zone) {
            None => Ok((
                (),
                Text::new(format!("`{zone}` 특구의 기록입니다"), format!("the record is of zone `{zone}`")),
            )),
            Some(expected) => Err(other_zone(zone, expected)),
        }
    }
}

fn edited() -> Text {
    Text::new(
        "증명 파일이 받은 뒤에 바뀌었습니다. 다시 내려받고, 그래도 같으면 특구 사무국에 알리십시오.",
        "The file was changed after it was made; download it again, and tell the office if that does not help.",
    )
}

fn included(seq: u64, size: u64) -> Text {
    Text::new(
        format!("기록 {seq}번은 전체 {size}건에 들어 있습니다"),
        format!("entry {seq} stands in the record of {size} entries"),
    )
}

fn not_included(seq: u64, error: ProofError) -> Text {
    Text::new(
        format!("기록 {seq}번에서 확인점의 해시값에 이르지 못합니다: {error}"),
        format!("entry {seq} does not lead to the root of the checkpoint: {error}"),
    )
}

fn signed(signers: &[VerifierKey], pinned: bool) -> Text {
    let names: Vec<String> = signers.iter().map(|key| format!("{}+{}", key.name(), key.id())).collect();
    let names = names.join(", ");
    if pinned {
        return Text::new(
            format!("지정한 검증키로 서명을 확인했습니다: {names}"),
            format!("the checkpoint is signed with a key that was handed in: {names}"),
        );
    }
    Text::new(
        format!("파일에 든 검증키로 서명을 확인했습니다: {names}. 특구가 공표한 키와 같을 때에만 믿으십시오"),
        format!(
            "the checkpoint is signed with a key from the file itself: {names}; \
             trust it only if it is the one that the office publishes"
        ),
    )
}

fn other_zone(zone: &str, expected: &str) -> (Text, Text) {
    let text = Text::new(
        format!("`{expected}` 특구가 아니라 `{zone}` 특구의 기록입니다"),
        format!("the entry is of zone `{zone}`, not of `{expected}`"),
    );
    let help = Text::new(
        "다른 특구의 증명 파일인지 확인하십시오.",
        "See whether this is the proof of another zone.",
    );
    (text, help)
}

/// Two sizes cannot be compared without a consistency proof, so that is said and no fault.
fn check_held(checkpoint: &Checkpoint, held: &Checkpoint) -> Found {
    let (size, earlier) = (checkpoint.size, held.size);
    if checkpoint.origin != held.origin {
        return Err(other_zone(&checkpoint.origin, &held.origin));
    }
    if size != earlier {
        let text = Text::new(
            format!(
                "보관한 확인점은 {earlier}건, 이 확인점은 {size}건의 것이어서 이 파일만으로는 견줄 수 없습니다"
            ),
            format!(
                "the kept checkpoint is of {earlier} entries and this one of {size}, so this file cannot compare them"
            ),
        );
        return Ok(((), text));
    }
    if checkpoint.root == held.root {
        let text = Text::new("보관한 확인점과 일치합니다", "the checkpoint is the one that was kept");
        return Ok(((), text));
    }
    let text = Text::new(
        format!(
            "같은 {size}건인데 보관한 확인점의 해시값은 {}이고 이 확인점은 {}입니다",
            held.root, checkpoint.root
        ),
        format!(
            "{size} entries have the root {} in the kept checkpoint and {} in this one",
            held.root, checkpoint.root
        ),
    );
    let help = Text::new(
        "기록이 두 갈래로 나뉘었습니다. 두 확인점을 모두 보관하고 특구 사무국과 감독기관에 알리십시오.",
        "The record has been forked; keep both checkpoints, and tell the office and whoever oversees it.",
    );
    Err((text, help))
}
