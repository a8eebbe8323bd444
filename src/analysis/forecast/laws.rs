//! What every method must keep, run over the whole list.

use super::*;

#[test]
fn ids_are_words_of_their_own_for_files() {
    for (index, method) in METHODS.iter().enumerate() {
        assert_eq!(index_of(method.id()), Some(index));
        assert!(method.id().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", method.id());
    }
    assert!(FALLBACKS.iter().all(|id| index_of(id).is_some()));
}
