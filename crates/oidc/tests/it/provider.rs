//! A provider of sign-ins inside the test, with keys made there; it signs by itself, without the library under test.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::signature::Signer as _;
use rsa::pkcs1v15;
use rsa::signature::SignatureEncoding as _;
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value as Json_, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use url::Url;

pub(crate) const CLIENT: &str = "teukgu";
pub(crate) const SECRET: &str = "s3cret";
/// 2026-03-02T00:00:00Z.
pub(crate) const NOW: i64 = 1_772_409_600;

/// A key that signs.
#[derive(Clone)]
pub(crate) enum Key {
    Ec(Box<p256::ecdsa::SigningKey>),
    Rsa(Box<rsa::RsaPrivateKey>),
    /// The secret of the client, as some providers sign.
    Secret,
    /// No signature at all.
    Nothing,
}

impl Key {
    pub(crate) fn ec(seed: u8) -> Self {
        Self::Ec(Box::new(p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap()))
    }

    /// Half of the usual length, because making one takes long without optimisation.
    pub(crate) fn rsa() -> Self {
        Self::Rsa(Box::new(rsa::RsaPrivateKey::new(&mut Counted(1), 1024).unwrap()))
    }

    const fn algorithm(&self) -> &'static str {
        match self {
            Self::Ec(_) => "ES256",
            Self::Rsa(_) => "RS256",
            Self::Secret => "HS256",
            Self::Nothing => "none",
        }
    }

    fn public(&self, id: &str) -> Option<Json_> {
        let same = json!({"kid": id, "use": "sig", "alg": self.algorithm()});
        let mut public = match self {
            Self::Ec(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                json!({"kty": "EC", "crv": "P-256", "x": url_safe(&point.as_bytes()[1..33]), "y": url_safe(&point.as_bytes()[33..])})
            }
            Self::Rsa(key) => {
                json!({"kty": "RSA", "n": url_safe(&key.n().to_bytes_be()), "e": url_safe(&key.e().to_bytes_be())})
            }
            Self::Secret | Self::Nothing => return None,
        };
        public.as_object_mut().unwrap().extend(same.as_object().unwrap().clone());
        Some(public)
    }

    fn sign(&self, text: &[u8]) -> Vec<u8> {
        match self {
            Self::Ec(key) => {
                let signature: p256::ecdsa::Signature = key.sign(text);
                signature.to_bytes().to_vec()
            }
            Self::Rsa(key) => {
                let key = pkcs1v15::SigningKey::<rsa::sha2::Sha256>::new(key.as_ref().clone());
                rsa::signature::Signer::sign(&key, text).to_vec()
            }
            Self::Secret => hmac(SECRET.as_bytes(), text),
            Self::Nothing => Vec::new(),
        }
    }
}

/// HMAC-SHA256 with a key of less than a block.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = key.to_vec();
    block.resize(64, 0);
    let with = |mask: u8| block.iter().map(|byte| byte ^ mask).collect::<Vec<_>>();
    let inner = Sha256::digest([with(0x36), text.to_vec()].concat());
    Sha256::digest([with(0x5C), inner.to_vec()].concat()).to_vec()
}

/// Counts and hashes what it counts: the same numbers in every run.
struct Counted(u64);

impl rsa::rand_core::RngCore for Counted {
    fn next_u32(&mut self) -> u32 {
        rsa::rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rsa::rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            chunk.copy_from_slice(&Sha256::digest(self.0.to_le_bytes())[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for Counted {}

/// What the provider does; a test changes it while it runs.
pub(crate) struct Manner {
    pub(crate) key: Key,
    /// Keys that it tells of, if these are others than the one that it signs with.
    pub(crate) told: Option<Vec<(String, Key)>>,
    pub(crate) key_id: String,
    /// Changes what it signs.
    pub(crate) change: fn(&mut Json_),
    /// Changes what it says of itself.
    pub(crate) metadata: fn(&mut Json_),
    pub(crate) delay: Duration,
    pub(crate) status: StatusCode,
    /// Codes that are out, each with the challenge and the nonce that it was asked with.
    codes: BTreeMap<String, (String, String)>,
    /// What was asked, in order.
    pub(crate) asked: Vec<&'static str>,
}

pub(crate) struct Provider {
    pub(crate) issuer: String,
    manner: Arc<Mutex<Manner>>,
}

#[derive(Clone)]
struct Shared {
    issuer: String,
    manner: Arc<Mutex<Manner>>,
}

impl Provider {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/realms/office", listener.local_addr().unwrap());
        let manner = Arc::new(Mutex::new(Manner {
            key: Key::ec(1),
            told: None,
            key_id: "first".to_owned(),
            change: |_| (),
            metadata: |_| (),
            delay: Duration::ZERO,
            status: StatusCode::OK,
            codes: BTreeMap::new(),
            asked: Vec::new(),
        }));
        let shared = Shared { issuer: issuer.clone(), manner: Arc::clone(&manner) };
        let routes = Router::new()
            .route("/realms/office/.well-known/openid-configuration", get(metadata))
            .route("/realms/office/keys", get(keys))
            .route("/realms/office/token", post(token))
            .with_state(shared);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { issuer, manner }
    }

    pub(crate) fn manner(&self) -> MutexGuard<'_, Manner> {
        self.manner.lock().unwrap()
    }

    pub(crate) fn asked(&self, what: &str) -> usize {
        self.manner().asked.iter().filter(|asked| **asked == what).count()
    }

    /// Plays the visitor, who signs in and is sent back with a code.
    pub(crate) fn visit(&self, url: &str) -> String {
        let query: BTreeMap<String, String> = Url::parse(url).unwrap().query_pairs().into_owned().collect();
        assert_eq!(query["code_challenge_method"], "S256");
        let mut manner = self.manner();
        let code = format!("code-{}", manner.codes.len());
        let asked = (query["code_challenge"].clone(), query["nonce"].clone());
        manner.codes.insert(code.clone(), asked);
        code
    }
}

async fn answer(shared: &Shared, what: &'static str) -> Option<Response> {
    let (delay, status) = {
        let mut manner = shared.manner.lock().unwrap();
        manner.asked.push(what);
        (manner.delay, manner.status)
    };
    tokio::time::sleep(delay).await;
    (status != StatusCode::OK).then(|| (status, "<html>sorry</html>").into_response())
}

async fn metadata(State(shared): State<Shared>) -> Response {
    if let Some(answer) = answer(&shared, "metadata").await {
        return answer;
    }
    let issuer = &shared.issuer;
    let mut said = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256"],
    });
    (shared.manner.lock().unwrap().metadata)(&mut said);
    Json(said).into_response()
}

async fn keys(State(shared): State<Shared>) -> Response {
    if let Some(answer) = answer(&shared, "keys").await {
        return answer;
    }
    let manner = shared.manner.lock().unwrap();
    let own = vec![(manner.key_id.clone(), manner.key.clone())];
    let told = manner.told.as_ref().unwrap_or(&own);
    let keys: Vec<Json_> = told.iter().filter_map(|(id, key)| key.public(id)).collect();
    Json(json!({ "keys": keys })).into_response()
}

async fn token(
    State(shared): State<Shared>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    if let Some(answer) = answer(&shared, "token").await {
        return answer;
    }
    let mut manner = shared.manner.lock().unwrap();
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    if !knows_secret(&headers, &form) {
        return refuse("invalid_client");
    }
    let Some((challenge, nonce)) = manner.codes.remove(&form["code"]) else { return refuse("invalid_grant") };
    if url_safe(&Sha256::digest(&form["code_verifier"])) != challenge {
        return refuse("invalid_grant");
    }
    Json(json!({
        "access_token": "access",
        "token_type": "Bearer",
        "id_token": sign(&manner, &shared.issuer, &nonce),
    }))
    .into_response()
}

fn knows_secret(headers: &HeaderMap, form: &BTreeMap<String, String>) -> bool {
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
    let is_in_header = headers.get("authorization").is_some_and(|value| value.as_bytes() == basic.as_bytes());
    let field = |name: &str| form.get(name).map(String::as_str);
    let is_in_body = field("client_id") == Some(CLIENT) && field("client_secret") == Some(SECRET);
    is_in_header != is_in_body
}

fn sign(manner: &Manner, issuer: &str, nonce: &str) -> String {
    let mut claims = json!({
        "iss": issuer,
        "sub": "f:1:hong",
        "aud": CLIENT,
        "iat": NOW,
        "exp": NOW + 300,
        "nonce": nonce,
        "name": "홍길동",
        "preferred_username": "hong",
        "email": "hong@firm.example",
        "email_verified": true,
    });
    (manner.change)(&mut claims);
    let header = json!({"alg": manner.key.algorithm(), "kid": manner.key_id, "typ": "JWT"});
    let text =
        format!("{}.{}", url_safe(header.to_string().as_bytes()), url_safe(claims.to_string().as_bytes()));
    format!("{text}.{}", url_safe(&manner.key.sign(text.as_bytes())))
}

fn url_safe(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
