//! Writes every page of the site into the folder that Trunk is building. Runs as Trunk's `post_build` hook.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

#[cfg(not(target_arch = "wasm32"))]
fn main() -> ExitCode {
    match run() {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("prerender: {reason}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn run() -> Result<String, String> {
    use persona_non_grata::dataset::Dataset;
    use persona_non_grata::prerender::{
        Build, Moved, Program, Shell, SiteUrl, Stylesheet, address_list, all_routes, missing_page, robots,
        scheme_script, sitemap,
    };

    let source = PathBuf::from(env::var_os("TRUNK_SOURCE_DIR").unwrap_or_else(|| ".".into()));
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("TRUNK_STAGING_DIR is not set: this program is run by Trunk")?;
    let site = match env::var("SITE_URL") {
        Ok(text) if !text.is_empty() => Some(SiteUrl::parse(&text)?),
        _ => None,
    };
    let data = env::var_os("BENCH_DATA").map_or_else(|| source.join("data"), |folder| source.join(folder));
    let dataset = Dataset::load(&data).map_err(|problems| problems.to_string())?;
    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    // `trunk serve` adds an inline script that reloads the page; the policy of the finished site would refuse it.
    let is_dev = html.contains(".well-known/trunk/ws");
    let html: String = html
        .lines()
        .filter(|line| !(is_dev && line.contains("Content-Security-Policy")))
        .collect::<Vec<_>>()
        .join("\n");

    trim_scripts(&staging)?;
    let program = take_program(&staging, is_dev)?;
    let style = Stylesheet::new();
    write(&staging, &style.name, &style.text)?;
    for asset in program.assets().chain([&scheme_script()]) {
        write(&staging, &asset.name, &asset.bytes)?;
    }

    let routes = all_routes(&dataset);
    let shell = Shell::new(&html, &style.name).map_err(|error| error.to_string())?;
    // A measurement with very many events needs some pages only, and nothing beside them that could be kept.
    if let Ok(beginnings) = env::var("BENCH_PAGES") {
        let program = Program { offline: None, ..program };
        let shell = shell.with_program(&program).map_err(|error| error.to_string())?;
        return write_some(&staging, &dataset, &shell, &routes, &beginnings);
    }
    let mut build = Build::new(&dataset, &routes, &program, &style, site.as_ref())?;
    if is_release() {
        let unpack = target(&source).join("wasm32-unknown-unknown/wasm-release/unpack.wasm");
        let unpack = fs::read(&unpack).map_err(|error| format!("{}: {error}", unpack.display()))?;
        write(&staging, persona_non_grata::prerender::ONE_FILE, build.add_one_file(&unpack)?)?;
    }
    let shell = shell.with_program(&program).map_err(|error| error.to_string())?;
    for (file, bytes) in build.files(&shell)? {
        write(&staging, &file, bytes)?;
    }
    write_previews(&staging, &dataset, &routes)?;
    let moved = Moved::load(&data, &routes).map_err(|problems| problems.to_string())?;
    let titles = build.titles();
    for moved in &moved {
        let title = titles.iter().find(|(route, _)| *route == moved.to).map_or("", |(_, title)| title.as_str());
        for forward in moved.forwards(title, &shell, site.as_ref()) {
            write(&staging, &forward.file, &forward.html)?;
        }
    }
    write(&staging, "addresses.json", address_list(&dataset, &titles))?;
    write(&staging, "404.html", missing_page(&dataset, site.as_ref()))?;
    write(&staging, "robots.txt", robots(site.as_ref()))?;
    match &site {
        Some(site) => {
            write(&staging, "sitemap.xml", sitemap(&routes, site))?;
            Ok(format!("{} pages, canonical links and sitemap for {}", routes.len(), site.as_str()))
        }
        None => Ok(format!(
            "{} pages. No public address given (--site-url): no canonical links, no sitemap, previews and what search \
             engines read without addresses, oEmbed with relative ones",
            routes.len()
        )),
    }
}

/// Whether the program is the one for readers, not one for tests.
#[cfg(not(target_arch = "wasm32"))]
fn is_release() -> bool {
    env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release")
}

/// Where cargo puts what it builds.
#[cfg(not(target_arch = "wasm32"))]
fn target(source: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| source.join("target"), PathBuf::from)
}

/// Writes the pages whose addresses begin with one of these, with a space between them.
#[cfg(not(target_arch = "wasm32"))]
fn write_some(
    folder: &Path,
    dataset: &persona_non_grata::dataset::Dataset,
    shell: &persona_non_grata::prerender::Shell,
    routes: &[persona_non_grata::route::Route],
    beginnings: &str,
) -> Result<String, String> {
    let mut number = 0;
    for route in routes {
        let path = route.to_string();
        if beginnings.split(' ').any(|beginning| path.starts_with(beginning)) {
            let page =
                persona_non_grata::prerender::render(dataset, route).ok_or_else(|| format!("{path} leads nowhere"))?;
            write(folder, format!("{path}index.html").trim_start_matches('/'), shell.wrap(&page, None))?;
            number += 1;
        }
    }
    Ok(format!("{number} pages of {}, for a measurement", routes.len()))
}

/// Writes the picture of each page's link preview beside the page, on all cores: they take most of the time.
#[cfg(not(target_arch = "wasm32"))]
fn write_previews(
    folder: &Path,
    dataset: &persona_non_grata::dataset::Dataset,
    routes: &[persona_non_grata::route::Route],
) -> Result<(), String> {
    use persona_non_grata::prerender::preview::{FILE, Painter, preview};
    use rayon::prelude::*;

    let painter = Painter::new();
    routes.par_iter().try_for_each(|route| {
        let preview = preview(dataset, route).ok_or_else(|| format!("{route} has no preview"))?;
        let png = painter.png(&preview.svg).map_err(|error| format!("{route}: {error}"))?;
        write(folder, format!("{route}{FILE}").trim_start_matches('/'), png)
    })
}

/// Takes out of the scripts what no browser needs.
#[cfg(not(target_arch = "wasm32"))]
fn trim_scripts(folder: &Path) -> Result<(), String> {
    let in_folder = |error: io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(in_folder)? {
        let path = entry.map_err(in_folder)?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let in_file = |error: io::Error| format!("{}: {error}", path.display());
            let js = fs::read_to_string(&path).map_err(in_file)?;
            fs::write(&path, persona_non_grata::prerender::trimmed_script(&js)).map_err(in_file)?;
        }
    }
    Ok(())
}

/// Takes the program and its script out of the folder, made smaller, to be written under names by their content.
#[cfg(not(target_arch = "wasm32"))]
fn take_program(folder: &Path, is_dev: bool) -> Result<persona_non_grata::prerender::Program, String> {
    use persona_non_grata::prerender::{Asset, Program, boot_script, offline_script, smaller};

    let in_folder = |error: io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(in_folder)? {
        let program = entry.map_err(in_folder)?.path();
        // `name-hash_bg.wasm` belongs to `name-hash.js`.
        let name = program.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix("_bg.wasm"));
        let Some(script) = name.map(|name| folder.join(format!("{name}.js"))) else { continue };
        let of = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
        let wasm = fs::read(&program).map_err(|error| of(&program, error))?;
        let js = fs::read_to_string(&script).map_err(|error| of(&script, error))?;
        let (mut wasm, js) = smaller(&wasm, &js, is_release())?;
        if let Some(optimizer) = env::var_os("WASM_OPT").filter(|_| is_release()) {
            wasm = optimised(&wasm, Path::new(&optimizer), folder)?;
        }
        for taken in [&program, &script] {
            fs::remove_file(taken).map_err(|error| of(taken, error))?;
        }
        return Ok(Program {
            boot: boot_script(),
            glue: Asset::new("persona-non-grata", ".js", js),
            wasm: Asset::new("persona-non-grata", "_bg.wasm", wasm),
            // What is kept would hide what was changed.
            offline: (!is_dev).then(offline_script),
        });
    }
    Err(format!("{}: there is no program", folder.display()))
}

/// What the program may hold beyond the first version of WebAssembly: all that Rust writes, and browsers read since 2022.
#[cfg(not(target_arch = "wasm32"))]
const FEATURES: [&str; 6] =
    ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

/// The program by Binaryen's optimiser: a twelfth fewer bytes, 4 kB less of brotli.
#[cfg(not(target_arch = "wasm32"))]
fn optimised(wasm: &[u8], optimizer: &Path, folder: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| format!("{}: {error}", optimizer.display());
    let (from, to) = (folder.join("program.wasm"), folder.join("smaller.wasm"));
    fs::write(&from, wasm).map_err(failed)?;
    let mut node = Command::new("node");
    // The stack lies first in memory and grows downward: its last kilobyte is no place that anything points at.
    node.arg(optimizer)
        .arg(&from)
        .arg("-o")
        .arg(&to)
        .args(["-Oz", "--low-memory-unused"])
        .args(FEATURES.map(|name| format!("--enable-{name}")));
    let status = node.status().map_err(failed)?;
    if !status.success() {
        return Err(format!("{} ended with {status}", optimizer.display()));
    }
    let smaller = fs::read(&to).map_err(failed)?;
    for file in [from, to] {
        fs::remove_file(file).map_err(failed)?;
    }
    Ok(smaller)
}

#[cfg(not(target_arch = "wasm32"))]
fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> Result<(), String> {
    let path = folder.join(name);
    let result: io::Result<()> = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
    result.map_err(|error| format!("{}: {error}", path.display()))
}
