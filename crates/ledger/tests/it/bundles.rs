//! A proof bundle: what it proves, and what each step says when something differs.

use crate::support::*;
use teukgu_ledger::*;

fn fault(text: &str, trust: Trust<'_>) -> BundleFault {
    Bundle::parse(text).unwrap().verify(trust).unwrap_err()
}

#[test]
fn a_bundle_comes_back_and_holds() {
    let entries = entries(30);
    for seq in 1..=30 {
        let bundle = bundle(&entries, seq, 30);
        let back = Bundle::parse(&bundle.to_json()).unwrap();
        assert_eq!(back, bundle);
        let verified = back.verify(Trust::default()).unwrap();
        assert_eq!((verified.pinned, verified.has_payload), (false, seq % 10 != 3));
        assert_eq!((verified.checkpoint.size, verified.signers.len()), (30, 1));
    }
}

#[test]
fn every_step_says_what_it_found_in_order() {
    let keys = [key(1).verifier()];
    let held = Checkpoint::new(ZONE, 17, Hash::EMPTY_ROOT);
    let trust = Trust { keys: Some(&keys), zone: Some(ZONE), held: Some(&held) };
    let verified = bundle(&entries(30), 5, 30).verify(trust).unwrap();
    let names: Vec<_> = verified.steps.iter().map(|step| step.id.as_str()).collect();
    let order = ["header", "payload", "leaf", "checkpoint", "inclusion", "signature", "zone", "held"];
    assert_eq!(names, order);
    assert!(
        verified.pinned
            && verified.steps.iter().all(|step| !step.text.ko.is_empty() && !step.text.en.is_empty())
    );
}

#[test]
fn what_is_missing_is_said_and_keys_of_the_file_are_marked() {
    let verified = bundle(&entries(30), 3, 30).verify(Trust::default()).unwrap();
    assert!(verified.steps[1].text.en.contains("erased or is withheld"));
    assert!(verified.steps[5].text.en.ends_with("trust it only if it is the one that the office publishes"));
}

#[test]
fn the_step_that_fails_says_what_differs() {
    let json = bundle(&entries(30), 5, 30).to_json();
    let cases = [
        (json.replacen("\"clerk\"", "\"\"", 1), StepId::Header),
        (json.replacen("양재", "송도", 1), StepId::Payload),
        (json.replacen("\"clerk\"", "\"mayor\"", 1), StepId::Leaf),
        (json.replacen("\"zone\": \"yangjae\"", "\"zone\": \"songdo\"", 1), StepId::Leaf),
        (json.replacen("\"size\": 30", "\"size\": 31", 1), StepId::Checkpoint),
        (json.replacen("\\n30\\n", "\\n030\\n", 1), StepId::Checkpoint),
        (json.replacen("\"index\": 4", "\"index\": 5", 1), StepId::Inclusion),
        (json.replacen("\\n\\n", "\\nmore\\n\\n", 1), StepId::Signature),
    ];
    for (text, step) in cases {
        assert_ne!(text, json, "{step:?}");
        let fault = fault(&text, Trust::default());
        assert_eq!(fault.step, step, "{fault}");
        assert!(!fault.text.ko.is_empty() && !fault.help.ko.is_empty() && !fault.help.en.is_empty());
    }
}

#[test]
fn a_bundle_that_is_not_trusted_beforehand_is_refused() {
    let json = bundle(&entries(30), 5, 30).to_json();
    let other = [key(2).verifier()];
    assert_eq!(fault(&json, Trust { keys: Some(&other), ..Trust::default() }).step, StepId::Signature);
    assert_eq!(fault(&json, Trust { keys: Some(&[]), ..Trust::default() }).step, StepId::Signature);
    assert_eq!(fault(&json, Trust { zone: Some("songdo"), ..Trust::default() }).step, StepId::Zone);
    let fork = Checkpoint::new(ZONE, 30, Hash::EMPTY_ROOT);
    let found = fault(&json, Trust { held: Some(&fork), ..Trust::default() });
    assert!(found.step == StepId::Held && found.help.en.contains("forked"), "{found}");
    let elsewhere = Checkpoint::new("songdo", 30, Hash::EMPTY_ROOT);
    assert_eq!(fault(&json, Trust { held: Some(&elsewhere), ..Trust::default() }).step, StepId::Held);
}

#[test]
fn an_entry_with_the_checkpoint_of_another_zone_is_refused() {
    let (entries, zone) = (entries(4), "songdo");
    let tree = tree_of(&entries);
    let key = SigningKey::from_seed(&origin(zone), [1; 32]).unwrap();
    let note = Checkpoint::new(zone, 4, tree.root()).sign(&[&key]).unwrap();
    let hashes = prove_inclusion(&tree, 0, 4).unwrap();
    let bundle = Bundle::new(entries[0].clone(), hashes, note, vec![key.verifier()]).unwrap();
    assert_eq!(bundle.verify(Trust::default()).unwrap_err().step, StepId::Zone);
}

#[test]
fn a_text_that_is_no_bundle_names_the_field_or_the_place() {
    let json = bundle(&entries(30), 5, 30).to_json();
    let cases = [
        ("\"teukgu-proof/1\"", "\"teukgu-proof/2\"", "field `format` must be \"teukgu-proof/1\""),
        ("\"seq\": 5", "\"seq\": \"5\"", "field `seq` must be a whole number from 0"),
        ("\"seq\": 5", "\"seq\": 5, \"more\": 1", "field `more` is unknown"),
        ("\"kind\": \"source\",", "", "field `entry.kind` is missing"),
        (
            "\"salt\": \"",
            "\"salt\": \"x",
            "field `entry.payload.salt` must be 32 lower-case hexadecimal digits",
        ),
        ("\"teukgu/yangjae+", "\"teukgu/yangjaf+", "field `keys[0]` must be a public key"),
        ("\"seq\": 5", "\"seq\": 5, \"seq\": 5", "line 4, column 17: field `seq` is there twice"),
        ("\"seq\": 5", "\"seq\" 5", "line 4, column 9: expected `:`"),
    ];
    for (from, to, expected) in cases {
        let text = json.replacen(from, to, 1);
        let error = Bundle::parse(&text).unwrap_err();
        assert_eq!(error.to_string(), format!("the proof cannot be read: {expected}"));
        assert!(!error.help().is_empty());
    }
    let long = format!("{json}{}", " ".repeat(1024 * 1024));
    assert!(matches!(Bundle::parse(&long), Err(BundleError::TooLong { .. })));
}

#[test]
fn a_bundle_that_cannot_be_written_is_not_made() {
    let note = checkpoint(&tree_of(&entries(3)), 3);
    let with = |bytes: Vec<u8>, note: &str| {
        let payload = Payload { salt: Salt([0; 16]), bytes };
        let entry = KeptEntry { payload: Some(payload), ..entry(1) };
        Bundle::new(entry, vec![], note.to_owned(), vec![]).unwrap_err()
    };
    assert_eq!(with(vec![0xff], &note), BundleError::NotText { seq: 1 });
    assert!(matches!(with(vec![b'x'; 1024 * 1024], &note), BundleError::TooLong { .. }));
    assert!(matches!(with(vec![], "no note"), BundleError::Checkpoint(_)));
}
