//! HTML as text, for what is the same on both sides and would only cost bytes as a tree of views.

use std::fmt::Write;

/// Text as it stands between tags or in an attribute's value.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A table whose first column names its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The heads of the columns, the first included.
    pub head: Vec<String>,
    /// The rows: the name, then the cells.
    pub rows: Vec<Vec<String>>,
    /// The last row, for totals; empty for none.
    pub foot: Vec<String>,
}

impl Table {
    /// The table as HTML, in a box that scrolls sideways by itself and can be reached by keyboard.
    pub fn to_html(&self) -> String {
        self.written(escape)
    }

    /// The same where the cells of the rows are HTML already: links, code.
    pub fn to_html_of_html(&self) -> String {
        self.written(str::to_owned)
    }

    fn written(&self, cell_html: fn(&str) -> String) -> String {
        let mut out = format!(
            "<div class=\"table__scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
            escape(&self.caption)
        );
        // Writing to a String cannot fail.
        for head in &self.head {
            _ = write!(out, "<th scope=\"col\">{}</th>", escape(head));
        }
        out.push_str("</tr></thead><tbody>");
        let mut row = |cells: &[String]| {
            out.push_str("<tr>");
            for (i, cell) in cells.iter().enumerate() {
                let (open, close) = if i == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
                out.push_str(open);
                out.push_str(&cell_html(cell));
                out.push_str(close);
            }
            out.push_str("</tr>");
        };
        for cells in &self.rows {
            row(cells);
        }
        if !self.foot.is_empty() {
            row(&self.foot);
        }
        out.push_str("</tbody></table></div>");
        out
    }
}
