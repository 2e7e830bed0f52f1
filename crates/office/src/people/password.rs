//! Passwords (비밀번호): what is taken as one, and how one is kept: as Argon2id, never as it is.

use crate::OfficeError;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use teukgu_domain::text::Text;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

/// Fewest characters of a password.
pub const SHORTEST: usize = 10;
/// Most characters, so that nobody makes the office work for nothing.
const LONGEST: usize = 200;
/// Passwords that are worked on at a time; each takes 19 MiB and a core.
const AT_ONCE: usize = 2;
/// Visitors that may wait for one of them.
const MOST_WAITING: usize = 100;
/// What a password of nobody is compared with, so that an unknown login takes as long as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// Passwords of ten characters and more that everybody tries first.
const COMMON: &[&str] = &[
    "0123456789",
    "1234567890",
    "0987654321",
    "12345678910",
    "123456789a",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "a123456789",
    "abcdefghij",
    "administrator",
    "asdfghjkl;",
    "iloveyou12",
    "passw0rd123",
    "password12",
    "password123",
    "password1234",
    "qwer123456",
    "qwerty1234",
    "qwerty12345",
    "qwertyuiop",
    "q1w2e3r4t5",
    "rlarudgns12",
    "tkfkdgo1234",
    "welcome123",
    "zxcvbnm123",
    "비밀번호비밀번호비밀",
];

/// Writes a password the same way whichever keyboard it was typed on: Hangul is sent in pieces by some systems.
fn normal(password: &str) -> String {
    password.trim().nfc().collect()
}

/// Checks a new password (비밀번호): its length, and that it is not what everybody would try.
///
/// # Errors
/// What to do instead.
pub(super) fn check(password: &str, login: &str) -> Result<(), Text> {
    let password = normal(password);
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Text::new("비밀번호는 10자 이상으로 정하세요", "Use at least 10 characters"));
    }
    if length > LONGEST {
        return Err(Text::new("비밀번호는 200자까지 쓸 수 있습니다", "Use at most 200 characters"));
    }
    let small = password.to_lowercase();
    if holds(&small, login) {
        return Err(Text::new(
            "비밀번호에 로그인 이름을 넣지 마세요",
            "Leave your sign-in name out of the password",
        ));
    }
    let is_one_letter = small.chars().all(|letter| small.starts_with(letter));
    if is_one_letter || COMMON.contains(&small.as_str()) {
        return Err(Text::new(
            "너무 흔한 비밀번호입니다. 기억하기 쉬운 문장으로 정하세요",
            "Everybody tries this one first; take a sentence that you remember",
        ));
    }
    Ok(())
}

fn holds(password: &str, login: &str) -> bool {
    let login = login.to_lowercase();
    let name = login.split('@').next().unwrap_or_default();
    password.contains(&login) || (name.len() >= 4 && password.contains(name))
}

/// Works on passwords beside the requests, few at a time.
#[derive(Debug)]
pub(super) struct Hasher {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self {
            running: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(AT_ONCE + MOST_WAITING)),
        }
    }
}

impl Hasher {
    /// Returns what is kept of a password; `None` if too many wait already.
    ///
    /// # Errors
    /// [`OfficeError::Password`] if the machine cannot do it.
    pub(super) async fn hash(&self, password: &str, salt: u128) -> Result<Option<String>, OfficeError> {
        let password = normal(password);
        let salt = salt.to_be_bytes();
        let work = move || {
            let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|error| cannot(&error))
        };
        self.run(work).await?.transpose()
    }

    /// Returns true if a password is the one that is kept; it takes as long if none is. `None` if too many wait already.
    ///
    /// # Errors
    /// [`OfficeError::Password`] if the machine cannot do it.
    pub(super) async fn is_right(
        &self,
        password: &str,
        kept: Option<String>,
    ) -> Result<Option<bool>, OfficeError> {
        let password = normal(password);
        let work = move || {
            let is_known = kept.is_some();
            let kept = kept.unwrap_or_else(|| NOBODY.to_owned());
            // What cannot be read as a hash is the hash of no password.
            let fits = argon2()
                .is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), kept.as_str()).is_ok());
            is_known && fits
        };
        self.run(work).await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>, OfficeError> {
        let Ok(place) = Arc::clone(&self.waiting).try_acquire_owned() else { return Ok(None) };
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(|error| cannot(&error))?;
        // The work goes on when a visitor leaves, so it takes its turn along.
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place, turn);
            work()
        });
        done.await.map(Some).map_err(|error| cannot(&error))
    }
}

fn argon2() -> Result<Argon2<'static>, OfficeError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| cannot(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn cannot(error: &impl ToString) -> OfficeError {
    OfficeError::Password { reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_refused_for_its_length_its_login_and_its_fame_only() {
        let is_fine = |password: &str| check(password, "kim@firm.example").is_ok();
        for good in ["a quiet sentence", "가나다라마바사아자차", "aaaaaaaaab", "~!@#$%^&*("] {
            assert!(is_fine(good), "{good}");
        }
        let long = "가".repeat(200) + "나";
        for bad in ["short one", "kim@firm.example!", "Password123", "QWERTYUIOP", "zzzzzzzzzzzz", &long] {
            assert!(!is_fine(bad), "{bad}");
        }
        assert!(check("hong-gil-dong", "gildong").is_ok());
        assert!(check("my gildong 12", "gildong@firm.example").is_err());
    }

    #[tokio::test]
    async fn a_password_is_known_again_however_its_hangul_was_sent() {
        let hasher = Hasher::default();
        let kept = hasher.hash("양재 허브의 아침 ", 7).await.unwrap().unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        let in_pieces: String = "양재 허브의 아침".nfd().collect();
        assert_eq!(hasher.is_right(&in_pieces, Some(kept.clone())).await.unwrap(), Some(true));
        assert_eq!(hasher.is_right("양재 허브의 저녁", Some(kept)).await.unwrap(), Some(false));
        assert_eq!(hasher.is_right("양재 허브의 아침", None).await.unwrap(), Some(false));
        assert_eq!(
            hasher.is_right("양재 허브의 아침", Some("broken".to_owned())).await.unwrap(),
            Some(false)
        );
    }

    #[tokio::test]
    async fn whoever_comes_when_too_many_wait_is_sent_away() {
        let hasher = Hasher { running: Arc::new(Semaphore::new(1)), waiting: Arc::new(Semaphore::new(0)) };
        assert_eq!(hasher.is_right("a", None).await.unwrap(), None);
    }

    #[test]
    fn what_a_password_of_nobody_is_compared_with_takes_the_same_work() {
        let nobody = argon2::password_hash::phc::PasswordHash::new(NOBODY).unwrap();
        let kept = argon2().unwrap().hash_password_with_salt(b"a", b"0123456789abcdef").unwrap();
        assert_eq!(
            (nobody.algorithm, nobody.version, nobody.params),
            (kept.algorithm, kept.version, kept.params)
        );
        assert_eq!(nobody.hash.map(|hash| hash.len()), kept.hash.map(|hash| hash.len()));
    }
}
