//! The machine that was measured on, as far as it tells.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::thread;

/// What a reader of numbers needs to know of a machine.
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    /// In gigabytes.
    pub memory: Option<u64>,
    pub system: String,
}

impl Machine {
    pub fn this() -> Self {
        let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        Self {
            processor: field(&cpu, "model name", ':').unwrap_or_else(|| format!("unknown ({ARCH})")),
            cores: thread::available_parallelism().map_or(1, usize::from),
            memory: field(&memory, "MemTotal", ':').and_then(|text| gigabytes(&text)),
            system: field(&release, "PRETTY_NAME", '=').unwrap_or_else(|| OS.to_owned()),
        }
    }
}

/// What stands after the name in lines of `name: value`.
fn field(text: &str, name: &str, sign: char) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    let value = line.split_once(sign)?.1.trim().trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

/// `24675804 kB`, rounded.
fn gigabytes(text: &str) -> Option<u64> {
    let kilobytes: u64 = text.split_whitespace().next()?.parse().ok()?;
    Some((kilobytes + 512 * 1024) / (1024 * 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_name() {
        let text = "processor\t: 0\nmodel name\t: A Fast One @ 3 GHz\nMemTotal:       24675804 kB\n";
        assert_eq!(field(text, "model name", ':').as_deref(), Some("A Fast One @ 3 GHz"));
        assert_eq!(field(text, "MemTotal", ':').and_then(|text| gigabytes(&text)), Some(24));
        assert_eq!(field(text, "flags", ':'), None);
        assert_eq!(field("PRETTY_NAME=\"Some Linux 12\"\n", "PRETTY_NAME", '=').as_deref(), Some("Some Linux 12"));
    }
}
