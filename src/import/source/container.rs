//! Looks into a packed workbook before anything unpacks it: how much it holds, really, and which kind it is.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::import::ImportError;

/// Bytes of a workbook, of what it unpacks to, and how many times more that may be.
const LARGEST: usize = 50 << 20;
const LARGEST_UNPACKED: u64 = 300 << 20;
const LARGEST_RATIO: u64 = 200;
/// Packed files may be this much whatever their ratio: short files of blanks are no bombs.
const SMALL: u64 = 1 << 20;
const MOST_ENTRIES: usize = 2_000;
/// The list of texts that all cells share is held as a whole.
const LARGEST_TEXTS: u64 = 64 << 20;
/// Longest run without a tag: a text or a tag of its own that no cell of ours may have.
const LONGEST_RUN: usize = 1 << 20;

/// What a packed file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
}

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a container and makes sure that all of it that will be read stays within the limits.
pub(super) fn open<'a>(bytes: &'a [u8], file: &str) -> Result<(Archive<'a>, Kind), ImportError> {
    let fault = |fault: &str| ImportError::Workbook { file: file.to_owned(), fault: fault.to_owned() };
    if bytes.len() > LARGEST {
        return Err(fault("is larger than 50 MB"));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault("is damaged or cut off"))?;
    if archive.len() > MOST_ENTRIES {
        return Err(fault("holds more than 2,000 files"));
    }
    let names: Vec<String> =
        archive.file_names().filter_map(|name| name.ok().map(std::borrow::Cow::into_owned)).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let kind = if has("xl/workbook.xml") {
        Kind::Xlsx
    } else if has("xl/workbook.bin") {
        return Err(fault("is an Excel workbook in its binary form (.xlsb)"));
    } else if has("content.xml") && has("mimetype") {
        Kind::Ods
    } else if has("Index/Document.iwa") || names.iter().any(|name| ending(name) == Some("iwa")) {
        return Err(fault("is an Apple Numbers document"));
    } else {
        return Err(ImportError::NotText { file: file.to_owned(), kind: "a packed file without a workbook in it" });
    };
    if kind == Kind::Ods && is_locked(&mut archive) {
        return Err(fault("is protected by a password"));
    }
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| fault("is damaged or cut off"))?;
        if entry.encrypted() {
            return Err(fault("is protected by a password"));
        }
        declared = declared.saturating_add(entry.size());
        if entry.size() > SMALL && entry.size() > entry.compressed_size().saturating_mul(LARGEST_RATIO) {
            return Err(fault("unpacks to far more than a table has, which is a trap"));
        }
    }
    if declared > LARGEST_UNPACKED {
        return Err(fault("unpacks to more than 300 MB"));
    }
    // A container may lie about sizes; what it unpacks to is seen only by unpacking it.
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| fault("is damaged or cut off"))?;
        let name = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if !matches!(ending(&name), Some("xml" | "rels")) {
            continue;
        }
        let most = entry.compressed_size().saturating_mul(LARGEST_RATIO).max(SMALL).min(LARGEST_UNPACKED - unpacked);
        let most = if name.ends_with("sharedStrings.xml") { most.min(LARGEST_TEXTS) } else { most };
        unpacked += measure(&mut entry, most).map_err(fault)?;
    }
    Ok((archive, kind))
}

/// Unpacks to nowhere, and answers how much it was.
fn measure(entry: &mut impl Read, most: u64) -> Result<u64, &'static str> {
    let mut piece = vec![0_u8; 1 << 16];
    let (mut total, mut run) = (0_u64, 0_usize);
    loop {
        let read = entry.read(&mut piece).map_err(|_| "is damaged or cut off")?;
        if read == 0 {
            return Ok(total);
        }
        total += read as u64;
        if total > most {
            return Err("unpacks to far more than a table has, which is a trap");
        }
        let bytes = piece.get(..read).unwrap_or_default();
        match (bytes.iter().position(|byte| *byte == b'<'), bytes.iter().rposition(|byte| *byte == b'<')) {
            (Some(first), Some(last)) => {
                if run + first > LONGEST_RUN {
                    return Err("has a cell of more than 32,000 letters");
                }
                run = read - last;
            }
            _ => run += read,
        }
        if run > LONGEST_RUN {
            return Err("has a cell of more than 32,000 letters");
        }
    }
}

fn ending(name: &str) -> Option<&str> {
    Some(name.rsplit_once('.')?.1)
}

fn is_locked(archive: &mut Archive<'_>) -> bool {
    let Ok(manifest) = archive.by_name("META-INF/manifest.xml") else { return false };
    let mut text = String::new();
    // A manifest is a page or two; what is longer is not read to its end.
    let _ = manifest.take(1 << 20).read_to_string(&mut text);
    text.contains("encryption-data")
}
