//! Letters against a mail server that does as it is told.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod server;

use server::{HANG, Script, Server, TAKES};
use std::sync::Arc;
use std::time::Duration;
use teukgu_domain::text::Lang;
use teukgu_mail::{ConfigFault, Protection, Smtp, SmtpConfig};
use teukgu_office::clock::{Clock, StoppedClock};
use teukgu_office::courier::{Courier as _, DeliveryFault, Mail};

const FROM: &str = "양재 특구 <zone@gu.example>";

fn clock() -> Arc<dyn Clock> {
    Arc::new(StoppedClock("2026-03-02T00:00:00Z".parse().unwrap()))
}

fn letter() -> Mail {
    Mail {
        id: "case-17.notice-2".to_owned(),
        to: "hong@firm.example".to_owned(),
        subject: "보완 요구 안내".to_owned(),
        text: "첫 줄\n.\n..끝\n".to_owned(),
        lang: Lang::Ko,
    }
}

fn config(address: &str) -> SmtpConfig {
    SmtpConfig { patience: Duration::from_millis(400), ..SmtpConfig::new(address, FROM) }
}

fn courier(server: &Server) -> Smtp {
    Smtp::new(config(&format!("smtp://127.0.0.1:{}", server.port)), clock()).unwrap()
}

/// Returns the value of a header, unfolded.
fn header(lines: &[String], name: &str) -> String {
    let at = lines.iter().position(|line| line.starts_with(&format!("{name}: "))).unwrap();
    let more = lines[at + 1..].iter().take_while(|line| line.starts_with(' '));
    let value: String = std::iter::once(&lines[at]).chain(more).map(String::as_str).collect();
    value.split_once(": ").unwrap().1.to_owned()
}

#[tokio::test]
async fn a_letter_is_taken_with_its_id_date_language_and_dots() {
    let server = Server::start(TAKES).await;
    let receipt = courier(&server).deliver(&letter()).await.unwrap();
    assert_eq!(receipt.answer, "2.0.0 queued as 17");
    let heard = server.heard();
    assert!(heard.iter().any(|line| line == "EHLO gu.example"), "{heard:?}");
    assert!(heard.iter().any(|line| line.starts_with("MAIL FROM:<zone@gu.example>")), "{heard:?}");
    assert!(heard.iter().any(|line| line == "RCPT TO:<hong@firm.example>"), "{heard:?}");
    for (name, value) in [
        ("Message-ID", "<case-17.notice-2@gu.example>"),
        ("Date", "Mon, 02 Mar 2026 00:00:00 +0000"),
        ("To", "hong@firm.example"),
        ("Content-Language", "ko"),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Type", "text/plain; charset=utf-8"),
    ] {
        assert_eq!(header(&heard, name), value);
    }
    assert!(heard.iter().all(|line| line.is_ascii()), "{heard:?}");
    assert!(header(&heard, "Subject").starts_with("=?utf-8?b?"), "{heard:?}");
    assert!(header(&heard, "From").ends_with("<zone@gu.example>"), "{heard:?}");
    // Had a dot of the text ended the letter, its end would have been taken for commands.
    assert_eq!(heard.iter().filter(|line| *line == ".").count(), 1);
}

#[tokio::test]
async fn the_same_letter_has_the_same_id_again() {
    let server = Server::start(TAKES).await;
    let courier = courier(&server);
    for _ in 0..2 {
        courier.deliver(&letter()).await.unwrap();
    }
    let ids = server.heard().into_iter().filter(|line| line.starts_with("Message-ID")).collect::<Vec<_>>();
    assert_eq!(ids, ["Message-ID: <case-17.notice-2@gu.example>"; 2]);
}

async fn fault(script: Script) -> DeliveryFault {
    let server = Server::start(script).await;
    courier(&server).deliver(&letter()).await.unwrap_err()
}

#[tokio::test]
async fn answers_of_the_server_are_for_now_or_for_good() {
    for (script, is_temporary, says) in [
        (Script { rcpt: "450 4.2.1 busy", ..TAKES }, true, "450"),
        (Script { rcpt: "550 5.1.1 no such user", ..TAKES }, false, "no such user"),
        (Script { mail: "421 closing", ..TAKES }, true, "421"),
        (Script { mail: "553 sender refused", ..TAKES }, false, "553"),
        (Script { text: "451 4.3.0 try again", ..TAKES }, true, "451"),
        (Script { text: "554 5.7.1 spam", ..TAKES }, false, "spam"),
        (Script { rcpt: "550-one\r\n550 two\tlines", ..TAKES }, false, "550"),
        (Script { greeting: "421 too many", ..TAKES }, true, "421"),
        (Script { greeting: "hello?", ..TAKES }, true, ""),
        (Script { rcpt: "999 what", ..TAKES }, true, ""),
        (Script { text: "", ..TAKES }, true, ""),
        (Script { greeting: "", ..TAKES }, true, ""),
        (Script { mail: "", ..TAKES }, true, ""),
    ] {
        let fault = fault(script.clone()).await;
        assert_eq!(fault.is_temporary(), is_temporary, "{script:?} {fault}");
        assert!(fault.to_string().contains(says) && !fault.to_string().contains(['\n', '\t']), "{fault}");
        assert!(!fault.message().ko.is_empty() && !fault.help().ko.is_empty());
    }
}

#[tokio::test]
async fn a_server_that_is_slow_or_away_is_tried_again_later() {
    let slow = [
        Script { greeting: HANG, ..TAKES },
        Script { hello: HANG, ..TAKES },
        Script { rcpt: HANG, ..TAKES },
        Script { text: HANG, ..TAKES },
    ];
    for script in slow {
        assert!(fault(script.clone()).await.is_temporary(), "{script:?}");
    }
    let port = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let away = Smtp::new(config(&format!("smtp://127.0.0.1:{port}")), clock()).unwrap();
    assert!(away.deliver(&letter()).await.unwrap_err().is_temporary());
}

#[tokio::test]
async fn what_would_be_another_header_or_address_is_refused_before_anything_is_connected() {
    let server = Server::start(TAKES).await;
    let courier = courier(&server);
    let mut bad = Vec::new();
    for to in [
        "",
        "hong",
        "@firm.example",
        "hong@",
        "a@x.example, b@x.example",
        "a@x.example;b@x.example",
        "a@x.example\r\nBcc: b@x.example",
        "a@x.example\n",
        "Hong <a@x.example>",
        "<a@x.example>",
        "a b@x.example",
        "a@x.example>\r\nRCPT TO:<b@x.example",
        "\"a\r\n\"@x.example",
        "홍@x.example",
        "a@홍.example",
        "a@[127.0.0.1]",
        "a\0@x.example",
        "a@x.example ",
    ] {
        bad.push(Mail { to: to.to_owned(), ..letter() });
    }
    bad.push(Mail { to: format!("{}@x.example", "a".repeat(300)), ..letter() });
    for subject in ["", " ", "a\r\nBcc: b@x.example", "a\nb", "a\rb", "a\0b", "a\u{85}b", "a\u{2028}b"] {
        bad.push(Mail { subject: subject.to_owned(), ..letter() });
    }
    for id in ["", "a b", "a@b", "a\r\nb", "a>", "홍", ".a", "a..b", &"a".repeat(101)] {
        bad.push(Mail { id: (*id).to_owned(), ..letter() });
    }
    for letter in bad {
        let fault = courier.deliver(&letter).await.unwrap_err();
        assert!(!fault.is_temporary(), "{:?} {:?} {:?} {fault}", letter.id, letter.to, letter.subject);
    }
    assert_eq!(server.heard(), Vec::<String>::new());
}

#[tokio::test]
async fn commands_in_a_text_stay_in_the_text() {
    let server = Server::start(TAKES).await;
    let text = "끝\r\n.\r\nMAIL FROM:<x@x.example>\r\nRCPT TO:<y@x.example>\r\nDATA\r\n".to_owned();
    courier(&server).deliver(&Mail { text, lang: Lang::En, ..letter() }).await.unwrap();
    let ascii = "end\n.\nMAIL FROM:<x@x.example>\n".to_owned();
    courier(&server).deliver(&Mail { text: ascii, ..letter() }).await.unwrap();
    let heard = server.heard();
    // A letter that ended too early would have ended twice, and the rest of it would have been answered.
    let count = |word: &str| heard.iter().filter(|line| *line == word).count();
    assert_eq!((count("."), count("QUIT"), count("RCPT TO:<hong@firm.example>")), (2, 2, 2), "{heard:?}");
    assert_eq!(heard.iter().filter(|line| line.starts_with("EHLO")).count(), 2, "{heard:?}");
}

#[tokio::test]
async fn a_password_is_said_to_the_same_machine_and_a_refused_one_keeps_the_letter() {
    let server = Server::start(TAKES).await;
    let address = format!("smtp://zone@127.0.0.1:{}", server.port);
    let with_password = config(&address).with_password("secret\r\n");
    Smtp::new(with_password.clone(), clock()).unwrap().deliver(&letter()).await.unwrap();
    // NUL zone NUL secret, in base64.
    assert!(server.heard().iter().any(|line| line == "AUTH PLAIN AHpvbmUAc2VjcmV0"), "{:?}", server.heard());
    let strict = Server::start(Script { auth: "535 5.7.8 wrong", ..TAKES }).await;
    let config = SmtpConfig { address: format!("smtp://zone@127.0.0.1:{}", strict.port), ..with_password };
    let fault = Smtp::new(config.clone(), clock()).unwrap().deliver(&letter()).await.unwrap_err();
    assert!(fault.is_temporary() && fault.to_string().contains("535"), "{fault}");
    assert!(!format!("{config:?}").contains("secret"));
}

#[tokio::test]
async fn without_tls_nothing_is_said_of_letters_or_passwords() {
    let server = Server::start(TAKES).await;
    let there = teukgu_mail::Server::parse(&format!("smtp://zone@127.0.0.1:{}", server.port)).unwrap();
    for protection in [Protection::StartTls, Protection::Tls] {
        let there = teukgu_mail::Server { protection, ..there.clone() };
        let courier = Smtp::to(&there, config("").with_password("secret"), clock()).unwrap();
        assert!(courier.deliver(&letter()).await.unwrap_err().is_temporary());
    }
    let said = |word: &str| server.heard().iter().any(|line| line.starts_with(word));
    assert!(said("EHLO") && !said("AUTH") && !said("MAIL"), "{:?}", server.heard());
}

#[test]
fn a_configuration_that_cannot_work_is_refused() {
    let check = |config: SmtpConfig| Smtp::new(config, clock()).map(drop);
    let good = config("smtp://zone@mail.gu.example").with_password("secret");
    assert_eq!(check(good.clone()), Ok(()));
    let without = SmtpConfig { password: None, ..good.clone() };
    assert_eq!(check(without), Err(ConfigFault::HalfSignIn));
    let nobody = SmtpConfig { address: "smtp://mail.gu.example".to_owned(), ..good.clone() };
    assert_eq!(check(nobody), Err(ConfigFault::HalfSignIn));
    for from in ["", "zone", "특구 <zone>", "a@x.example\r\nBcc: b@x.example", "특구\n <a@x.example>"] {
        let config = SmtpConfig { from: from.to_owned(), ..good.clone() };
        assert!(matches!(check(config), Err(ConfigFault::From { .. })), "{from:?}");
    }
    for roots in [&b""[..], b"x", b"-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
        let config = SmtpConfig { roots: Some(roots.to_vec()), ..good.clone() };
        assert!(matches!(check(config), Err(ConfigFault::Roots { .. })), "{roots:?}");
    }
}
