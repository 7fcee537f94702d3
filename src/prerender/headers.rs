//! `_headers`: what a host is to send with the files, in the form that Netlify, Cloudflare Pages and others read.

use std::fmt::Write;

/// Beside the security policy. Anybody may show the site in a frame, and a frame without an origin may load the program.
const FOR_ALL: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Access-Control-Allow-Origin", "*"),
];

/// The security policy of the pages, widened by the checksums of what stands inside the few pages that cannot have files
/// beside them. A host sends one policy for all: where two apply to a page, a browser obeys both.
///
/// `None` if a directive that is to be widened is not in it.
pub fn policy_with(policy: &str, scripts: &[String], styles: &[String]) -> Option<String> {
    let widened = |policy: &str, directive: &str, sums: &[String]| {
        let (before, after) = policy.split_once(&format!("{directive} "))?;
        let sums = sums.iter().fold(String::new(), |out, sum| out + "'" + sum + "' ");
        Some(format!("{before}{directive} {sums}{after}"))
    };
    let policy = widened(&widened(policy, "script-src", scripts)?, "style-src", styles)?;
    // The icon of such a page stands in it, too.
    Some(policy.replacen("img-src ", "img-src data: ", 1))
}

/// The file, with the security policy and the names of the files that never change under their names.
pub fn headers_file<'a>(policy: &str, lasting: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = format!("/*\n  Content-Security-Policy: {policy}\n");
    for (name, value) in FOR_ALL {
        // Writing to a String cannot fail.
        _ = writeln!(out, "  {name}: {value}");
    }
    for name in lasting {
        _ = writeln!(out, "/{name}\n  Cache-Control: public, max-age=31536000, immutable");
    }
    out
}
