//! scratch
use rapporteur_core::{analyze, document::*, read::ThreadPool, resources::Resources, show::*};
use std::io::Read;
use std::sync::Arc;
fn main() {
    let resources = Resources::load(Arc::new(ThreadPool::with_num_threads(1))).unwrap();
    let mut t = String::new();
    std::io::stdin().read_to_string(&mut t).unwrap();
    let mode = std::env::args().nth(1).unwrap_or_default();
    for line in t.lines() {
        let mut d = Document::plain("d", line);
        d.published = Some(Publication { text: "2024-06-12".into(), date: "2024-06-12".parse().unwrap() });
        let a = analyze(&d, &resources);
        println!("# {line}");
        if mode == "tree" {
            for (i, (tok, word)) in a.segmentation.tokens.iter().zip(&a.reading.words).enumerate() {
                let ner = a.reading.names.iter().find(|n| n.tokens.contains(&i)).map_or("", |n| n.kind.as_str());
                println!(
                    "{:3} {:16} {:14} {:6} {:5} {:3} {:14} {:12} {}",
                    i + 1,
                    tok.span.of(&d.text),
                    word.lemma,
                    word.upos.as_str(),
                    word.xpos,
                    word.head.map_or(0, |h| h.0 + 1),
                    word.relation.as_str(),
                    word.head.map_or("ROOT", |h| a.segmentation.tokens[h.index()].span.of(&d.text)),
                    ner
                );
            }
            for actor in &a.cast.actors {
                println!(
                    "  actor {} {:?} {:?} {:?}",
                    actor.name,
                    actor.identity.country,
                    actor.identity.sectors,
                    actor.mentions.iter().map(|m| m.span.of(&d.text)).collect::<Vec<_>>()
                );
            }
            for q in &a.quotes {
                println!(
                    "  quote {:?} {:?} {:?}",
                    q.kind,
                    q.cue.iter().map(|s| s.of(&d.text)).collect::<Vec<_>>(),
                    q.speaker
                );
            }
        }
        for e in &a.events {
            let r = row(e, &d, &a);
            println!("   {} | {} | {} | {} | {} | {} | {} [{}]", r[0], r[1], r[2], r[3], r[4], r[5], r[6], e.because);
        }
    }
}
