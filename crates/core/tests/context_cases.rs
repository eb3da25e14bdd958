//! Contexts by case files: what a report is about, and what that makes of the CAMEO codes of its events.

mod cases;

use rapporteur_core::analyze;
use rapporteur_core::document::Document;
use rapporteur_core::read::ThreadPool;
use rapporteur_core::resources::Resources;
use std::sync::Arc;

#[test]
fn cases_of_context() {
    let resources = Resources::load(Arc::new(ThreadPool::with_num_threads(1))).expect("the embedded weights load");
    cases::check("context", |case| {
        let document = Document::plain("case", &case.body);
        let analysis = analyze(&document, &resources);
        let contexts: Vec<&str> = analysis.contexts.iter().map(|context| context.as_str()).collect();
        let events = analysis
            .events
            .iter()
            .map(|event| format!("{} {} ({})", event.cameo, event.kind.as_str(), event.anchor.of(&document.text)));
        let contexts = if contexts.is_empty() { "-".to_string() } else { contexts.join(", ") };
        std::iter::once(contexts).chain(events).collect::<Vec<_>>().join("\n")
    });
}
