//! The HTML around a page: what Trunk made of `index.html`, cut at its marks.

use std::fmt;

use super::pages::{Medium, Rendered};
use super::preview::preview_tags;
use super::scripts::{Program, scheme_script};
use crate::cite::ADDRESS;
pub(super) use crate::html::escape;

/// The public address of the site, known only where the build is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteUrl(String);

impl SiteUrl {
    /// Reads an http or https address; a missing slash at its end is added.
    ///
    /// # Errors
    /// A sentence for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url =
            url::Url::parse(text).map_err(|error| format!("the site address \"{text}\" cannot be read: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
            return Err(format!("the site address \"{text}\" must be http or https, without ? and #"));
        }
        let text = url.as_str();
        Ok(Self(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") }))
    }

    /// With a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The shell, ready to be put around a page.
pub struct Shell {
    before_head: String,
    between: String,
    after: String,
    style: String,
    /// What fetches the program before its turn; empty while the site is being worked on.
    ahead: String,
}

/// Why `index.html` cannot serve as a shell.
#[derive(Debug, PartialEq, Eq)]
pub struct ShellError(&'static str);

impl fmt::Display for ShellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "index.html has no {}: the prerenderer needs it to know what goes where", self.0)
    }
}

impl std::error::Error for ShellError {}

const HEAD_MARK: &str = "<meta name=\"prerender\" content=\"head\">";
const APP_MARK: &str = "<div id=\"app\"></div>";
const SCHEME_MARK: &str = "<script src=\"./scheme.js\"";
const PROGRAM_MARK: &str = "<script id=\"boot\"";
const SCRIPT_END: &str = "</script>";
const POLICY_MARK: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

impl Shell {
    /// Cuts the shell at its marks. `style` is the name of the style sheet, at the root of the site; the script that
    /// chooses colours is [`scheme_script`].
    ///
    /// # Errors
    /// If a mark is missing.
    pub fn new(html: &str, style: &str) -> Result<Self, ShellError> {
        let (before, after) = html.split_once(SCHEME_MARK).ok_or(ShellError(SCHEME_MARK))?;
        let html = format!("{before}<script src=\"./{}\"{after}", scheme_script().name);
        let (before_head, rest) = html.split_once(HEAD_MARK).ok_or(ShellError(HEAD_MARK))?;
        let (between, after) = rest.split_once(APP_MARK).ok_or(ShellError(APP_MARK))?;
        Ok(Self {
            before_head: before_head.to_owned(),
            between: between.to_owned(),
            after: after.to_owned(),
            style: style.to_owned(),
            ahead: String::new(),
        })
    }

    /// The same with the element that starts this program, in place of the one that Trunk has written.
    ///
    /// # Errors
    /// If there is none.
    pub fn with_program(mut self, program: &Program) -> Result<Self, ShellError> {
        let has_program = |part: &&mut String| part.contains(PROGRAM_MARK);
        let part = [&mut self.between, &mut self.after].into_iter().find(has_program);
        let part = part.ok_or(ShellError(PROGRAM_MARK))?;
        let (before, rest) = part.split_once(PROGRAM_MARK).ok_or(ShellError(PROGRAM_MARK))?;
        let (_, behind) = rest.split_once(SCRIPT_END).ok_or(ShellError(PROGRAM_MARK))?;
        *part = format!("{before}{}{behind}", program.element());
        self.ahead = program.ahead();
        Ok(self)
    }

    /// The head of a page without program, up to what is the page's own: the security policy, the style sheet, the icon
    /// and the choice of colours. `root` is where the site begins, as seen from the page.
    pub(super) fn head(&self, root: &str) -> String {
        let shared = self.between.lines().filter(|line| line.contains("rel=\"icon\"") || line.contains("/scheme-"));
        let shared = shared.fold(String::new(), |out, line| out + line + "\n");
        let style = &self.style;
        format!("{}<link rel=\"stylesheet\" href=\"./{style}\">\n{shared}", self.before_head)
            .replace("=\"./", &format!("=\"{root}"))
    }

    /// The security policy of the pages; empty where the shell has none, while the site is being worked on.
    pub fn policy(&self) -> &str {
        let policy = self.before_head.split_once(POLICY_MARK).and_then(|(_, rest)| rest.split_once('"'));
        policy.map_or("", |(policy, _)| policy)
    }

    /// The whole document of a page. Every address in it is relative to the page's own folder.
    pub fn wrap(&self, page: &Rendered, site: Option<&SiteUrl>) -> String {
        let root = page.relative_root();
        let path = page.route.to_string();
        let embed = if page.medium == Medium::Frame { " data-embed" } else { "" };
        let title = escape(&page.title);
        let description = escape(&page.description);
        let with_root = |part: &str| part.replace("=\"./", &format!("=\"{root}"));
        let about = match page.medium {
            Medium::Window => public_tags(page, site) + &page.head(site) + &with_root(APP_TAGS),
            // Search engines are led to the full page by its address alone: told to leave this page out as well, they
            // would take the two to be different. Only a whole address counts.
            Medium::Frame => site.map_or_else(String::new, |site| {
                format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&page.route.href(site.as_str())))
            }),
        };
        // No byte between <div id="app"> and its content: hydration takes the first child for the view's first node.
        format!(
            "{before}<title>{title}</title>\n\
             <meta name=\"description\" content=\"{description}\">\n\
             {about}<link rel=\"stylesheet\" href=\"{root}{style}\">{ahead}{between}\
             <div id=\"app\" data-path=\"{path}\" data-root=\"{root}\"{embed}>{app}</div>{after}",
            before = with_root(&self.before_head),
            ahead = if page.route.acts_in_place() { with_root(&self.ahead) } else { String::new() },
            between = with_root(&self.between),
            after = with_root(&self.after),
            style = self.style,
            app = match site {
                Some(site) => page.app.replace(ADDRESS, &escape(&page.route.href(site.as_str()))),
                None => page.app.clone(),
            },
        )
    }
}

/// What makes the site an app that can be installed.
const APP_TAGS: &str = "<link rel=\"manifest\" href=\"./manifest.webmanifest\">\n\
                        <link rel=\"apple-touch-icon\" href=\"./icon-180-full.png\">\n";

/// What search engines and link previews are told of a page.
fn public_tags(page: &Rendered, site: Option<&SiteUrl>) -> String {
    let title = escape(&page.title);
    let description = escape(&page.description);
    let absolute = site.map(|site| escape(&page.route.href(site.as_str())));
    let public = absolute.map_or_else(String::new, |url| {
        format!("<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:url\" content=\"{url}\">\n")
    });
    format!(
        "<meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:description\" content=\"{description}\">\n\
         <meta property=\"og:site_name\" content=\"Persona Non Grata\">\n{}{public}",
        preview_tags(page, site)
    )
}
