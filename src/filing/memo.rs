//! What is worked out once and kept beside what it was worked out from.

use std::cell::OnceCell;

use super::reads::is_watched;

/// A cache of what is worked out when it is first needed; ignored by `==`.
#[derive(Clone, Debug)]
pub struct Memo<T>(OnceCell<T>);

impl<T> Memo<T> {
    /// The value. While a check is watched ([`super::Reads::watch`]), it is worked out anew, so
    /// that what it rests on is seen.
    pub fn get(&self, work_out: impl Fn() -> T) -> &T {
        if is_watched() {
            work_out();
        }
        self.0.get_or_init(work_out)
    }

    /// The value, where it is worked out already.
    pub fn peek(&self) -> Option<&T> {
        self.0.get()
    }

    /// Clears it, after what it was worked out from has changed.
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
