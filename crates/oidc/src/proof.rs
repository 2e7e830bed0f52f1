//! What a provider signed, checked.

use openidconnect::core::{CoreGenderClaim, CoreIdToken, CoreIdTokenVerifier, CoreJwsSigningAlgorithm};
use openidconnect::{
    ClaimsVerificationError, EmptyAdditionalClaims, IdTokenClaims, LocalizedClaim, Nonce,
    SignatureVerificationError,
};
use std::sync::Arc;
use std::time::SystemTime;
use teukgu_office::clock::Clock;
use teukgu_office::sign_on::{Identity, SignOnError};

type Claims = IdTokenClaims<EmptyAdditionalClaims, CoreGenderClaim>;

/// Signatures that are made with a key that the provider alone has, and that can be checked here.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why a proof does not hold.
pub(crate) enum Unproved {
    /// No known key fits; the provider may have a newer one.
    Key,
    /// It does not hold with any key.
    Claim(&'static str),
}

impl From<Unproved> for SignOnError {
    fn from(unproved: Unproved) -> Self {
        let reason = match unproved {
            Unproved::Key => "no key of the provider fits the signature",
            Unproved::Claim(reason) => reason,
        };
        Self::NotProved { reason: reason.to_owned() }
    }
}

/// Checks who signed, for whom, in answer to what and until when, and reads who it is about.
pub(crate) fn check(
    token: &CoreIdToken,
    verifier: CoreIdTokenVerifier<'_>,
    client_id: &str,
    nonce: &str,
    clock: &Arc<dyn Clock>,
) -> Result<Identity, Unproved> {
    let clock = Arc::clone(clock);
    let verifier =
        verifier.set_allowed_algs(SIGNATURES).set_time_fn(move || SystemTime::from(clock.now()).into());
    let claims = token.claims(&verifier, &Nonce::new(nonce.to_owned())).map_err(|error| unproved(&error))?;
    if claims.authorized_party().is_some_and(|party| party.as_str() != client_id) {
        return Err(Unproved::Claim("it was made for another portal"));
    }
    let identity = read(claims);
    if identity.subject.is_empty() { Err(Unproved::Claim("it is about nobody")) } else { Ok(identity) }
}

fn unproved(error: &ClaimsVerificationError) -> Unproved {
    Unproved::Claim(match error {
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::DisallowedAlg(_)) => {
            "it is signed in a way that proves nothing"
        }
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoSignature) => {
            "it is not signed"
        }
        ClaimsVerificationError::SignatureVerification(_) => return Unproved::Key,
        ClaimsVerificationError::Expired(_) => "it is too old",
        ClaimsVerificationError::InvalidAudience(_) => "it was made for another portal",
        ClaimsVerificationError::InvalidIssuer(_) => "another provider made it",
        ClaimsVerificationError::InvalidNonce(_) => "it answers another question",
        _ => "it cannot be read",
    })
}

fn read(claims: &Claims) -> Identity {
    let called = claims.name().and_then(first).map(|name| name.as_str());
    let name = called.or_else(|| claims.preferred_username().map(|name| name.as_str())).unwrap_or_default();
    let email = claims.email().map(|email| email.as_str().to_owned());
    Identity {
        issuer: claims.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
        name: name.to_owned(),
        email_verified: email.is_some() && claims.email_verified() == Some(true),
        email,
    }
}

/// Returns the claim without a language, else that of any language.
fn first<T>(claim: &LocalizedClaim<T>) -> Option<&T> {
    claim.get(None).or_else(|| claim.iter().next().map(|(_, value)| value))
}
