//! Every page as a file: what the binary `prerender` writes into the folder that Trunk is building.

mod assets;
mod export;
mod messages;
mod missing;
mod pages;
mod program;
mod shell;

pub use assets::{Stylesheet, trimmed_script};
pub use export::{
    CodeList, Column, DatasetSchema, Download, Field, Kind, LICENCE, Reference, SEPARATOR, Table, Tally, code_lists,
    coverage, csv_bytes, dataset_json, downloads, safe_cell, table_columns,
};
pub use messages::messages_schema;
pub use missing::missing_page;
pub use pages::{Medium, Rendered, all_routes, render, render_embedded, robots, sitemap};
pub use program::smaller;
pub use shell::{Shell, ShellError, SiteUrl};
