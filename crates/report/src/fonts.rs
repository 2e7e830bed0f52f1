//! The two fonts of every paper: Pretendard GOV, regular and bold (SIL Open Font License 1.1).

/// Regular weight.
pub(crate) const REGULAR: &[u8] = include_bytes!("../fonts/PretendardGOV-Regular.otf");
/// Bold weight.
pub(crate) const BOLD: &[u8] = include_bytes!("../fonts/PretendardGOV-Bold.otf");
