//! Limits on what is read.

/// Most bytes of a text or a file.
pub const MOST_BYTES: usize = 32 << 20;
