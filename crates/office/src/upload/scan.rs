//! Scanners for harmful files (백신): handed in, for each office has its own.

/// Looks for what is harmful in a file.
pub trait Scanner: Send + Sync {
    /// Looks at the bytes of a file.
    ///
    /// # Errors
    /// What was found, or why nothing could be looked at; the file is then not taken.
    fn scan(&self, bytes: &[u8]) -> Result<(), String>;
}

/// Finds the test file that every scanner knows (EICAR); it is always looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestFile;

/// The words of that file which no other file has; a dollar sign stands on either side.
const EICAR: &[u8] = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!";

impl Scanner for TestFile {
    fn scan(&self, bytes: &[u8]) -> Result<(), String> {
        if bytes.split(|byte| *byte == b'$').any(|words| words == EICAR) {
            return Err("EICAR test file".to_owned());
        }
        Ok(())
    }
}
