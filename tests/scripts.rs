//! Scripts as they are sent: without what no browser needs, and otherwise the same.

use persona_non_grata::prerender::{smaller, trimmed_script};

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

/// A program that imports two functions and has something else beside them.
fn program(imports: &[&str]) -> Vec<u8> {
    let mut types = wasm_encoder::TypeSection::new();
    types.ty().function([], []);
    let mut section = wasm_encoder::ImportSection::new();
    for name in imports {
        section.import("./glue.js", name, wasm_encoder::EntityType::Function(0));
    }
    let mut exports = wasm_encoder::ExportSection::new();
    exports.export("__wbindgen_start", wasm_encoder::ExportKind::Func, 0);
    let mut module = wasm_encoder::Module::new();
    module.section(&types).section(&section).section(&exports);
    module.finish()
}

const GLUE: &str = "const import0 = {\n__wbg_get_0123456789abcdef: function(arg0) {\nreturn __wbg_get(arg0);\n},\n\
                    __wbg_get_0123456789abcdef0: function() {\nother: 1\n},\n};\nwasm.__wbindgen_start();\n";

#[test]
fn imports_get_short_names_in_the_program_and_in_its_script() {
    let long = program(&["__wbg_get_0123456789abcdef", "__wbg_get_0123456789abcdef0"]);
    let (wasm, js) = smaller(&long, GLUE, false).expect("both files belong together");
    assert_eq!(wasm, program(&["i0", "i1"]), "nothing else has changed");
    assert_eq!(
        js,
        "const import0 = {\ni0: function(arg0) {\nreturn __wbg_get(arg0);\n},\n\
         i1: function() {\nother: 1\n},\n};\nwasm.__wbindgen_start();\n"
    );
}

#[test]
fn a_script_of_another_program_is_refused() {
    let problem = smaller(&program(&["__wbg_set_0123456789abcdef"]), GLUE, false).expect_err("another program");
    assert_eq!(problem, "0 of the 1 imports of the program stand in its script");
    let problem = smaller(b"<!DOCTYPE html>", GLUE, true).expect_err("no program");
    assert!(problem.starts_with("the program cannot be read: "), "{problem}");
}
