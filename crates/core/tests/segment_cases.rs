//! Sentences and words by case files, and what holds for every text.

#![allow(clippy::unwrap_used, reason = "a test stops at what is wrong")]

mod cases;

use rapporteur_core::document::Document;
use rapporteur_core::segment::{LONGEST_SENTENCE, Segmentation, segment};
use std::time::{Duration, Instant};

/// One sentence a line, words divided by a space, the words of one written token by `|`: "I do|n't know ."
#[test]
fn cases_of_segment() {
    cases::check("segment", |case| show(&case.body, &segmentation(&case.body)));
}

#[test]
fn every_span_lies_inside_its_sentence_and_in_order() {
    let texts = [
        "",
        " ",
        "\u{FEFF}",
        "’",
        "'''''",
        "(((",
        "...",
        "a.b.c.",
        "I’d’ve “gone”—really…",
        "naïve cafe\u{301}s’ 日本語。",
        "👩‍👩‍👧 ok👍🏽!",
        "x’’y ‘’ ,, -- ->",
        "5'9\" 3'",
        "#'s @ a@b @x #y $5bn US$5m £3.5m €2",
        "http://",
        "www.",
        "mailto:",
        "n't 's N'T",
        "İ'S don\u{301}'t",
        "U.S.-led U.S.'s Ph.D.s etc.... a.m..",
        "\u{200D}\u{300}",
        "Dz's ǅ's",
        "\r\n\r\n\t\u{2028}x",
    ];
    for text in texts {
        check(text);
        check(&format!("{text}{text} {text}\n{text}"));
    }
    // Short texts of awkward signs, by a linear congruential generator.
    let signs = [
        "a", "B", "7", ".", ",", "'", "’", "\"", "“", "-", "/", "@", ":", ")", "(", " ", "\n", "é", "n't", "U.S.", "…",
        "👍", "\u{301}", "www.", "$",
    ];
    let mut state: u64 = 12345;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            text.push_str(signs[(state >> 33) as usize % signs.len()]);
        }
        check(&text);
    }
}

#[test]
fn no_letter_is_lost() {
    let text = "Mr. O'Neil's U.S.-based firm can't pay $3.5bn (€3.2bn), he said… \"No.\" It’s over.";
    let segmentation = segmentation(text);
    let joined: String = segmentation.tokens.iter().map(|token| token.span.of(text)).collect();
    assert_eq!(joined, text.replace(' ', ""));
}

#[test]
fn long_texts_take_linear_time() {
    let line = "Ministers from the two countries met in the capital on Monday, and they signed a pact ".repeat(1200);
    let texts = [
        line,
        "\"".repeat(100_000),
        "“".repeat(100_000),
        "a".repeat(100_000),
        "(".repeat(100_000),
        "a@".repeat(50_000),
        "a.".repeat(50_000),
        "a-".repeat(50_000),
        "http://".repeat(15_000),
        "' ".repeat(50_000),
        "x\n".repeat(50_000),
        "A ".repeat(50_000),
        format!("http://{}", ")".repeat(100_000)),
    ];
    for text in texts {
        // The time of eight times the text may be sixteen times that of one, not sixty-four: room for a busy machine.
        let short = fastest(&text[..text.floor_char_boundary(text.len() / 8)]);
        let long = fastest(&text);
        assert!(long < short * 24 + Duration::from_millis(40), "{:.20}: {short:?}, {long:?}", text);
        check(&text);
    }
}

#[allow(clippy::disallowed_methods, reason = "the library has no clock; this test does")]
fn fastest(text: &str) -> Duration {
    let run = |_| {
        let start = Instant::now();
        segmentation(text);
        start.elapsed()
    };
    (0..2).map(run).min().expect("two runs")
}

fn segmentation(text: &str) -> Segmentation {
    segment(text, &Document::plain("case", text).blocks)
}

fn check(text: &str) {
    let segmentation = segmentation(text);
    let mut end = 0;
    let mut n_tokens = 0;
    for (number, sentence) in segmentation.sentences.iter().enumerate() {
        assert_eq!(sentence.tokens.start, n_tokens, "{text:?}");
        n_tokens = sentence.tokens.end;
        let tokens = &segmentation.tokens[sentence.tokens.clone()];
        assert!((1..=LONGEST_SENTENCE).contains(&tokens.len()), "{text:?}");
        for token in tokens {
            assert_eq!(token.sentence as usize, number);
            assert!(!token.span.of(text).is_empty(), "{text:?}: {token:?}");
            assert!(token.span.start >= end && token.surface.contains(token.span), "{text:?}: {token:?}");
            assert!(
                text.get(token.surface.range()).is_some() && sentence.span.contains(token.surface),
                "{text:?}: {token:?}"
            );
            end = token.span.end;
        }
    }
    assert_eq!(n_tokens, segmentation.tokens.len());
    let kept: usize = segmentation.tokens.iter().map(|token| token.span.len()).sum();
    let blank = |c: &char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    let written: usize = text.chars().filter(|c| !blank(c)).map(char::len_utf8).sum();
    assert_eq!(kept, written, "{text:?}");
}

fn show(text: &str, segmentation: &Segmentation) -> String {
    let mut shown = String::new();
    for sentence in &segmentation.sentences {
        let tokens = &segmentation.tokens[sentence.tokens.clone()];
        for (n, token) in tokens.iter().enumerate() {
            if n > 0 {
                shown.push(if tokens[n - 1].surface == token.surface { '|' } else { ' ' });
            }
            shown.push_str(token.span.of(text));
        }
        shown.push('\n');
    }
    shown
}
