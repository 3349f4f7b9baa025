//! Running text, in which words are searched across spaces and quotes.

use core::ops::Range;

use super::fold;

/// A folded text without spaces and quotes, so that words are found across them, with the way back
/// to the text as typed.
#[derive(Clone, Debug, Default)]
pub struct Running {
    /// The folded text; line breaks are kept.
    pub text: String,
    /// The parts between characters that were left out or that folding shortened: the offset in
    /// bytes in `text` and the UTF-16 offset in the text as typed at which each begins; ascending.
    starts: Vec<(usize, usize)>,
}

impl Running {
    /// Folds a text as typed.
    pub fn of(typed: &str) -> Running {
        let mut running =
            Running { text: String::with_capacity(typed.len()), ..Running::default() };
        let (mut offset, mut was_left_out) = (0, true);
        for c in typed.chars() {
            let folded = if c == '\n' { c } else { fold(c) };
            let is_left_out = matches!(folded, ' ' | '“' | '”' | '"' | '‘' | '’' | '《' | '》');
            if !is_left_out {
                if was_left_out {
                    running.starts.push((running.text.len(), offset));
                }
                running.text.push(folded);
            }
            // After a character that folds into a shorter one offsets differ, so a new part begins.
            was_left_out = is_left_out || folded.len_utf8() != c.len_utf8();
            offset += c.len_utf16();
        }
        running
    }

    /// The UTF-16 offsets, in the text as typed, of a range of bytes of this text.
    pub fn span(&self, part: Range<usize>) -> (usize, usize) {
        let last = self.text.get(part.clone()).and_then(|part| part.chars().next_back());
        let (bytes, units) = last.map_or((0, 0), |last| (last.len_utf8(), last.len_utf16()));
        (self.offset(part.start), self.offset(part.end.saturating_sub(bytes)) + units)
    }

    /// The UTF-16 offset, in the text as typed, of an offset in bytes of this text.
    fn offset(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, offset) = self.starts.get(index).copied().unwrap_or_default();
        offset
            + self
                .text
                .get(start..at)
                .map_or(0, |between| between.chars().map(char::len_utf16).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_knows_where_it_was_typed() {
        let running = Running::of("“参 保率”\u{3000}９７．５％，\n😀稳");
        assert_eq!(running.text, "参保率97.5%,\n😀稳");
        for (part, span) in [
            ("参", (1, 2)),
            ("参保率", (1, 5)),
            ("97.5%", (7, 12)),
            ("稳", (16, 17)),
            ("😀", (14, 16)),
        ] {
            let at = running.text.find(part).unwrap();
            assert_eq!(running.span(at..at + part.len()), span, "{part}");
        }
    }
}
