//! The bytes of a table file, never more of them than a table may have.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::{ImportError, LARGEST_FILE};

pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, ImportError> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // One byte more than allowed, so that a file without end is refused and not cut.
        File::open(path)?.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let file = path.display().to_string();
    read().map_err(|error| match error.kind() {
        _ if path.is_dir() => ImportError::Folder { file },
        io::ErrorKind::NotFound => ImportError::Missing { file },
        io::ErrorKind::PermissionDenied => ImportError::Unreadable { file, reason: "you may not read it".into() },
        io::ErrorKind::NotADirectory => {
            ImportError::Unreadable { file, reason: "a part of its path is a file and no folder".into() }
        }
        _ => ImportError::Unreadable { file, reason: format!("the system says \"{error}\"") },
    })
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a table to read, not a plan to keep")]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_file_is_refused_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        let said =
            |path: &Path| bytes_of(path).unwrap_err().to_string().replace(&folder.path().display().to_string(), "F");
        assert_eq!(said(folder.path()), "F is a folder; choose a table in it");
        assert_eq!(said(&folder.path().join("a.csv")), "F/a.csv is not there; check its name and folder");
        std::fs::write(folder.path().join("b"), "1").unwrap();
        let below = said(&folder.path().join("b").join("c.csv"));
        assert_eq!(below, "F/b/c.csv can't be read: a part of its path is a file and no folder");
    }

    #[test]
    #[cfg(unix)]
    fn a_file_without_end_is_not_read_to_the_end() {
        let bytes = bytes_of(Path::new("/dev/zero")).unwrap();
        assert_eq!(bytes.len(), LARGEST_FILE + 1);
    }
}
