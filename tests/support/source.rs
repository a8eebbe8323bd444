//! Reads Rust sources well enough to see which paths they name: comments, texts and test code are taken out first.

use std::fs;
use std::path::Path;

/// One file under `src`.
#[derive(Debug)]
pub struct SourceFile {
    /// Below `src`, with forward slashes: `model/plan.rs`.
    pub path: String,
    pub lines: usize,
    /// What is left of the text: no comments, texts, test code or white space where none is needed.
    code: String,
}

impl SourceFile {
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        let code = without_test_code(&without_comments_and_texts(text));
        Self { path: path.to_owned(), lines: text.lines().count(), code: packed(&code) }
    }

    /// The folder or file directly under `src`: `model`, `main.rs`; a room that is one file counts as its folder.
    #[must_use]
    pub fn room(&self) -> &str {
        match self.path.split_once('/') {
            Some((room, _)) => room,
            None if matches!(&*self.path, "lib.rs" | "main.rs") => &self.path,
            None => self.path.trim_end_matches(".rs"),
        }
    }

    /// The module that the file is, as names below the crate.
    fn module(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.path.trim_end_matches(".rs").split('/').collect();
        if matches!(names.last(), Some(&"mod" | &"lib" | &"main")) {
            names.pop();
        }
        names
    }
}

/// All Rust files below `folder`, in the order of their paths.
///
/// # Panics
/// If a file can't be read.
#[must_use]
pub fn files(folder: &Path) -> Vec<SourceFile> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|e| panic!("{}: {e}", next.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let below = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.push(SourceFile::new(&below, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Names in `pub mod x;` lines.
#[must_use]
pub fn modules(text: &str) -> Vec<String> {
    text.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// Every path that the file names below the crate's root, as `room::item`: by `crate::`, by a run of `super::`
/// that ends at the root, and in `main.rs` by the library's name.
#[must_use]
pub fn imports_of_rooms(file: &SourceFile) -> Vec<String> {
    let code = &file.code;
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if starts_a_word(code, at) {
            found.extend(paths(&code[at + "crate::".len()..]));
        }
    }
    if file.path == "main.rs" {
        for (at, _) in code.match_indices("upturn::") {
            if starts_a_word(code, at) {
                found.extend(paths(&code[at + "upturn::".len()..]));
            }
        }
    }
    let depth = file.module().len();
    for (at, _) in code.match_indices("super::") {
        let outer = code[..at].ends_with("super::") || code[..at].ends_with("::");
        if outer || !starts_a_word(code, at) {
            continue;
        }
        found.extend(paths(&code[at..]).iter().filter_map(|path| below_root(path, depth)));
    }
    found.sort();
    found.dedup();
    found
}

/// `super::super::ui::Theme` in a module two deep is `ui::Theme`; `None` where the path ends below the root.
fn below_root(path: &str, depth: usize) -> Option<String> {
    let names: Vec<&str> = path.split("::").collect();
    let ups = names.iter().take_while(|n| **n == "super").count();
    (ups >= depth && ups < names.len()).then(|| names[ups..].join("::"))
}

/// Whether the code names `item`, either as a path (`chrono::Local`) or through a group (`chrono::{Datelike, Local}`).
#[must_use]
pub fn names(file: &SourceFile, item: &str) -> bool {
    let (root, rest) = item.split_once("::").unwrap_or((item, ""));
    let code = &file.code;
    code.match_indices(root).any(|(at, _)| {
        let after = &code[at + root.len()..];
        let is_path = after.starts_with("::") || (code[..at].ends_with("use ") && after.starts_with([';', ' ']));
        if !is_path || !starts_a_word(code, at) || code[..at].ends_with("::") {
            return false;
        }
        rest.is_empty()
            || after.strip_prefix("::").is_some_and(|below| {
                paths(below).iter().any(|p| p == rest || p.strip_prefix(rest).is_some_and(|r| r.starts_with("::")))
            })
    })
}

fn starts_a_word(code: &str, at: usize) -> bool {
    !code[..at].ends_with(is_word)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The paths at the start of `code`, groups taken apart: `{a::B, c}` gives `a::B` and `c`.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(code, "", &mut found);
    found
}

/// Reads one path or group and answers what follows it.
fn collect<'a>(code: &'a str, before: &str, found: &mut Vec<String>) -> &'a str {
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches([',', ' ']);
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            let left = collect(rest, before, found);
            // An alias (`a as b`), or something that is no path at all: go on at the next comma or the end.
            let skipped = left.find([',', '}']).unwrap_or(left.len());
            rest = &left[skipped..];
            if rest.is_empty() {
                return rest;
            }
        }
    }
    let end = code.find(|c| !is_word(c)).unwrap_or(code.len());
    let path = if before.is_empty() { code[..end].to_owned() } else { format!("{before}::{}", &code[..end]) };
    match code[end..].strip_prefix("::") {
        Some(rest) if end > 0 && rest.starts_with(|c| is_word(c) || c == '{') => collect(rest, &path, found),
        _ => {
            if end > 0 {
                found.push(path);
            }
            &code[end..]
        }
    }
}

/// Comments become nothing and texts become `""`.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_text(rest).filter(|_| !code.ends_with(is_word)) {
            code.push_str("\"\"");
            length
        } else if first == '"' {
            code.push_str("\"\"");
            quoted(rest)
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(first);
            first.len_utf8()
        };
        rest = &rest[skip..];
    }
    code
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Length of `r"…"`, `r#"…"#`, `br"…"` at the start.
fn raw_text(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = inside.find(&close).map_or(inside.len(), |at| at + close.len());
    Some(text.len() - inside.len() + end)
}

fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length of a character at the start, as `'x'` or `'\n'`; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        // The escaped sign itself may be a quote.
        let sign = escape.chars().next()?.len_utf8();
        return Some(escape[sign..].find('\'')? + sign + 3);
    }
    let sign = inside.chars().next()?.len_utf8();
    inside[sign..].starts_with('\'').then_some(sign + 2)
}

/// Takes out each item under `#[cfg(test)]`, up to its closing brace or its semicolon.
fn without_test_code(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        let item = &rest[at + MARK.len()..];
        rest = &item[item_length(item)..];
    }
    kept.push_str(rest);
    kept
}

fn item_length(item: &str) -> usize {
    let is_use = item.trim_start().starts_with("use ");
    let mut depth = 0_u32;
    for (at, c) in item.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !is_use {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    item.len()
}

/// White space only where two words would run together.
fn packed(code: &str) -> String {
    let mut packed = String::with_capacity(code.len());
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_whitespace() {
            packed.push(c);
        } else if packed.ends_with(is_word) {
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
            if chars.peek().is_some_and(|c| is_word(*c)) {
                packed.push(' ');
            }
        }
    }
    packed
}
