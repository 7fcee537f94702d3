//! Every page as a file: what the binary `prerender` writes into the folder that Trunk is building.

mod addresses;
mod assets;
mod build;
mod export;
mod headers;
mod linked_data;
mod messages;
mod missing;
mod moved;
mod oembed;
mod offline;
mod one_file;
mod pages;
pub mod preview;
mod program;
mod scripts;
mod shell;

pub use addresses::address_list;
pub use assets::{Stylesheet, trimmed_script};
pub use build::Build;
pub use export::{
    CodeList, Column, DatasetSchema, Download, Field, Kind, LICENCE, Reference, SEPARATOR, Table, Tally, code_lists,
    coverage, csv_bytes, dataset_json, downloads, safe_cell, table_columns,
};
pub use headers::{headers_file, policy_with};
pub use linked_data::linked_data;
pub use messages::messages_schema;
pub use missing::missing_page;
pub use moved::{Forward, Moved};
pub use oembed::{Oembed, oembed};
pub use offline::{Kept, icons, manifest, no_connection_page, worker};
pub use one_file::{ONE_FILE, OneFile, Parts, one_file};
pub use pages::{Medium, Rendered, all_routes, render, render_embedded, robots, sitemap};
pub use program::smaller;
pub use scripts::{Asset, Program, boot_script, offline_script, scheme_script};
pub use shell::{Shell, ShellError, SiteUrl};
