//! Which characters do these bytes stand for, and which bytes does each character come from?

use crate::alignment::Alignment;
use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text with the way back to its bytes.
pub(crate) struct Decoded {
    /// The characters, without a byte order mark.
    pub(crate) text: String,
    /// From `text` to the bytes.
    pub(crate) alignment: Alignment,
    /// What a reader should know, such as bytes that no encoding explains.
    pub(crate) note: Option<String>,
}

/// What may name the encoding inside the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declared {
    /// Nothing: plain text.
    Nowhere,
    /// A `meta` element near the start of a page.
    InPage,
}

/// Decodes by byte order mark, then as UTF-8 if it is that, then by the page's own word, then by the look of the bytes.
///
/// UTF-8 comes before the page's word because text that is whole UTF-8 by accident hardly exists, while pages that name
/// another encoding than theirs do.
pub(crate) fn decode(bytes: &[u8], declared: Declared) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(bytes, length, encoding);
    }
    if let Some(encoding) = utf_16_by_look(bytes) {
        return decode_as(bytes, 0, encoding);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return decode_as(bytes, 0, UTF_8);
    }
    let named = if declared == Declared::InPage { named_encoding(bytes) } else { None };
    let encoding = named.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| detect(bytes));
    decode_as(bytes, 0, encoding)
}

/// Whether bytes are no text at all: NUL bytes, many control bytes, or the first bytes of a known binary format.
pub(crate) fn looks_binary(bytes: &[u8]) -> bool {
    const STARTS: &[&[u8]] = &[
        b"%PDF-",
        b"\x89PNG",
        b"PK\x03\x04",
        b"\x7fELF",
        b"\xff\xd8\xff",
        b"GIF8",
        b"BZh",
        b"\xfd7zXZ",
        b"SQLite format",
    ];
    if STARTS.iter().any(|start| bytes.starts_with(start)) {
        return true;
    }
    let head = &bytes[..bytes.len().min(8192)];
    if Encoding::for_bom(head).is_some_and(|(encoding, _)| encoding != UTF_8) || utf_16_by_look(head).is_some() {
        return false;
    }
    let n_controls = head.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    head.contains(&0) || n_controls * 20 > head.len()
}

/// UTF-16 without a mark: English text then has a NUL in nearly every second byte.
fn utf_16_by_look(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    if head.len() < 8 {
        return None;
    }
    let nulls = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nulls(0), nulls(1));
    let most = head.len() / 2 * 8 / 10;
    match (even >= most, odd >= most) {
        (true, false) if odd == 0 => Some(UTF_16BE),
        (false, true) if even == 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// `<meta charset="iso-8859-2">`, in either of its forms, within the first bytes of a page.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    head.match_indices("charset").find_map(|(at, word)| {
        let rest = head[at + word.len()..].trim_start().strip_prefix('=')?;
        let label: String = rest
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
            .collect();
        // A page that is read as bytes cannot be UTF-16, whatever it says.
        Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
    })
}

/// The most likely encoding; UTF-8 with a few broken bytes stays UTF-8.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let lossy = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 20)]);
    let n_broken = lossy.matches('\u{fffd}').count();
    let n_whole = lossy.chars().filter(|character| !character.is_ascii() && *character != '\u{fffd}').count();
    if n_whole > 2 * n_broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    let guess = detector.guess(None, false);
    // A stray byte or two in English text is windows-1252 far more often than anything else.
    if n_broken <= 3 && n_whole == 0 { WINDOWS_1252 } else { guess }
}

/// Decodes character by character, so that each keeps its bytes.
fn decode_as(bytes: &[u8], from: usize, encoding: &'static Encoding) -> Decoded {
    let rest = &bytes[from..];
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(rest)
    {
        let mut alignment = Alignment::default();
        alignment.push(0..text.len(), from..bytes.len());
        return Decoded { text: text.to_string(), alignment, note: None };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(rest.len() + rest.len() / 4);
    let mut alignment = Alignment::default();
    let mut n_replaced = 0;
    let mut begin = 0;
    for at in 0..=rest.len() {
        let is_last = at == rest.len();
        let input = if is_last { &[][..] } else { &rest[at..=at] };
        let before = text.len();
        text.reserve(16);
        let (_, _, had_errors) = decoder.decode_to_string(input, &mut text, is_last);
        n_replaced += usize::from(had_errors);
        if text.len() > before {
            let end = (at + 1).min(rest.len());
            alignment.push(before..text.len(), from + begin..from + end);
            begin = end;
        }
    }
    let note = (n_replaced > 0)
        .then(|| format!("{n_replaced} broken byte sequences were replaced; read as {}", encoding.name()));
    Decoded { text, alignment, note }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_core::span::Span;

    #[test]
    fn encodings_are_told_by_mark_by_word_and_by_look() {
        let utf_16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Où est-il?".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let utf_16_bare: Vec<u8> = "A plain report".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: &[(&[u8], Declared, &str)] = &[
            (b"\xef\xbb\xbfCaf\xc3\xa9", Declared::Nowhere, "Café"),
            (&utf_16, Declared::Nowhere, "Où est-il?"),
            (&utf_16_bare, Declared::Nowhere, "A plain report"),
            (
                b"The caf\xe9 in Orl\xe9ans stayed open \x96 for now",
                Declared::Nowhere,
                "The café in Orléans stayed open – for now",
            ),
            (b"<meta charset=iso-8859-2><p>\xa9koda</p>", Declared::InPage, "<meta charset=iso-8859-2><p>Škoda</p>"),
            ("<meta charset=iso-8859-1>é".as_bytes(), Declared::InPage, "<meta charset=iso-8859-1>é"),
        ];
        for (bytes, declared, expected) in cases {
            let decoded = decode(bytes, *declared);
            assert_eq!((decoded.text.as_str(), decoded.note), (*expected, None));
        }
    }

    #[test]
    fn characters_keep_their_bytes() {
        let decoded = decode(b"Caf\xe9 noir", Declared::Nowhere);
        assert_eq!(decoded.alignment.source_span(Span::new(0, 5)), 0..4);
        assert_eq!(decoded.alignment.source_span(Span::new(6, 10)), 5..9);
    }

    #[test]
    fn bytes_that_nothing_explains_are_replaced_and_noted() {
        let decoded = decode("Zażółć gęślą \u{1}".replace('\u{1}', "").as_bytes(), Declared::Nowhere);
        assert_eq!(decoded.note, None);
        let mut broken = "Zażółć gęślą jaźń ".as_bytes().to_vec();
        broken.push(0xff);
        let decoded = decode(&broken, Declared::Nowhere);
        assert_eq!(decoded.text, "Zażółć gęślą jaźń \u{fffd}");
        assert!(decoded.note.is_some_and(|note| note.contains("1 broken byte")));
    }

    #[test]
    fn binary_is_told_from_text() {
        for bytes in [&b"\x00\x01\x02abc"[..], b"%PDF-1.4 text", b"\x89PNG\r\n", b"PK\x03\x04rest"] {
            assert!(looks_binary(bytes), "{bytes:?}");
        }
        for bytes in [&b"Plain\ttext\r\n"[..], b"\xff\xfeA\x00", b"caf\xe9", b""] {
            assert!(!looks_binary(bytes), "{bytes:?}");
        }
    }
}
