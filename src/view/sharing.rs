//! `/sharing/`: how to link to a page and how to show it on another site. Its part "card" is the dialog that opens on every
//! page.

use std::fmt::Write;

use crate::html::{Table, escape};
use crate::route::Route;

/// A text with blanks that the program fills: `{address}` and the others of `client::share`.
struct Code {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    template: &'static str,
}

/// What may be done in a frame: scripts, links to new windows, files to keep. Nothing of the page around.
pub const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";

const CODES: [Code; 5] = [
    Code {
        id: "share-element",
        title: "As high as its content",
        about: "HTML with a small script. Where a site takes the script out, a link is left.",
        template: "<script async src=\"{root}embed.js\"></script>\n<persona-non-grata path=\"{path}\"{attributes}>\n  <a href=\"{address}\">{title}</a>\n</persona-non-grata>",
    },
    Code {
        id: "share-frame",
        title: "Of a fixed height",
        about: "HTML without a script; the frame scrolls by itself. In Moodle: the editor’s HTML view.",
        template: "<iframe src=\"{embed}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" frameborder=\"0\" allow=\"clipboard-write\" sandbox=\"{sandbox}\"></iframe>",
    },
    Code {
        id: "share-shortcode",
        title: "WordPress",
        about: "In a Custom HTML block either of the two above. Where an account may not write HTML, a link.",
        template: "<!-- wp:html -->\n<iframe src=\"{embed}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\"></iframe>\n<!-- /wp:html -->",
    },
    Code {
        id: "share-markdown",
        title: "Markdown",
        about: "A picture that leads to the page: most programs for Markdown allow no frames.",
        template: "[![{plain}]({preview})]({target})",
    },
    Code {
        id: "share-oembed",
        title: "oEmbed",
        about: "For systems that make a frame of a link by themselves: the address of what they ask for. It knows the page without a choice.",
        template: "{oembed}",
    },
];

/// The content of the page.
pub fn sharing_html(root: &str) -> String {
    let example = Route::step("skripal-2018", 3).unwrap_or(Route::Home);
    let mut out = format!(
        "<article class=\"page sharing\"><h1>Share a page, or put it on your own</h1>\
         <p class=\"page__lead\">Every view has an address of its own: a step, an event, a chain with its filters, a comparison. \
         Whoever opens it sees the same.</p>\
         <p>“Share” at the top of each page opens its link, a code for cameras, and the code for a frame on your own page, \
         with a preview. Nothing is loaded from anywhere but the site itself, and nobody is counted.</p>\
         <h2>A frame alone</h2>\
         <p>Put <code>embed/</code> before the address of a crisis, a step, a chain, an event or a comparison; other pages have \
         no frame. \
         The frame may have any height, and be as narrow as 280 pixels: it scrolls by itself. It works without JavaScript, too.</p>\
         {}\
         <h2>A frame that is as high as its content</h2>\
         <p>The script knows one element. It may be loaded as it stands here or with <code>type=\"module\"</code>. Until it has \
         run, and where it is taken out, the link inside is shown.</p>{}",
        code(&format!("<iframe src=\"https://…/embed{example}\" title=\"…\" width=\"100%\" height=\"700\"></iframe>")),
        code(
            "<script async src=\"https://…/embed.js\"></script>\n<persona-non-grata episode=\"skripal-2018\" step=\"3\">\n  <a href=\"https://…/episodes/skripal-2018/3/\">Skripal 2018, step 3</a>\n</persona-non-grata>"
        )
    );
    out.push_str(&table(
        "What the element can be told",
        &["Attribute", "What it does"],
        &[
            &["<code>episode</code>", "a crisis by its id, as in its address"],
            &["<code>step</code>", "with <code>episode</code>: the step, from 1"],
            &["<code>chain</code>", "the chain of the crisis; without <code>episode</code> that of all crises"],
            &["<code>event</code>", "an event by its id: alone its own page, with <code>episode</code> chosen there"],
            &["<code>compare</code>", "a comparison: what stands after <code>?</code> in its address, or nothing"],
            &["<code>path</code>", "any of these by its address from <code>/</code>, in place of the others"],
            &[
                "<code>scheme</code>",
                "<code>light</code> or <code>dark</code>; without it, what the reader’s system is set to",
            ],
            &[
                "<code>hide</code>",
                "what is left out, from the start: <code>picture</code>, <code>text</code>, <code>events</code>, <code>controls</code>, parted by commas",
            ],
            &["<code>height</code>", "a fixed height in pixels; without it, that of the content"],
            &["<code>sync</code>", "keeps the address of your page and the frame in step: see below"],
        ],
    ));
    out.push_str(
        "<p>Each attribute is a property of the element, too; <code>go(path)</code> leads it elsewhere, \
         <code>currentPath</code> says what it shows. <code>scheme</code> and <code>hide</code> work in the address of a frame \
         alone as well: <code>?scheme=dark&amp;hide=events</code>.</p>\
         <h2>Links to your own page that open the right step</h2>\
         <p>With <code>sync</code> the element writes where the reader is behind the <code>#</code> of your page’s address, and \
         reads it from there: <code>your-page.html#png=/episodes/skripal-2018/7/</code> opens step 7, Back goes back a step. \
         Other things behind the <code>#</code> stay. Several elements on a page take different words: \
         <code>sync=\"crisis\"</code> gives <code>#crisis=/…</code>. Without <code>sync</code> your page’s address and history \
         are not touched.</p>\
         <h2>Messages</h2>\
         <p>Frame and page speak by <code>postMessage</code>, in objects with <code>source: \"persona-non-grata\"</code> and \
         <code>version: 1</code>. The element repeats what the frame says as events of the same names. What does not fit is \
         ignored.</p>",
    );
    out.push_str(&table(
        "The messages of version 1",
        &["Message", "From", "What it says"],
        &[
            &["<code>ready</code>", "frame", "the page answers from now on"],
            &["<code>resize</code>", "frame", "its content is <code>height</code> pixels high"],
            &[
                "<code>navigate</code>",
                "frame",
                "the view at <code>path</code> is shown: its address from <code>/</code>, without <code>/embed</code>",
            ],
            &[
                "<code>select</code>",
                "frame",
                "the <code>event</code> with this id is chosen; <code>null</code> for none any more",
            ],
            &["<code>go</code>", "your page", "show the view at <code>path</code>, written alike"],
            &[
                "<code>theme</code>",
                "your page",
                "take the colours of <code>scheme</code>: <code>light</code>, <code>dark</code> or <code>auto</code>",
            ],
        ],
    ));
    // Writing to a String cannot fail.
    _ = write!(
        out,
        "<p>Their JSON Schema: <a href=\"{root}sharing/messages.schema.json\">messages.schema.json</a>.</p>\
         <h2>If your site has a content security policy</h2>\
         <p>It must allow the frame (<code>frame-src</code>) and, for the element, the script (<code>script-src</code>), both \
         from the address of this site. The element uses no inline style. The program in the frame is WebAssembly under the \
         site’s own policy (<code>'wasm-unsafe-eval'</code>); where a browser refuses it, the frame stays readable, and its \
         links lead from step to step.</p>\
         <p>The frame needs no cookie and no storage. With <code>sandbox=\"allow-scripts\"</code> alone it is whole, but the \
         program starts only if the host of the site allows other origins to load it (the header \
         <code>Access-Control-Allow-Origin: *</code>); without it the links work alone.</p>"
    );
    out.push_str("<div data-part=\"card\" hidden>");
    out.push_str(&dialog_html());
    out.push_str("</div></article>");
    out
}

fn code(text: &str) -> String {
    format!("<pre class=\"code\" tabindex=\"0\"><code>{}</code></pre>", escape(text))
}

/// A table whose cells are HTML.
fn table(caption: &str, head: &[&str], rows: &[&[&str]]) -> String {
    let table = Table {
        caption: caption.to_owned(),
        head: head.iter().map(|&head| head.to_owned()).collect(),
        rows: rows.iter().map(|cells| cells.iter().map(|&cell| cell.to_owned()).collect()).collect(),
        foot: Vec::new(),
    };
    table.to_html_of_html()
}

/// What stands in the dialog. The program fills what has `data-template`, and shows and hides what does not fit the page.
fn dialog_html() -> String {
    let mut out = String::from(
        "<form method=\"dialog\" class=\"share__head\"><h2 id=\"share-title\">Share this view</h2><button>Close</button></form>\
         <div class=\"share__body\">\
         <div class=\"share__link\"><p id=\"share-link\" class=\"share__address\" data-template=\"{link}\"></p>\
         <p class=\"buttons\"><button type=\"button\" class=\"button\" data-copy=\"share-link\">Copy link</button> \
         <button type=\"button\" class=\"button button--quiet\" data-share-sheet hidden>Send it …</button></p>\
         <p role=\"status\" data-share-said></p>\
         <details class=\"share__qr\"><summary>QR code, for a classroom screen</summary><div data-qr></div></details></div>\
         <form method=\"dialog\" class=\"share__embed\" data-share-form aria-label=\"Put it on your own page\">\
         <h3>Put it on your own page</h3>\
         <p class=\"share__choices\"><label>What <select name=\"what\"><option value=\"view\">This view</option>\
         <option value=\"overview\">The crisis, from its overview</option><option value=\"chain\">The chain of the crisis</option>\
         <option value=\"all\">The chain of all crises</option><option value=\"compare\">Countries compared</option></select></label>\
         <label>Colours <select name=\"scheme\"><option value=\"\">The reader’s own</option><option value=\"light\">Light</option>\
         <option value=\"dark\">Dark</option></select></label>\
         <label>Width of a fixed frame <select name=\"width\"><option>100%</option><option>320</option><option>480</option><option>640</option><option>960</option></select></label>\
         <label>Height of a fixed frame <select name=\"height\"><option>400</option><option>560</option><option selected>700</option><option>900</option><option>1200</option></select></label></p>\
         <fieldset class=\"share__choices\"><legend>With</legend>",
    );
    for (value, label) in
        [("picture", "Picture"), ("text", "Text"), ("events", "Events with their sources"), ("controls", "Filters")]
    {
        _ = write!(out, "<label><input type=\"checkbox\" name=\"with\" value=\"{value}\" checked> {label}</label> ");
    }
    out.push_str(
        "</fieldset><h4>Preview</h4><div class=\"share__preview\" role=\"region\" aria-label=\"Preview\" tabindex=\"0\" data-preview></div><div class=\"share__codes\">",
    );
    for (place, Code { id, title, about, template }) in CODES.into_iter().enumerate() {
        if place == 2 {
            out.push_str("<details><summary>For WordPress, in Markdown, by oEmbed</summary>");
        }
        _ = write!(
            out,
            "<section><h4>{title}</h4><p>{about}</p><pre class=\"code\" tabindex=\"0\" id=\"{id}\" data-template=\"{}\"></pre>\
             <button type=\"button\" data-copy=\"{id}\">Copy<span class=\"visually-hidden\"> the code: {title}</span></button></section>",
            escape(&template.replace("{sandbox}", SANDBOX))
        );
    }
    out.push_str("</details></div></form></div>");
    out
}
