//! A letter as it goes over the wire.

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder, SinglePart};
use lettre::{Address, Message};
use std::time::SystemTime;
use teukgu_office::courier::{DeliveryFault, Mail};

/// Longest address (RFC 5321), in characters.
const LONGEST_ADDRESS: usize = 254;
/// Longest id, in characters.
const LONGEST_ID: usize = 100;
/// Longest subject, in characters.
const LONGEST_SUBJECT: usize = 500;

/// Writes a letter; nothing that it holds can become a header or another address.
pub(crate) fn write(letter: &Mail, from: &Mailbox, at: SystemTime) -> Result<Message, DeliveryFault> {
    let (id, to) = (checked_id(&letter.id)?, checked_address(&letter.to)?);
    let builder = Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(at)
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(checked_subject(&letter.subject)?);
    let builder = with(builder, "Content-Language", letter.lang.tag());
    // Nobody's holiday notice should answer it.
    let builder = with(builder, "Auto-Submitted", "auto-generated");
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.text.clone());
    builder.singlepart(text).map_err(|error| refused(format!("it cannot be written: {error}")))
}

fn with(builder: MessageBuilder, name: &'static str, value: &str) -> MessageBuilder {
    builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()))
}

fn refused(reason: impl Into<String>) -> DeliveryFault {
    DeliveryFault::Permanent(reason.into())
}

fn checked_id(id: &str) -> Result<&str, DeliveryFault> {
    let is_plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    // The id is the left side of an address, in which dots stand between other characters.
    let is_dotted = id.split('.').all(|part| !part.is_empty());
    let is_id = is_plain && is_dotted && id.len() <= LONGEST_ID;
    is_id.then_some(id).ok_or_else(|| refused("its id cannot be sent along"))
}

fn checked_address(to: &str) -> Result<Address, DeliveryFault> {
    let is_plain = to.len() <= LONGEST_ADDRESS && to.bytes().all(|b| b.is_ascii_graphic());
    // Quotes and what stands in brackets are allowed by the standard, and used by nobody but those who try.
    let is_plain = is_plain && !to.contains(['"', '<', '>', ',', ';', ':', '(', ')', '[', ']', '\\']);
    let address = is_plain.then(|| to.parse::<Address>().ok()).flatten();
    address.ok_or_else(|| refused("where it goes to is no address"))
}

fn checked_subject(subject: &str) -> Result<&str, DeliveryFault> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let is_subject =
        !subject.trim().is_empty() && !subject.contains(breaks) && subject.chars().count() <= LONGEST_SUBJECT;
    is_subject
        .then_some(subject)
        .ok_or_else(|| refused("its subject is empty, too long or has several lines"))
}
