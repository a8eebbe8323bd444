use std::io::ErrorKind;
use std::path::Path;

use super::{Problem, say};
use crate::storage;

pub(super) fn run(folder: &Path) -> Result<(), Problem> {
    if folder.exists() && !folder.is_dir() {
        return Err(Problem(format!("{} is a file; choose a folder for the examples", folder.display())));
    }
    std::fs::create_dir_all(folder).map_err(|e| {
        let reason = match e.kind() {
            ErrorKind::PermissionDenied => "you may not write there".to_owned(),
            ErrorKind::NotADirectory => "a part of its path is a file".to_owned(),
            _ => format!("the system says \"{e}\""),
        };
        Problem(format!("the folder {} can't be made: {reason}; choose another", folder.display()))
    })?;
    let paths = storage::EXAMPLES.map(|example| folder.join(example.file_name));
    if let Some(path) = paths.iter().find(|path| path.exists()) {
        return Err(Problem(format!("{} is there already; move it away, or choose another folder", path.display())));
    }
    for (example, path) in storage::EXAMPLES.iter().zip(paths) {
        storage::write_file(&storage::RealFs, &path, example.text.as_bytes()).map_err(Problem::new)?;
        say(&path.display().to_string());
    }
    Ok(())
}
