//! On which line of a JSON text each of its values begins.

use std::collections::HashMap;

use crate::input::above;

/// Lines by pointer, counted from 1.
#[derive(Default)]
pub struct Lines(HashMap<String, usize>);

impl Lines {
    /// `text` has been read as JSON before; what has not is mapped as far as it is understood.
    pub fn of_text(text: &str) -> Lines {
        let mut scanner = Scanner {
            bytes: text.trim_start_matches('\u{feff}').as_bytes(),
            at: 0,
            line: 1,
            found: HashMap::new(),
        };
        scanner.value(String::new());
        Lines(scanner.found)
    }

    /// The line of the value at a pointer, or of the nearest one around it.
    pub fn of(&self, pointer: &str) -> Option<usize> {
        above(pointer).find_map(|pointer| self.0.get(pointer).copied())
    }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    found: HashMap<String, usize>,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        self.line += usize::from(self.peek() == Some(b'\n'));
        self.at += 1;
    }

    /// Past white space and this byte, if it follows.
    fn past(&mut self, byte: u8) -> bool {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.step();
        }
        let follows = self.peek() == Some(byte);
        if follows {
            self.step();
        }
        follows
    }

    /// As deep as JSON is read, which has a limit.
    fn value(&mut self, pointer: String) {
        if self.past(b'{') {
            self.found.insert(pointer.clone(), self.line);
            while let Some(key) = self.past(b'"').then(|| self.string()) {
                if !self.past(b':') {
                    return;
                }
                self.value(format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")));
                self.past(b',');
            }
            self.past(b'}');
        } else if self.past(b'[') {
            self.found.insert(pointer.clone(), self.line);
            for index in 0.. {
                if self.past(b']') || self.peek().is_none() {
                    return;
                }
                self.value(format!("{pointer}/{index}"));
                self.past(b',');
            }
        } else {
            self.found.insert(pointer, self.line);
            if self.past(b'"') {
                self.string();
            } else {
                while self.peek().is_some_and(|byte| {
                    !matches!(byte, b',' | b']' | b'}') && !byte.is_ascii_whitespace()
                }) {
                    self.step();
                }
            }
        }
    }

    /// The rest of a string whose opening quote is passed.
    fn string(&mut self) -> String {
        let start = self.at;
        while let Some(byte) = self.peek().filter(|byte| *byte != b'"') {
            self.step();
            if byte == b'\\' {
                self.step();
            }
        }
        let inside = self.bytes.get(start..self.at).unwrap_or(&[]);
        self.step();
        let quoted = [b"\"", inside, b"\""].concat();
        serde_json::from_slice(&quoted)
            .unwrap_or_else(|_| String::from_utf8_lossy(inside).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn every_value_has_its_line() {
        let text = "\u{feff}{\n \"documents\": [\n  {\"kind\":\n   \"baseData\",\n   \"a/\\u4e00\\\"b\": [1, -2.5e3,\n null]},\n  {}\n ],\n\"last\": \"x\\\\\" }\n";
        let lines = Lines::of_text(text);
        for (pointer, line) in [
            ("", 1),
            ("/documents", 2),
            ("/documents/0", 3),
            ("/documents/0/kind", 4),
            ("/documents/0/a~1一\"b", 5),
            ("/documents/0/a~1一\"b/1", 5),
            ("/documents/0/a~1一\"b/2", 6),
            ("/documents/1", 7),
            ("/documents/1/missing/cell", 7),
            ("/last", 9),
        ] {
            assert_eq!(lines.of(pointer), Some(line), "{pointer}");
        }
    }
}
