//! Every page as a file: what the binary `prerender` writes into the folder that Trunk is building.

mod addresses;
mod assets;
mod export;
mod linked_data;
mod missing;
mod moved;
mod oembed;
mod pages;
mod program;
mod shell;

pub use addresses::address_list;
pub use assets::{Stylesheet, trimmed_script};
pub use export::{
    CodeList, Column, DatasetSchema, Download, Field, Kind, LICENCE, Reference, SEPARATOR, Table, Tally, code_lists,
    coverage, csv_bytes, dataset_json, downloads, safe_cell, table_columns,
};
pub use linked_data::linked_data;
pub use missing::missing_page;
pub use moved::{Forward, Moved};
pub use oembed::{Oembed, oembed};
pub use pages::{Rendered, all_routes, render, robots, sitemap};
pub use program::with_short_imports;
pub use shell::{Shell, ShellError, SiteUrl};
