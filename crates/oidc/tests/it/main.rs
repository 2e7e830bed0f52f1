//! Signing in with a provider that runs inside the test.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod provider;

use axum::http::StatusCode;
use provider::{CLIENT, Key, Manner, NOW, Provider, SECRET};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use teukgu_domain::Timestamp;
use teukgu_office::chance::CountingChance;
use teukgu_office::clock::Clock;
use teukgu_office::sign_on::{Begun, Identity, SignOn as _, SignOnError};
use teukgu_oidc::{ConfigFault, Oidc, OidcConfig};
use url::Url;

const BACK: &str = "https://zone.example/sign-in/back";

/// A clock that a test moves.
struct Moved(Mutex<Timestamp>);

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

fn config(provider: &Provider) -> OidcConfig {
    let config = OidcConfig::new(provider.issuer.clone(), CLIENT).with_secret(&format!("{SECRET}\n"));
    OidcConfig { patience: Duration::from_secs(2), ..config }
}

struct Stage {
    provider: Provider,
    clock: Arc<Moved>,
    oidc: Oidc,
}

async fn stage_with(patience: Duration) -> Stage {
    let provider = Provider::start().await;
    let clock = Arc::new(Moved(Mutex::new(Timestamp::from_second(NOW).unwrap())));
    let config = OidcConfig { patience, ..config(&provider) };
    let oidc = Oidc::new(config, Arc::<Moved>::clone(&clock), Arc::new(CountingChance::default())).unwrap();
    Stage { provider, clock, oidc }
}

async fn stage() -> Stage {
    stage_with(Duration::from_secs(5)).await
}

impl Stage {
    /// Begins, visits and ends.
    async fn sign_in(&self) -> Result<Identity, SignOnError> {
        let begun = self.oidc.begin(BACK).await?;
        let code = self.provider.visit(&begun.url);
        self.oidc.finish(&code, &begun).await
    }

    fn wait(&self, seconds: i64) {
        let mut now = self.clock.0.lock().unwrap();
        *now = Timestamp::from_second(now.as_second() + seconds).unwrap();
    }
}

fn reason(result: Result<Identity, SignOnError>) -> String {
    let error = result.unwrap_err();
    assert!(matches!(error, SignOnError::NotProved { .. }), "{error:?}");
    error.to_string().rsplit(": ").next().unwrap_or_default().to_owned()
}

/// Changes what the provider says or signs.
type Change = fn(&mut serde_json::Value);

#[tokio::test]
async fn a_visitor_signs_in_with_pkce_and_a_nonce() {
    let stage = stage().await;
    let begun = stage.oidc.begin(BACK).await.unwrap();
    let url = Url::parse(&begun.url).unwrap();
    let query: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    assert!(begun.url.starts_with(&format!("{}/auth?", stage.provider.issuer)));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", BACK),
        ("scope", "openid profile email"),
        ("state", &begun.state),
        ("nonce", &begun.nonce),
    ] {
        assert_eq!(query[name], value);
    }
    assert!([&begun.state, &begun.nonce, &begun.pkce_verifier].iter().all(|word| word.len() == 64));
    assert!(!begun.url.contains(&begun.pkce_verifier) && !begun.url.contains(SECRET));
    let code = stage.provider.visit(&begun.url);
    let identity = stage.oidc.finish(&code, &begun).await.unwrap();
    let expected = Identity {
        issuer: stage.provider.issuer.clone(),
        subject: "f:1:hong".to_owned(),
        name: "홍길동".to_owned(),
        email: Some("hong@firm.example".to_owned()),
        email_verified: true,
    };
    assert_eq!(identity, expected);
    assert_eq!(stage.oidc.name().ko, "통합 인증으로 로그인");
}

#[tokio::test]
async fn the_provider_is_asked_about_itself_once_an_hour() {
    let stage = stage().await;
    assert_eq!(stage.provider.asked("metadata"), 0);
    for _ in 0..3 {
        stage.sign_in().await.unwrap();
    }
    assert_eq!((stage.provider.asked("metadata"), stage.provider.asked("keys")), (1, 1));
    stage.provider.manner().change = |claims| claims["exp"] = json!(NOW + 9000);
    stage.wait(3600);
    stage.sign_in().await.unwrap();
    assert_eq!((stage.provider.asked("metadata"), stage.provider.asked("keys")), (2, 2));
}

#[tokio::test]
async fn words_are_drawn_anew_for_each_visitor() {
    let stage = stage().await;
    let (one, two) = (stage.oidc.begin(BACK).await.unwrap(), stage.oidc.begin(BACK).await.unwrap());
    let words = [&one.state, &one.nonce, &one.pkce_verifier, &two.state, &two.nonce, &two.pkce_verifier];
    assert_eq!(words.iter().collect::<std::collections::BTreeSet<_>>().len(), 6);
    let code = stage.provider.visit(&one.url);
    let swapped = Begun { nonce: two.nonce.clone(), ..one.clone() };
    assert_eq!(reason(stage.oidc.finish(&code, &swapped).await), "it answers another question");
    let code = stage.provider.visit(&one.url);
    let other_browser = Begun { pkce_verifier: two.pkce_verifier, ..one };
    let refused = SignOnError::Refused { reason: "invalid_grant".to_owned() };
    assert_eq!(stage.oidc.finish(&code, &other_browser).await, Err(refused));
}

#[tokio::test]
async fn a_code_is_good_once() {
    let stage = stage().await;
    let begun = stage.oidc.begin(BACK).await.unwrap();
    let code = stage.provider.visit(&begun.url);
    stage.oidc.finish(&code, &begun).await.unwrap();
    for code in [code.as_str(), "guessed", ""] {
        let refused = stage.oidc.finish(code, &begun).await.unwrap_err();
        assert!(matches!(refused, SignOnError::Refused { .. }), "{code} {refused}");
    }
}

#[tokio::test]
async fn what_was_signed_for_others_or_is_too_old_proves_nothing() {
    let changes: [(Change, &str); 12] = [
        (|claims| claims["nonce"] = json!("other"), "it answers another question"),
        (|claims| drop(claims.as_object_mut().unwrap().remove("nonce")), "it answers another question"),
        (|claims| claims["aud"] = json!("other"), "it was made for another portal"),
        (|claims| claims["aud"] = json!([CLIENT, "other"]), "it was made for another portal"),
        (|claims| claims["aud"] = json!([]), "it was made for another portal"),
        (|claims| claims["azp"] = json!("other"), "it was made for another portal"),
        (|claims| claims["iss"] = json!("https://id.example"), "another provider made it"),
        (
            |claims| claims["iss"] = json!(format!("{}/", claims["iss"].as_str().unwrap())),
            "another provider made it",
        ),
        (|claims| claims["exp"] = json!(NOW), "it is too old"),
        (|claims| claims["exp"] = json!(NOW - 86_400), "it is too old"),
        (|claims| claims["exp"] = json!(-1), "it is too old"),
        (|claims| claims["sub"] = json!(""), "it is about nobody"),
    ];
    let stage = stage().await;
    for (change, expected) in changes {
        stage.provider.manner().change = change;
        assert_eq!(reason(stage.sign_in().await), expected);
    }
    stage.provider.manner().change = |_| ();
    stage.sign_in().await.unwrap();
    stage.wait(299);
    stage.sign_in().await.unwrap();
    stage.wait(1);
    assert_eq!(reason(stage.sign_in().await), "it is too old");
}

#[tokio::test]
async fn an_address_counts_as_verified_only_if_the_provider_says_so() {
    let stage = stage().await;
    for (change, email, is_verified, name) in [
        ((|claims| claims["email_verified"] = json!(false)) as Change, true, false, "홍길동"),
        (|claims| drop(claims.as_object_mut().unwrap().remove("email_verified")), true, false, "홍길동"),
        (|claims| drop(claims.as_object_mut().unwrap().remove("email")), false, false, "홍길동"),
        (|claims| drop(claims.as_object_mut().unwrap().remove("name")), true, true, "hong"),
    ] {
        stage.provider.manner().change = change;
        let identity = stage.sign_in().await.unwrap();
        assert_eq!((identity.email.is_some(), identity.email_verified), (email, is_verified));
        assert_eq!(identity.name, name);
    }
}

#[tokio::test]
async fn a_new_key_is_fetched_once_and_an_unknown_one_is_refused() {
    let stage = stage().await;
    stage.sign_in().await.unwrap();
    let set = |change: fn(&mut Manner)| change(&mut stage.provider.manner());
    // Another key under another id.
    set(|manner| (manner.key, manner.key_id) = (Key::ec(2), "second".to_owned()));
    stage.sign_in().await.unwrap();
    assert_eq!(stage.provider.asked("keys"), 2);
    stage.sign_in().await.unwrap();
    assert_eq!(stage.provider.asked("keys"), 2);
    // Another key under the same id.
    set(|manner| manner.key = Key::ec(3));
    stage.sign_in().await.unwrap();
    assert_eq!(stage.provider.asked("keys"), 3);
    // A key that the provider does not tell of.
    set(|manner| {
        manner.told = Some(vec![("second".to_owned(), Key::ec(3))]);
        (manner.key, manner.key_id) = (Key::ec(4), "stolen".to_owned());
    });
    assert_eq!(reason(stage.sign_in().await), "no key of the provider fits the signature");
    set(|manner| manner.key_id = "second".to_owned());
    assert_eq!(reason(stage.sign_in().await), "no key of the provider fits the signature");
    assert_eq!(stage.provider.asked("keys"), 5);
}

#[tokio::test]
async fn a_signature_by_rsa_is_good() {
    let stage = stage().await;
    stage.provider.manner().key = Key::rsa();
    stage.sign_in().await.unwrap();
}

#[tokio::test]
async fn the_secret_of_the_portal_and_nothing_are_no_signatures() {
    let stage = stage().await;
    for key in [Key::Secret, Key::Nothing] {
        stage.provider.manner().key = key;
        assert!(matches!(
            stage.sign_in().await,
            Err(SignOnError::NotProved { .. } | SignOnError::Unusable { .. })
        ));
    }
}

#[tokio::test]
async fn the_secret_goes_into_the_body_where_the_provider_takes_it_there_alone() {
    let stage = stage().await;
    stage.provider.manner().metadata =
        |said| said["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]);
    stage.sign_in().await.unwrap();
    let wrong = config(&stage.provider).with_secret("wrong");
    let oidc =
        Oidc::new(wrong, Arc::<Moved>::clone(&stage.clock), Arc::new(CountingChance::default())).unwrap();
    let begun = oidc.begin(BACK).await.unwrap();
    let refused = oidc.finish(&stage.provider.visit(&begun.url), &begun).await;
    assert_eq!(refused, Err(SignOnError::Refused { reason: "invalid_client".to_owned() }));
}

#[tokio::test]
async fn a_provider_that_is_down_is_told_and_asked_again_by_the_next_visitor() {
    let stage = stage().await;
    stage.provider.manner().status = StatusCode::SERVICE_UNAVAILABLE;
    let away = stage.sign_in().await.unwrap_err();
    assert!(matches!(away, SignOnError::Away { .. }) && away.to_string().contains("503"), "{away}");
    stage.provider.manner().status = StatusCode::OK;
    let begun = stage.oidc.begin(BACK).await.unwrap();
    let code = stage.provider.visit(&begun.url);
    stage.provider.manner().status = StatusCode::BAD_GATEWAY;
    assert!(matches!(stage.oidc.finish(&code, &begun).await, Err(SignOnError::Away { .. })));
    stage.provider.manner().status = StatusCode::OK;
    stage.sign_in().await.unwrap();
    let nobody = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let config = OidcConfig::new(nobody, CLIENT);
    let oidc =
        Oidc::new(config, Arc::<Moved>::clone(&stage.clock), Arc::new(CountingChance::default())).unwrap();
    let away = oidc.begin(BACK).await.unwrap_err();
    assert!(matches!(away, SignOnError::Away { .. }), "{away}");
    assert!(!away.message().ko.is_empty() && !away.help().ko.is_empty());
}

#[tokio::test]
async fn a_provider_that_is_slow_is_not_waited_for() {
    let stage = stage_with(Duration::from_millis(300)).await;
    let begun = stage.oidc.begin(BACK).await.unwrap();
    let code = stage.provider.visit(&begun.url);
    stage.provider.manner().delay = Duration::from_mins(1);
    let within = Duration::from_secs(20);
    let ended = tokio::time::timeout(within, stage.oidc.finish(&code, &begun)).await.unwrap();
    assert!(matches!(ended, Err(SignOnError::Away { .. })), "{ended:?}");
    stage.wait(3600);
    let begun = tokio::time::timeout(within, stage.oidc.begin(BACK)).await.unwrap();
    assert!(matches!(begun, Err(SignOnError::Away { .. })), "{begun:?}");
}

#[tokio::test]
async fn a_provider_that_says_something_else_cannot_be_used() {
    let changes: [Change; 6] = [
        |said| said["issuer"] = json!("https://id.example"),
        |said| *said = json!({}),
        |said| said["jwks_uri"] = json!("http://id.example/keys"),
        |said| said["authorization_endpoint"] = json!("http://id.example/auth"),
        |said| said["authorization_endpoint"] = json!("javascript:alert(1)"),
        |said| said["issuer"] = json!("x".repeat(2 << 20)),
    ];
    for change in changes {
        let stage = stage().await;
        stage.provider.manner().metadata = change;
        let unusable = stage.oidc.begin(BACK).await.unwrap_err();
        assert!(matches!(unusable, SignOnError::Unusable { .. }), "{unusable}");
    }
    let stage = stage().await;
    stage.provider.manner().status = StatusCode::FOUND;
    assert!(matches!(stage.oidc.begin(BACK).await, Err(SignOnError::Unusable { .. })));
    stage.provider.manner().status = StatusCode::OK;
    stage.provider.manner().metadata = |said| said["token_endpoint"] = json!("http://id.example/token");
    assert!(matches!(stage.sign_in().await, Err(SignOnError::Unusable { .. })));
    assert!(matches!(stage.oidc.begin("no address").await, Err(SignOnError::Unusable { .. })));
}

#[tokio::test]
async fn secrets_and_codes_stand_in_no_message() {
    let stage = stage().await;
    let begun = stage.oidc.begin(BACK).await.unwrap();
    let told = format!("{begun:?} {:?} {:?}", stage.oidc, config(&stage.provider));
    for word in [&begun.state, &begun.nonce, &begun.pkce_verifier, SECRET] {
        assert!(!told.contains(word), "{told}");
    }
}

#[tokio::test]
async fn a_configuration_that_cannot_work_is_refused() {
    let provider = Provider::start().await;
    let check = |config: OidcConfig| {
        let clock: Arc<dyn Clock> = Arc::new(Moved(Mutex::new(Timestamp::from_second(NOW).unwrap())));
        Oidc::new(config, clock, Arc::new(CountingChance::default())).map(drop)
    };
    let with = |issuer: &str| OidcConfig { issuer: issuer.to_owned(), ..config(&provider) };
    for issuer in [
        "",
        "id.example",
        "https://",
        "https://u:p@id.example",
        "https://id.example?x",
        "https://id.example#x",
    ] {
        assert!(matches!(check(with(issuer)), Err(ConfigFault::Issuer { .. })), "{issuer}");
    }
    for issuer in ["http://id.example", "ftp://id.example", "http://localhost.id.example", "http://10.0.0.1"]
    {
        assert_eq!(check(with(issuer)), Err(ConfigFault::NotProtected), "{issuer}");
    }
    for issuer in ["https://id.example/realms/office", "http://localhost:8080/realms/x", "http://[::1]:80"] {
        assert_eq!(check(with(issuer)), Ok(()), "{issuer}");
    }
    assert_eq!(check(config(&provider).with_secret("\n")), Err(ConfigFault::Empty));
    assert_eq!(check(OidcConfig { client_id: String::new(), ..config(&provider) }), Err(ConfigFault::Empty));
    let no_roots = OidcConfig { roots: Some(b"x".to_vec()), ..config(&provider) };
    assert!(matches!(check(no_roots), Err(ConfigFault::Roots { .. })));
}
