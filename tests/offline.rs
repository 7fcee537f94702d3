//! What stands around the pages: names by content, checksums, the headers for a host, the worker, the app.

use std::collections::BTreeMap;

use persona_non_grata::prerender::{
    Asset, Build, Kept, Program, Shell, SiteUrl, Stylesheet, boot_script, headers_file, icons, manifest,
    no_connection_page, offline_script, policy_with, render, worker,
};
use persona_non_grata::route::Route;
use serde_json::Value;
use sha2::{Digest, Sha256};

mod support;

const INDEX: &str = include_str!("../index.html");

fn policy() -> &'static str {
    let (_, rest) = INDEX.split_once("Content-Security-Policy\" content=\"").expect("a policy");
    rest.split_once('"').expect("its end").0
}

#[test]
fn a_name_changes_with_the_content_and_with_nothing_else() {
    let one = Asset::new("boot", ".js", "let a = 1;");
    assert_eq!(one, Asset::new("boot", ".js", "let a = 1;"));
    assert_ne!(one.name, Asset::new("boot", ".js", "let a = 2;").name);
    // By `printf 'let a = 1;' | sha256sum` and `… | openssl dgst -sha384 -binary | base64`.
    assert_eq!(one.name, "boot-c58e9029f1fd3d1b.js");
    assert_eq!(one.integrity(), "sha384-qLYCzSA7sXf4X9gKfbAczDV1MOdT7CPNU4JEPKmWQH22bhtYDGEWHH0gVMH1kq2B");
}

#[test]
fn the_element_that_starts_the_program_names_checksums_for_both_modules() {
    let asset = |stem: &str, ending: &str| Asset::new(stem, ending, stem);
    let program = Program {
        boot: asset("boot", ".js"),
        glue: asset("program", ".js"),
        wasm: asset("program", "_bg.wasm"),
        offline: None,
    };
    let element = program.element();
    let sums = [program.boot.integrity(), program.glue.integrity()];
    for sum in sums {
        assert!(element.contains(&format!("ntegrity=\"{sum}\"")), "{element}");
    }
    assert!(!element.contains("data-offline"), "nothing is kept while the site is being worked on: {element}");
}

#[test]
fn chains_and_comparisons_alone_fetch_the_program_ahead() {
    let asset = |stem: &str, ending: &str| Asset::new(stem, ending, stem);
    let (boot, glue, wasm) = (asset("boot", ".js"), asset("program", ".js"), asset("program", "_bg.wasm"));
    let name = wasm.name.clone();
    let program = Program { boot, glue, wasm, offline: None };
    // What Trunk makes of its link to the program.
    let index = INDEX.replace("</head>", "<script id=\"boot\"></script>\n</head>");
    let shell = Shell::new(&index, "style.css").unwrap_or_else(|error| panic!("{error}"));
    let dataset = support::real_dataset();
    let shell = shell.with_program(&program).unwrap_or_else(|error| panic!("{error}"));
    for (path, is_ahead) in [
        ("/chain/", true),
        ("/episodes/skripal-2018/chain/", true),
        ("/compare/", true),
        ("/compare/returned/", true),
        ("/", false),
        ("/episodes/skripal-2018/3/", false),
        ("/countries/gb/", false),
    ] {
        let route = Route::parse(path).expect("an address");
        let page = render(&dataset, &route).expect("a page");
        let html = shell.wrap(&page, None);
        let link = format!("<link rel=\"preload\" href=\"{}{name}\" as=\"fetch\"", route.relative_root());
        assert_eq!(html.contains(&link), is_ahead, "{path}");
    }
}

#[test]
fn the_host_sends_the_policy_of_the_pages_widened_by_what_stands_inside_a_page() {
    let widened = policy_with(policy(), &["sha256-a".to_owned()], &["sha256-b".to_owned(), "sha256-c".to_owned()]);
    let widened = widened.expect("the policy has both directives");
    assert_eq!(
        widened.replace("'sha256-a' ", "").replace("'sha256-b' 'sha256-c' ", "").replace(" data:", ""),
        policy(),
        "nothing else may differ"
    );
    assert!(widened.contains("script-src 'sha256-a' 'self'"), "{widened}");
    assert!(widened.contains("style-src 'sha256-b' 'sha256-c' 'self'"), "{widened}");
    assert_eq!(policy_with("default-src 'none'", &[], &[]), None);
}

#[test]
fn files_that_never_change_may_be_kept_for_a_year_and_no_others() {
    let file = headers_file("default-src 'none'", ["style-0123456789abcdef.css"]);
    let rules: Vec<&str> = file.lines().filter(|line| line.starts_with('/')).collect();
    assert_eq!(rules, ["/*", "/style-0123456789abcdef.css"]);
    let (for_all, lasting) = file.split_once("/style-").expect("both");
    assert!(!for_all.contains("Cache-Control"));
    assert!(lasting.contains("  Cache-Control: public, max-age=31536000, immutable\n"));
    assert!(for_all.contains("  Content-Security-Policy: default-src 'none'\n"));
}

#[test]
fn the_policy_allows_no_inline_code_and_asks_for_trusted_types() {
    let policy = policy();
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    for directive in ["default-src 'none'", "require-trusted-types-for 'script'", "trusted-types default"] {
        assert!(policy.split("; ").any(|part| part == directive), "{directive} is missing in {policy}");
    }
}

#[test]
fn the_worker_knows_its_edition_and_the_list_of_its_files() {
    let mut kept = Kept::default();
    kept.add_core("", b"home");
    kept.add("about/", b"about");
    let (name, text) = kept.list("0123456789abcdef");
    assert_eq!(name, "offline-list-0123456789abcdef.json");
    let list: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(list["core"], serde_json::json!([""]));
    // By `printf about | sha256sum`.
    assert_eq!(list["all"]["about/"], "a4262e1c9bcbc172");
    let script = worker("0123456789abcdef", &name);
    assert!(script.contains("const VERSION = \"0123456789abcdef\";"));
    assert!(script.contains("const LIST = \"offline-list-0123456789abcdef.json\";"));
    assert!(!script.contains("{version}") && !script.contains("{list}"));
}

/// The files of a small build, by name.
fn build(index: &str, offline: &str, site: Option<&SiteUrl>) -> BTreeMap<String, String> {
    let asset = |stem: &str, ending: &str| Asset::new(stem, ending, stem);
    let (boot, glue, wasm) = (asset("boot", ".js"), asset("program", ".js"), asset("program", "_bg.wasm"));
    let offline = Some(Asset::new("offline", ".js", offline));
    let program = Program { boot, glue, wasm, offline };
    // What Trunk makes of its link to the program.
    let index = index.replace("</head>", "<script id=\"boot\"></script>\n</head>");
    let style = Stylesheet::new();
    let shell = Shell::new(&index, &style.name).and_then(|shell| shell.with_program(&program));
    let dataset = support::real_dataset();
    let routes = ["/", "/data/", "/episodes/skripal-2018/3/"].map(|path| Route::parse(path).expect("an address"));
    let build = Build::new(&dataset, &routes, &program, &style, site).expect("pages");
    let files = build.files(&shell.unwrap_or_else(|error| panic!("{error}"))).expect("files");
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

fn edition_of(files: &BTreeMap<String, String>) -> String {
    let list = files.keys().find_map(|name| name.strip_prefix("offline-list-")).expect("a list");
    list.trim_end_matches(".json").to_owned()
}

#[test]
fn a_build_in_which_anything_differs_is_another_edition() {
    let site = SiteUrl::parse("https://site.example/").expect("an address");
    let one = build(INDEX, "", None);
    assert_eq!(one, build(INDEX, "", None), "the same build twice");
    let others = [
        ("the security policy", build(&INDEX.replace("base-uri 'none'", "base-uri 'self'"), "", None)),
        ("a script that no page's text names", build(INDEX, "// mended", None)),
        ("the public address", build(INDEX, "", Some(&site))),
        ("a word that is the same on all pages", build(&INDEX.replace("lang=\"en\"", "lang=\"en-GB\""), "", None)),
    ];
    for (what, other) in others {
        assert_ne!(edition_of(&one), edition_of(&other), "{what}");
        // A browser takes a worker for new if its bytes are.
        assert_ne!(one["offline-worker.js"], other["offline-worker.js"], "{what}");
    }
}

#[test]
fn every_page_says_the_edition_of_the_worker_and_the_list_has_its_checksum() {
    let files = build(INDEX, "", None);
    let edition = edition_of(&files);
    assert!(files["offline-worker.js"].contains(&format!("const VERSION = \"{edition}\";")));
    let list: Value = serde_json::from_str(&files[&format!("offline-list-{edition}.json")]).expect("JSON");
    for (name, text) in &files {
        let Some(address) = name.strip_suffix("index.html") else { continue };
        assert!(text.contains(&format!("data-version=\"{edition}\"")), "{name}");
        let sum = Sha256::digest(text.as_bytes())
            .iter()
            .take(8)
            .fold(String::new(), |out, byte| out + &format!("{byte:02x}"));
        let kept = list["all"].get(address).and_then(Value::as_str);
        assert_eq!(kept, (!address.starts_with("embed/")).then_some(sum.as_str()), "{name}");
    }
    assert!(list["all"]["sharing/messages.schema.json"].is_string(), "what a kept page leads to is kept, too");
}

#[test]
fn the_page_without_a_connection_leads_to_the_root_that_the_worker_puts_in() {
    let page = no_connection_page();
    assert!(page.contains("href=\"{root}\"") && page.contains("href=\"{root}data/\""), "{page}");
    assert!(!page.contains("<script"));
}

#[test]
fn the_app_has_the_icons_that_its_manifest_names_in_their_sizes() {
    let style = Stylesheet::new();
    let manifest: Value = serde_json::from_str(&manifest(&style.paper())).expect("JSON");
    assert!(manifest["background_color"].as_str().is_some_and(|colour| colour.starts_with('#') && colour.len() == 7));
    let icons = icons().expect("icons");
    for icon in manifest["icons"].as_array().expect("a list") {
        let (name, sizes) = (icon["src"].as_str().expect("a name"), icon["sizes"].as_str().expect("a size"));
        if name == "favicon.svg" {
            continue;
        }
        let (_, png) = icons.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("{name} is missing"));
        // Width and height stand in the first chunk.
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        assert_eq!(format!("{}x{}", number(16), number(20)), sizes, "{name}");
    }
}

#[test]
fn scripts_around_the_program_stay_small() {
    // In bytes as they are sent without compression.
    assert!(boot_script().bytes.len() < 4000, "{}", boot_script().bytes.len());
    assert!(offline_script().bytes.len() < 5000, "{}", offline_script().bytes.len());
}
