//! How much is read before it is refused.

/// Most bytes of a text or a file.
pub const MOST_BYTES: usize = 32 << 20;
