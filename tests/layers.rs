//! Who may know what: pure modules know no framework and no browser, and colours stand in one place.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files under a path of the repository, itself if it is one.
fn files(path: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut left = vec![root().join(path)];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else {
            assert!(path.exists(), "{} is gone: mend this test", path.display());
            found.push(path);
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).expect("a file of this repository").to_string_lossy().replace('\\', "/")
}

/// The lines of a Rust file that are code: comments and what they hold may mention anything.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (1..)
        .zip(text.lines())
        .map(|(number, line)| (number, line.split("//").next().unwrap_or_default().to_owned()))
        .filter(|(_, line)| !line.trim().is_empty())
        .collect()
}

/// Where a word of these stands as a word of its own in the code of a file.
fn mentions(path: &Path, words: &[&str]) -> Vec<String> {
    let is_part_of_a_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let mut found = Vec::new();
    for (number, line) in code(path) {
        for word in words {
            let stands = line.match_indices(word).any(|(start, _)| {
                !is_part_of_a_word(line[..start].chars().next_back())
                    && !is_part_of_a_word(line[start + word.len()..].chars().next())
            });
            if stands {
                found.push(format!("{}:{number}: {}", name(path), line.trim()));
            }
        }
    }
    found
}

const BROWSER: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "gloo"];
const FRAMEWORK: [&str; 3] = ["leptos", "tachys", "reactive_graph"];

#[test]
fn pure_modules_know_neither_framework_nor_browser() {
    let words = [&BROWSER[..], &FRAMEWORK[..], &["serde_wasm_bindgen", "view", "platform"]].concat();
    let mut found = Vec::new();
    for path in [
        "src/dataset",
        "src/chart",
        "src/chain",
        "src/compare",
        "src/order.rs",
        "src/ledger.rs",
        "src/route.rs",
        "src/words.rs",
        "src/html.rs",
        "src/facts.rs",
        "src/conformance.rs",
    ] {
        let files = files(path);
        assert!(!files.is_empty());
        // "view box" and "view units" are words of geometry: only paths and imports count.
        let paths: Vec<String> = files
            .iter()
            .flat_map(|file| mentions(file, &words))
            .filter(|line| !line.contains("view") || line.contains("view::") || line.contains("crate::view"))
            .collect();
        found.extend(paths);
    }
    assert!(found.is_empty(), "a pure module knows too much:\n{}", found.join("\n"));
}

#[test]
fn only_the_platform_and_the_client_know_the_browser() {
    let is_allowed = |path: &str| {
        ["src/platform/", "src/view/client/"].iter().any(|folder| path.starts_with(folder))
            || ["src/view/step.rs", "src/main.rs"].contains(&path)
    };
    let found: Vec<String> = files("src")
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| !is_allowed(&name(path)))
        .flat_map(|path| mentions(path, &BROWSER))
        .collect();
    assert!(found.is_empty(), "only src/platform and src/view/client may know the browser:\n{}", found.join("\n"));
}

#[test]
fn the_step_asks_the_browser_one_thing_only() {
    // Whether a key was pressed in the stepper: the event is a browser's, and asking it elsewhere would only hide that.
    let path = root().join("src/view/step.rs");
    let found = mentions(&path, &["web_sys", "js_sys", "gloo"]);
    assert!(found.len() <= 1 && found.iter().all(|line| line.contains("Element")), "{found:#?}");
    if !found.is_empty() {
        let text = fs::read_to_string(path).expect("the file");
        assert!(text.contains("closest(\"[data-stepper]\")"), "the exception has lost its reason");
    }
}

#[test]
fn the_prerenderer_and_the_dataset_do_not_know_each_others_insides() {
    let found: Vec<String> = files("src/dataset").iter().flat_map(|path| mentions(path, &["prerender"])).collect();
    assert!(found.is_empty(), "{found:#?}");
    let found: Vec<String> = files("src/chart").iter().flat_map(|path| mentions(path, &["Dataset", "route"])).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_unwraps_what_a_file_or_a_reader_gave() {
    let found: Vec<String> = files("src")
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .flat_map(|path| {
            code(path)
                .into_iter()
                .filter(|(_, line)| {
                    [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("].iter().any(|w| line.contains(w))
                })
                .map(|(number, line)| format!("{}:{number}: {}", name(path), line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    // The one constant pattern of src/dataset/story.rs, which every test compiles.
    assert!(found.len() <= 1 && found.iter().all(|line| line.ends_with("Regex::new(&pattern).unwrap()")), "{found:#?}");
}

/// Text without its comments.
fn without_comments(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        // Lines are kept, so that their numbers stay right.
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        text.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    text + rest
}

#[test]
fn colours_are_named_in_the_tokens_alone() {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "oklch(", "oklab(", "lab(", "lch(", "color("];
    let mut sheets = 0;
    let mut found = Vec::new();
    for path in files("style").into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "css")) {
        sheets += 1;
        if path.ends_with("tokens.css") {
            continue;
        }
        let text = without_comments(&fs::read_to_string(&path).expect("a sheet"));
        for (number, line) in (1..).zip(text.lines()) {
            let is_hex = line.match_indices('#').any(|(start, _)| {
                let digits = line[start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
                matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
                    // "#add" may be an id, but only before a brace.
                    && !line[start..].contains('{')
            });
            if is_hex || functions.iter().any(|function| line.contains(function)) {
                found.push(format!("{}:{number}: {}", name(&path), line.trim()));
            }
        }
    }
    assert!(sheets >= 5, "the sheets have moved: mend this test");
    assert!(found.is_empty(), "colours belong in style/tokens.css:\n{}", found.join("\n"));
}

#[test]
fn views_and_charts_name_no_colour() {
    let found: Vec<String> = ["src/view", "src/chart", "src/html.rs"]
        .into_iter()
        .flat_map(files)
        .flat_map(|path| {
            code(&path)
                .into_iter()
                .filter(|(_, line)| ["fill=\"", "stroke=\"", "style=", "rgb("].iter().any(|word| line.contains(word)))
                .map(|(number, line)| format!("{}:{number}: {}", name(&path), line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "colours belong in style/:\n{}", found.join("\n"));
}

#[test]
fn sheets_use_only_colours_and_sizes_that_the_tokens_define() {
    let tokens = fs::read_to_string(root().join("style/tokens.css")).expect("the tokens");
    let mut unknown = Vec::new();
    for path in files("style").into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "css")) {
        let text = without_comments(&fs::read_to_string(&path).expect("a sheet"));
        for used in text.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next()) {
            let definition = format!("--{used}:");
            if !tokens.contains(&definition) && !text.contains(&definition) {
                unknown.push(format!("{}: --{used}", name(&path)));
            }
        }
    }
    assert!(unknown.is_empty(), "no token has this name:\n{}", unknown.join("\n"));
}
