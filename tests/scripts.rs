//! Scripts as they are sent: without what no browser needs, and otherwise the same.

use persona_non_grata::prerender::trimmed_script;

#[test]
fn comments_indentation_and_empty_lines_are_taken_out() {
    let js = "/**\n * @returns {number}\n */\nfunction a() {\n    // why\n    return 1; // kept: code stands before it\n\n}\n";
    assert_eq!(trimmed_script(js), "function a() {\nreturn 1; // kept: code stands before it\n}\n");
}

#[test]
fn code_behind_a_comment_stays() {
    assert_eq!(trimmed_script("  /* of a kind */ let a = 1;\n/* two\nlines */ a += 1;\n"), "let a = 1;\na += 1;\n");
}

#[test]
fn a_text_over_several_lines_leaves_the_script_as_it_is() {
    let js = "const a = `one\n  // two`;\n    f();\n";
    assert_eq!(trimmed_script(js), js);
}
