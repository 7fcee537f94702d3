//! The program without what panics would say.
//!
//! A panic ends the program, and its words go nowhere in a browser: nobody can read what is sent for them. The trap, which
//! the browser's console shows, stays where it was.

use std::collections::{HashMap, HashSet};

use regex::Regex;
use wasm_encoder::{CodeSection, ConstExpr, DataSection, Function, Instruction};
use wasmparser::{
    BinaryReaderError, DataKind, DataSectionReader, ElementItems, ExternalKind, FunctionBody, KnownCustom, Name,
    Operator, Parser, Payload,
};

/// Writes a value for whoever reads a program, not a page; in a release build only panics ask for it.
const DEBUG: &str = r" as core(\[\w+\])?::fmt::Debug>::fmt";

/// Ends the program after writing why.
const PANIC: &str = r"^core(\[\w+\])?::(panicking::panic_|(option|result)::(unwrap|expect)_failed|cell::panic_already)";

/// The code of a program without the words of its panics.
pub(super) struct Silenced {
    /// To stand in the place of the code that was read.
    pub(super) code: CodeSection,
}

impl Silenced {
    /// Leaves out what only panics use. Without the names of its functions a program stays as it is.
    pub(super) fn of(wasm: &[u8]) -> Result<Self, String> {
        let read = Program::read(wasm).map_err(|error| error.to_string())?;
        let pattern = |text: &str| Regex::new(text).map_err(|error| error.to_string());
        let (debug, panic) = (pattern(DEBUG)?, pattern(PANIC)?);
        let is = |pattern: &Regex, index: u32| read.names.get(&index).is_some_and(|name| pattern.is_match(name));

        // What can still be reached, with the silenced ones reaching nothing.
        let mut reached: HashSet<u32> = HashSet::new();
        let mut next = read.roots.clone();
        while let Some(index) = next.pop() {
            if reached.insert(index) && !is(&debug, index) && !is(&panic, index) {
                next.extend(read.calls.get(&index).into_iter().flatten());
            }
        }
        let mut code = CodeSection::new();
        for (index, body) in (read.imported..).zip(&read.bodies) {
            let mut function = Function::new([]);
            if is(&debug, index) && read.is_written_with(index) {
                // It says that it has written all.
                function.instruction(&Instruction::I32Const(0)).instruction(&Instruction::End);
            } else if is(&panic, index) || !reached.contains(&index) {
                function.instruction(&Instruction::Unreachable).instruction(&Instruction::End);
            } else {
                code.raw(body.as_bytes());
                continue;
            }
            code.function(&function);
        }
        Ok(Self { code })
    }
}

/// What of a program tells which of its functions use which.
struct Program<'a> {
    imported: u32,
    /// The parameters and results of each type, where all are 32-bit integers.
    types: Vec<Option<(usize, usize)>>,
    /// The type of each function that is not imported.
    functions: Vec<u32>,
    bodies: Vec<FunctionBody<'a>>,
    names: HashMap<u32, String>,
    /// What others than functions use.
    roots: Vec<u32>,
    calls: HashMap<u32, Vec<u32>>,
}

impl<'a> Program<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut read = Self {
            imported: 0,
            types: Vec::new(),
            functions: Vec::new(),
            bodies: Vec::new(),
            names: HashMap::new(),
            roots: Vec::new(),
            calls: HashMap::new(),
        };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(types) => {
                    for group in types.into_iter_err_on_gc_types() {
                        let function = group?;
                        let is_plain = function
                            .params()
                            .iter()
                            .chain(function.results())
                            .all(|ty| *ty == wasmparser::ValType::I32);
                        read.types.push(is_plain.then(|| (function.params().len(), function.results().len())));
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        read.imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(functions) => {
                    for ty in functions {
                        read.functions.push(ty?);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            read.roots.push(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => read.roots.push(func),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        match element?.items {
                            ElementItems::Functions(functions) => {
                                for function in functions {
                                    read.roots.push(function?);
                                }
                            }
                            ElementItems::Expressions(_, expressions) => {
                                for expression in expressions {
                                    for operator in expression?.get_operators_reader() {
                                        if let Operator::RefFunc { function_index } = operator? {
                                            read.roots.push(function_index);
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let index = read.imported + u32::try_from(read.bodies.len()).unwrap_or(u32::MAX);
                    let mut called = Vec::new();
                    for operator in body.get_operators_reader()? {
                        match operator? {
                            Operator::Call { function_index }
                            | Operator::ReturnCall { function_index }
                            | Operator::RefFunc { function_index } => called.push(function_index),
                            _ => {}
                        }
                    }
                    read.calls.insert(index, called);
                    read.bodies.push(body);
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        for name in names {
                            if let Name::Function(functions) = name? {
                                for naming in functions {
                                    let naming = naming?;
                                    read.names.insert(naming.index, naming.name.to_owned());
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(read)
    }

    /// Whether a function takes a value and a formatter, and says how it went.
    fn is_written_with(&self, index: u32) -> bool {
        let ty = self.functions.get((index - self.imported) as usize).and_then(|ty| self.types.get(*ty as usize));
        ty == Some(&Some((2, 1)))
    }
}

/// The data of the program without the places in the source that a panic would name.
///
/// A panic ends the program, and its words go nowhere in a browser: the file names, and the 16 bytes that lead to each of
/// them with line and column, are only sent. Zeros in their place take 2 kB of brotli away.
pub(super) fn without_places(data: &DataSectionReader<'_>) -> Result<DataSection, String> {
    let told = |error: BinaryReaderError| error.to_string();
    let files =
        Regex::new(r"(/rustc/[0-9a-f]{40}|/rust/deps|crates|src)/[\w./-]+?\.rs").map_err(|error| error.to_string())?;
    let mut segments = Vec::new();
    for segment in data.clone() {
        let segment = segment.map_err(told)?;
        let DataKind::Active { memory_index: 0, offset_expr } = segment.kind else {
            return Err("its data have no place".to_owned());
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read().map_err(told)? else {
            return Err("its data have no fixed place".to_owned());
        };
        segments.push((value, segment.data.to_vec()));
    }
    // Where each name stands in memory and how long it is.
    let mut names: HashMap<u32, u32> = HashMap::new();
    for (offset, bytes) in &segments {
        let text: String = bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
        for file in files.find_iter(&text) {
            let place = |at: usize| u32::try_from(at).map_err(|error| error.to_string());
            names.insert(offset.cast_unsigned() + place(file.start())?, place(file.len())?);
        }
    }
    let mut section = DataSection::new();
    for (offset, mut bytes) in segments {
        let start = offset.cast_unsigned();
        for at in (0..bytes.len().saturating_sub(15)).filter(|at| (start as usize + at).is_multiple_of(4)) {
            let word = |i: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| bytes[at + i * 4 + byte]));
            if names.get(&word(0)) == Some(&word(1)) && word(2) < 100_000 && word(3) < 1000 {
                bytes[at..at + 16].fill(0);
            }
        }
        for (name, length) in &names {
            if let Some(at) = name.checked_sub(start).map(|at| at as usize).filter(|at| *at < bytes.len()) {
                bytes[at..at + *length as usize].fill(0);
            }
        }
        section.active(0, &ConstExpr::i32_const(offset), bytes);
    }
    Ok(section)
}
