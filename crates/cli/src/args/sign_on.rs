//! What may be typed about signing in with a provider.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// Provider of sign-ins of the organisation.
#[derive(Debug, ClapArgs)]
pub(crate) struct SignOnArgs {
    /// Provider of sign-ins (OpenID Connect), to the letter as it names itself: `https://id.gu.go.kr/realms/office`.
    #[arg(long, env = "TEUKGU_OIDC_ISSUER", value_name = "URL", requires = "oidc_client")]
    pub(crate) oidc_issuer: Option<String>,
    /// Name of this portal at the provider.
    #[arg(long, env = "TEUKGU_OIDC_CLIENT", value_name = "ID", requires = "oidc_issuer")]
    pub(crate) oidc_client: Option<String>,
    /// File with the secret of this portal at the provider.
    #[arg(long, env = "TEUKGU_OIDC_SECRET_FILE", value_name = "FILE", requires = "oidc_issuer")]
    pub(crate) oidc_secret_file: Option<PathBuf>,
    /// File with certificates (PEM) that the provider may show beside those of the public authorities.
    #[arg(long, env = "TEUKGU_OIDC_ROOTS", value_name = "FILE", requires = "oidc_issuer")]
    pub(crate) oidc_roots: Option<PathBuf>,
}
