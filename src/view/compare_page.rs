//! `/compare/`: countries side by side, as a sentence, pictures, a table.

use crate::compare::Measure;
use crate::dataset::Dataset;

/// The content of the page of a measure.
pub fn compare_html(dataset: &Dataset, measure: Measure, root: &str) -> String {
    _ = (dataset, root);
    format!("<article class=\"page\"><h1>{}</h1></article>", measure.name())
}

/// The document's title and description.
pub fn compare_title(dataset: &Dataset, measure: Measure) -> (String, String) {
    _ = dataset;
    (measure.name().to_owned(), measure.name().to_owned())
}
