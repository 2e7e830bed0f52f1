//! What may be typed about letters that leave by e-mail.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// How letters leave.
#[derive(Debug, ClapArgs)]
pub(crate) struct PostArgs {
    /// Mail server that letters are handed to: `smtp://user@host:587` or `smtps://user@host:465`; letters wait if none
    /// is named.
    #[arg(long, env = "TEUKGU_SMTP", value_name = "URL", requires = "mail_from", conflicts_with = "demo")]
    pub(crate) smtp: Option<String>,
    /// Who writes, as people read it: `양재 특구 <zone@gu.go.kr>`.
    #[arg(long, env = "TEUKGU_MAIL_FROM", value_name = "SENDER")]
    pub(crate) mail_from: Option<String>,
    /// File with the password of the user of the mail server.
    #[arg(long, env = "TEUKGU_SMTP_PASSWORD_FILE", value_name = "FILE", requires = "smtp")]
    pub(crate) smtp_password_file: Option<PathBuf>,
    /// File with certificates (PEM) that the mail server may show beside those of the public authorities.
    #[arg(long, env = "TEUKGU_SMTP_ROOTS", value_name = "FILE", requires = "smtp")]
    pub(crate) smtp_roots: Option<PathBuf>,
}
