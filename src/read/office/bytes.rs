//! Fields of binary files.

/// A little-endian number of `length` bytes; `None` past the end of the file.
pub fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0usize, |all, byte| all << 8 | usize::from(*byte)))
}

/// Text in UTF-16, little-endian; half a surrogate pair becomes U+FFFD.
pub fn wide(bytes: &[u8]) -> String {
    let units =
        bytes.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_begin_with_their_least_byte() {
        assert_eq!(number(&[9, 0x34, 0x12], 1, 2), Some(0x1234));
        assert_eq!(number(&[1, 0, 0, 0x80], 0, 4), Some(0x8000_0001));
        assert_eq!(number(&[1, 2], 1, 2), None);
        assert_eq!(number(&[1, 2], usize::MAX, 2), None);
    }

    #[test]
    fn wide_text_is_utf_16() {
        assert_eq!(wide(&[0x32, 0x75, 0x3d, 0xd8, 0x00, 0xde]), "甲😀");
        assert_eq!(wide(&[0x3d, 0xd8, 0x32, 0x75, 0x41]), "\u{fffd}甲");
    }
}
