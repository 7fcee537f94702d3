//! A static host for the site on this machine, as GitHub Pages or a plain web server would be: index pages, redirects to
//! the slash, `404.html` with status 404, MIME types, compressed copies. It sends what `_headers` asks for, as hosts that
//! know that file do.

use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

/// The folder on the host that the site is served in: `/` or `/some/folder/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// Reads a folder; slashes at its ends may be left out.
    ///
    /// # Errors
    /// A sentence if it has a character that would need escaping, or an empty, `.` or `..` part.
    pub fn parse(text: &str) -> Result<Self, String> {
        let inner = text.trim_matches('/');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
        let is_fit = |part: &str| !matches!(part, "" | "." | "..") && part.chars().all(is_plain);
        if inner.is_empty() {
            Ok(Self("/".to_owned()))
        } else if inner.split('/').all(is_fit) {
            Ok(Self(format!("/{inner}/")))
        } else {
            Err("a folder is wanted, such as /some/folder/, of letters, digits and - _ . ~".to_owned())
        }
    }

    /// Without the slash at its end: nothing, or `/some/folder`.
    fn without_slash(&self) -> &str {
        self.0.trim_end_matches('/')
    }

    /// The address inside the site, from `/`; `None` if the path lies outside.
    fn inside<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(self.without_slash()).filter(|rest| rest.starts_with('/'))
    }
}

/// Takes a port on this machine; 0 takes any free one.
///
/// # Errors
/// A sentence if the port is in use.
pub fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("port {port} is in use: choose another with --port"),
        _ => anyhow!("port {port} cannot be used: {error}"),
    })
}

/// A running host; it ends when dropped.
pub struct Host {
    address: String,
    runtime: Runtime,
    task: JoinHandle<std::io::Result<()>>,
}

impl Host {
    /// Serves the folder in the background.
    ///
    /// # Errors
    /// If the folder is missing or the machine gives no threads.
    pub fn start(listener: TcpListener, folder: &Path, base: &Base) -> Result<Self> {
        if !folder.join("index.html").is_file() {
            bail!("there is no site in {}", folder.display());
        }
        let address = format!("http://{}{}", listener.local_addr()?, base.0);
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().build()?;
        let router = router(folder, base);
        let task = runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        });
        Ok(Self { address, runtime, task })
    }

    /// Serves the folder in the background, on any free port.
    ///
    /// # Errors
    /// As [`Host::start`].
    pub fn start_anywhere(folder: &Path, base: &str) -> Result<Self> {
        let base = Base::parse(base).map_err(|reason| anyhow!(reason))?;
        Self::start(listen(0)?, folder, &base)
    }

    /// Where the site's root is: `http://127.0.0.1:8080/`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Serves until the program is ended.
    ///
    /// # Errors
    /// If the host fails.
    pub fn wait(self) -> Result<()> {
        self.runtime.block_on(self.task).context("the host stopped")?.context("the host stopped")
    }
}

fn router(folder: &Path, base: &Base) -> Router {
    let missing = ServeFile::new(folder.join("404.html")).precompressed_br().precompressed_gzip();
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .redirect_path_prefix(base.without_slash())
        .not_found_service(missing);
    let base = base.clone();
    let rules = Arc::new(Rules::of(folder));
    Router::new().fallback(move |request: Request| {
        let (files, base, rules) = (files.clone(), base.clone(), rules.clone());
        async move {
            let request = match within(&base, request) {
                Ok(request) => request,
                Err(response) => return *response,
            };
            let path = request.uri().path().to_owned();
            let mut response = files.oneshot(request).await.into_response();
            // A rebuilt page shows at once, yet an unchanged file is not sent again.
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            rules.apply(&path, response.headers_mut());
            response
        }
    })
}

/// What `_headers` asks for: for an address, or for all that begin alike where it ends with `*`, names and values.
struct Rules(Vec<(String, Vec<(HeaderName, HeaderValue)>)>);

impl Rules {
    /// Reads the file of a site; one without it asks for nothing.
    fn of(folder: &Path) -> Self {
        Self::parse(&fs::read_to_string(folder.join("_headers")).unwrap_or_default())
    }

    fn parse(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<_>)> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if !line.starts_with(' ') {
                rules.push((line.to_owned(), Vec::new()));
            } else if let Some((name, value)) = line.trim().split_once(": ")
                && let (Ok(name), Ok(value)) = (HeaderName::from_str(name), HeaderValue::from_str(value))
                && let Some((_, headers)) = rules.last_mut()
            {
                headers.push((name, value));
            }
        }
        Self(rules)
    }

    fn apply(&self, path: &str, headers: &mut HeaderMap) {
        for (pattern, wanted) in &self.0 {
            let is_meant = match pattern.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path == pattern,
            };
            for (name, value) in wanted.iter().filter(|_| is_meant) {
                headers.insert(name, value.clone());
            }
        }
    }
}

/// The request with its path from the site's root, or the answer to one outside.
fn within(base: &Base, mut request: Request) -> Result<Request, Box<Response>> {
    let path = request.uri().path();
    if let Some(path) = base.inside(path) {
        let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
        if let Ok(inner) = PathAndQuery::from_str(&format!("{path}{query}")) {
            *request.uri_mut() = Uri::from(inner);
            return Ok(request);
        }
    } else if path == base.without_slash() {
        let to_slash = [(LOCATION, base.0.clone())];
        return Err(Box::new((StatusCode::PERMANENT_REDIRECT, to_slash).into_response()));
    }
    let text = format!("There is nothing here: the site is at {}\n", base.0);
    Err(Box::new((StatusCode::NOT_FOUND, text).into_response()))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::header::{
        ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
    };
    use tempfile::TempDir;

    use super::*;

    fn site() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("index.html", "home");
        write("404.html", "missing");
        write("about/index.html", "about");
        write("about/index.html.br", "about as brotli");
        write("about/index.html.gz", "about as gzip");
        write("program.wasm", "wasm");
        write("boot.js", "js");
        write("data/dataset.json", "{}");
        write(
            "_headers",
            "/*\n  Content-Security-Policy: default-src 'none'\n  X-Content-Type-Options: nosniff\n\
             /program.wasm\n  Cache-Control: public, max-age=31536000, immutable\n",
        );
        folder
    }

    fn get_with(base: &str, path: &str, encodings: &str) -> Response {
        let folder = site();
        let router = router(folder.path(), &Base::parse(base).unwrap());
        let request = Request::get(path).header(ACCEPT_ENCODING, encodings).body(Body::empty()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (parts, body) = runtime.block_on(router.oneshot(request)).unwrap().into_parts();
        let bytes = runtime.block_on(to_bytes(body, 1000)).unwrap();
        Response::from_parts(parts, bytes.into())
    }

    fn get(base: &str, path: &str) -> Response {
        get_with(base, path, "identity")
    }

    fn header(response: &Response, name: HeaderName) -> Option<&str> {
        response.headers().get(name).and_then(|value| value.to_str().ok())
    }

    fn text(response: Response) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let bytes = runtime.block_on(to_bytes(response.into_body(), 1000)).unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[test]
    fn a_base_begins_and_ends_with_a_slash() {
        for (given, wanted) in [
            ("", "/"),
            ("/", "/"),
            ("some/folder", "/some/folder/"),
            ("/some/folder", "/some/folder/"),
            ("/some/folder/", "/some/folder/"),
            ("~user", "/~user/"),
        ] {
            assert_eq!(Base::parse(given), Ok(Base(wanted.to_owned())), "{given}");
        }
    }

    #[test]
    fn a_base_is_a_plain_folder() {
        for given in ["/a//b/", "/../", "/a?b/", "/a b/", "/ä/"] {
            assert!(Base::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_folder_answers_with_its_index() {
        let response = get("/", "/about/");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, CONTENT_TYPE), Some("text/html"));
        assert_eq!(text(response), "about");
    }

    #[test]
    fn a_folder_without_slash_redirects_and_keeps_the_query() {
        let response = get("/some/folder/", "/some/folder/about?event=a");
        assert!(response.status().is_redirection());
        assert_eq!(header(&response, LOCATION), Some("/some/folder/about/?event=a"));
    }

    #[test]
    fn a_wrong_address_has_status_404_and_the_sites_own_page() {
        let response = get("/", "/nowhere/at/all");
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(header(&response, CONTENT_TYPE), Some("text/html"));
        assert_eq!(text(response), "missing");
    }

    #[test]
    fn files_have_their_types() {
        for (path, wanted) in [
            ("/program.wasm", "application/wasm"),
            ("/boot.js", "text/javascript"),
            ("/data/dataset.json", "application/json"),
        ] {
            assert_eq!(header(&get("/", path), CONTENT_TYPE), Some(wanted), "{path}");
        }
    }

    #[test]
    fn a_compressed_copy_is_sent_to_those_who_read_it() {
        for (accepted, encoding, body) in [
            ("gzip, deflate, br, zstd", Some("br"), "about as brotli"),
            ("gzip", Some("gzip"), "about as gzip"),
            ("identity", None, "about"),
        ] {
            let response = get_with("/", "/about/", accepted);
            assert_eq!(header(&response, CONTENT_ENCODING), encoding);
            assert_eq!(header(&response, CONTENT_TYPE), Some("text/html"));
            assert_eq!(text(response), body);
        }
    }

    #[test]
    fn a_site_in_a_subfolder_is_nowhere_else() {
        assert_eq!(text(get("/some/folder/", "/some/folder/")), "home");
        assert_eq!(header(&get("/some/folder/", "/some/folder"), LOCATION), Some("/some/folder/"));
        assert_eq!(get("/some/folder/", "/").status(), StatusCode::NOT_FOUND);
        assert_eq!(get("/some/folder/", "/some/folders/").status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn headers_are_those_that_the_site_asks_for() {
        for path in ["/", "/about/", "/nowhere", "/some-script.js"] {
            let response = get("/", path);
            assert_eq!(header(&response, CONTENT_SECURITY_POLICY), Some("default-src 'none'"), "{path}");
            assert_eq!(header(&response, X_CONTENT_TYPE_OPTIONS), Some("nosniff"), "{path}");
            assert_eq!(header(&response, CACHE_CONTROL), Some("no-cache"), "{path}");
        }
        let lasting = get("/some/folder/", "/some/folder/program.wasm");
        assert_eq!(header(&lasting, CACHE_CONTROL), Some("public, max-age=31536000, immutable"));
        assert_eq!(header(&lasting, CONTENT_SECURITY_POLICY), Some("default-src 'none'"));
    }

    #[test]
    fn a_port_in_use_is_told_in_one_sentence() {
        let taken = listen(0).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = listen(port).unwrap_err();
        assert_eq!(error.to_string(), format!("port {port} is in use: choose another with --port"));
    }
}
