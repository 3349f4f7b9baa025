//! Caches of computed values.

use std::cell::OnceCell;

use super::reads::is_watched;

/// A cache of a value that is computed on first use; ignored by `==`.
#[derive(Clone, Debug)]
pub struct Memo<T>(OnceCell<T>);

impl<T> Memo<T> {
    /// The value. While a check is watched ([`super::Reads::watch`]), it is computed again, so that
    /// the cells it depends on are recorded.
    pub fn get(&self, work_out: impl Fn() -> T) -> &T {
        if is_watched() {
            work_out();
        }
        self.0.get_or_init(work_out)
    }

    /// The value, if already computed.
    pub fn peek(&self) -> Option<&T> {
        self.0.get()
    }

    /// Clears it, after the source of the value has changed.
    pub fn forget(&mut self) {
        self.0.take();
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo(OnceCell::new())
    }
}

impl<T> PartialEq for Memo<T> {
    fn eq(&self, _: &Memo<T>) -> bool {
        true
    }
}
