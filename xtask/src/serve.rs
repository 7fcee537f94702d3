//! `cargo xtask serve`: builds the site and serves it.

use std::path::Path;

use anyhow::Result;
use clap::Args;

use crate::host::{self, Base, Host};
use crate::site;

#[derive(Args)]
pub struct ServeArguments {
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Serve it in a subfolder, such as /some/folder/
    #[arg(long, default_value = "/", value_name = "FOLDER", value_parser = Base::parse)]
    base: Base,
    #[command(flatten)]
    site: site::BuildArguments,
}

pub fn run(arguments: &ServeArguments) -> Result<()> {
    // Before the build, so that a port in use is not told after minutes.
    let listener = host::listen(arguments.port)?;
    site::run(&arguments.site)?;
    let host = Host::start(listener, Path::new(site::DIST), &arguments.base)?;
    println!("\nServing it at {} (Ctrl+C ends)", host.address());
    if arguments.open
        && let Err(error) = open::that_detached(host.address())
    {
        eprintln!("The browser could not be opened: {error}");
    }
    host.wait()
}
