//! A value that is made again only when what it depends on has changed.

/// Keeps the newest value with its key.
#[derive(Debug)]
pub struct Kept<K, V>(Option<(K, V)>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K, V> Kept<K, V> {
    /// The newest value, whatever it is for.
    pub fn get_last(&self) -> Option<&V> {
        self.0.as_ref().map(|(_, value)| value)
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// The value for `key`, made by `make` if the last one was for another key.
    pub fn get(&mut self, key: K, make: impl FnOnce() -> V) -> &V {
        let (_, value) = match self.0.take() {
            Some((kept, value)) if kept == key => self.0.insert((kept, value)),
            _ => self.0.insert((key, make())),
        };
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_each_key() {
        let (mut kept, mut made) = (Kept::default(), 0);
        for key in [1, 1, 2, 2, 1] {
            kept.get(key, || made += 1);
        }
        assert_eq!(made, 3);
    }
}
