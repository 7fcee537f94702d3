//! `cargo xtask dev`: Trunk's live reload.

use anyhow::Result;
use clap::Args;

use crate::host;
use crate::program;
use crate::tools::Tools;

#[derive(Args)]
pub struct DevArguments {
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

pub fn run(arguments: &DevArguments) -> Result<()> {
    drop(host::listen(arguments.port)?);
    let mut trunk = Tools::ready()?.trunk("serve");
    // A folder of its own: dist/ stays the release site. No SPA fallback: a wrong address is wrong here too.
    trunk.args(["--dist", "target/dist-dev", "--no-spa", "--disable-address-lookup"]);
    trunk.arg("--port").arg(arguments.port.to_string()).env_remove("SITE_URL");
    if arguments.open {
        trunk.arg("--open");
    }
    program::run(&mut trunk, "Trunk stopped: the reason stands above")
}
