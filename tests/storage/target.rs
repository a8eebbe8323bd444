//! Where a save ends up: links, modes, names, and places that take no file.

use std::path::Path;

use upturn::storage::{self, RealFs};

fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    storage::write_file(&RealFs, path, bytes).map_err(|e| e.to_string())
}

fn names(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

#[test]
fn places_that_take_no_file_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let told = |path: &Path| save(path, b"x").unwrap_err();
    assert!(told(folder.path()).contains("is a folder. Give the file a name of its own."));
    assert!(told(&folder.path().join("gone/plan.ron")).contains("its folder is not there; save elsewhere."));
    assert!(told(Path::new("")).contains("is not a name for a file"));
    save(&folder.path().join("file"), b"x").unwrap();
    assert!(told(&folder.path().join("file/plan.ron")).contains("a part of its path is a file and no folder."));
    assert_eq!(names(folder.path()), 1);
}

#[test]
fn a_read_only_file_is_not_replaced_behind_its_owners_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    save(&path, b"old").unwrap();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert!(save(&path, b"new").unwrap_err().contains("is read-only. Save under another name"));
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), 1);
}

#[test]
fn r19_strange_names_are_names() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{}.ron", "n".repeat(251));
    let names = ["a b.ron", "it's #1 50%.ron", "👩‍🍳.ron", "e\u{301}.ron", "-rf.ron", long.as_str()];
    for name in names {
        let path = folder.path().join(name);
        save(&path, b"first").unwrap();
        save(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second", "{name}");
    }
    assert_eq!(self::names(folder.path()), names.len());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn r10_the_mode_of_a_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        for wanted in [0o600, 0o640, 0o644, 0o664, 0o666] {
            let path = folder.path().join(format!("{wanted:o}.ron"));
            save(&path, b"old").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(wanted)).unwrap();
            save(&path, b"new").unwrap();
            assert_eq!((mode(&path), std::fs::read(&path).unwrap()), (wanted, b"new".to_vec()));
        }
    }

    #[test]
    fn r10_a_new_file_has_the_mode_that_other_programs_give_theirs() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, theirs) = (folder.path().join("ours.ron"), folder.path().join("theirs.ron"));
        save(&ours, b"x").unwrap();
        std::process::Command::new("touch").arg(&theirs).status().unwrap();
        assert_eq!(mode(&ours), mode(&theirs));
    }

    #[test]
    fn r09_a_chain_of_links_is_followed_and_stays_a_chain() {
        let folder = tempfile::tempdir().unwrap();
        let (plans, links) = (folder.path().join("plans"), folder.path().join("links"));
        std::fs::create_dir(&plans).unwrap();
        std::fs::create_dir(&links).unwrap();
        save(&plans.join("plan.ron"), b"old").unwrap();
        symlink("../plans/plan.ron", links.join("0")).unwrap();
        for i in 1..5 {
            symlink(format!("{}", i - 1), links.join(i.to_string())).unwrap();
        }
        save(&links.join("4"), b"new").unwrap();
        assert_eq!(std::fs::read(plans.join("plan.ron")).unwrap(), b"new");
        assert!((0..5).all(|i| std::fs::symlink_metadata(links.join(i.to_string())).unwrap().is_symlink()));
        assert_eq!((names(&plans), names(&links)), (1, 5));
    }

    #[test]
    fn r09_a_link_that_was_made_before_its_file_leads_to_the_new_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("plans")).unwrap();
        symlink("plans/plan.ron", folder.path().join("middle")).unwrap();
        symlink("middle", folder.path().join("link")).unwrap();
        save(&folder.path().join("link"), b"new").unwrap();
        assert_eq!(std::fs::read(folder.path().join("plans/plan.ron")).unwrap(), b"new");
        assert!(std::fs::symlink_metadata(folder.path().join("link")).unwrap().is_symlink());
    }

    #[test]
    fn r09_links_that_lead_nowhere_or_in_a_circle_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        symlink("b", folder.path().join("a")).unwrap();
        symlink("a", folder.path().join("b")).unwrap();
        symlink("gone/plan.ron", folder.path().join("c")).unwrap();
        assert!(save(&folder.path().join("a"), b"x").unwrap_err().contains("a link that leads back to itself"));
        assert!(save(&folder.path().join("c"), b"x").unwrap_err().contains("its folder is not there"));
        assert_eq!(names(folder.path()), 3);
    }

    #[test]
    fn r19_a_name_that_is_no_text_is_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.ron"));
        save(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(storage::with_ending(&path), path);
    }

    #[test]
    fn a_device_is_left_alone() {
        assert!(save(Path::new("/dev/null"), b"x").unwrap_err().contains("is not a file that can hold data"));
    }

    #[test]
    fn r10_a_file_with_two_names_keeps_both_and_is_overwritten_only_by_consent() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("plan.ron"), folder.path().join("other name.ron"));
        save(&path, b"old").unwrap();
        std::fs::hard_link(&path, &other).unwrap();
        let told = save(&path, b"new").unwrap_err();
        assert!(told.contains("it has more than one name (hard links)"), "{told}");
        assert_eq!(std::fs::read(&other).unwrap(), b"old");
        let safe = folder.path().join("recovery");
        let request = storage::Request { in_place: Some(&safe), ..storage::Request::new(&path) };
        storage::write(&RealFs, &request, b"new").unwrap();
        assert_eq!(std::fs::read(&other).unwrap(), b"new", "both names have the new content");
        assert_eq!(std::fs::metadata(&path).unwrap().nlink(), 2);
    }
}
