//! Signing in with the provider of the organisation.

use crate::args::SignOnArgs;
use crate::failure::Failure;
use crate::machine::{MachineChance, MachineClock};
use crate::whole_file;
use std::sync::Arc;
use teukgu_office::sign_on::SignOn;
use teukgu_oidc::{Oidc, OidcConfig};

/// Returns the provider, if one is named; it is asked when somebody signs in, not before.
pub(super) fn provider(args: &SignOnArgs) -> Result<Option<Arc<dyn SignOn>>, Failure> {
    let (Some(issuer), Some(client)) = (&args.oidc_issuer, &args.oidc_client) else { return Ok(None) };
    let mut config = OidcConfig::new(issuer, client);
    if let Some(file) = &args.oidc_secret_file {
        config = config.with_secret(&String::from_utf8_lossy(&whole_file::read(file)?));
    }
    config.roots = args.oidc_roots.as_deref().map(whole_file::read).transpose()?;
    let provider = Oidc::new(config, Arc::new(MachineClock), Arc::new(MachineChance));
    let provider = provider.map_err(|fault| Failure::input(fault.message(), fault.help()))?;
    Ok(Some(Arc::new(provider)))
}
