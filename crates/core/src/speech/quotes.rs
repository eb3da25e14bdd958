//! Finds the attributed statements of a report.

use super::content::{complements, stretches, with_marks};
use super::cues::{Cue, CueKind, Cues};
use super::heard::heard;
use super::marks::Quotations;
use super::nominal::nominal;
use super::source::{Source, of_noun, of_verb, speaker};
use super::{Quote, QuoteKind};
use crate::actor::Cast;
use crate::document::{BlockKind, Document};
use crate::read::{NameKind, Relation, Tree, Upos};
use crate::segment::TokenId;
use crate::span::Span;

/// The attributed statements of a report, in text order: direct, mixed and indirect speech and reported belief.
///
/// What is said may stand in several stretches. A statement without a cue goes on from the one before it.
/// Time is linear in the text; a sentence has at most 64 cues.
pub fn quotes(document: &Document, tree: &Tree, cast: &Cast, cues: &Cues) -> Vec<Quote> {
    let quotations = Quotations::of(document);
    let top = (0..quotations.all.len()).filter(|&index| quotations.all[index].depth == 0).collect();
    let used = vec![false; quotations.all.len()];
    let mut finder = Finder { document, tree, cast, cues, quotations, top, used, found: Vec::new() };
    for sentence in 0..tree.segmentation.sentences.len() {
        finder.visit_sentence(sentence);
    }
    finder.hear();
    finder.attribute_the_rest();
    finder.finish()
}

/// Cues looked at in one sentence.
pub(super) const MOST_CUES: usize = 64;

/// A statement while it is put together.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub kind: CueKind,
    pub cue: Vec<Span>,
    pub source: Option<Source>,
    pub content: Vec<Span>,
}

pub(super) struct Finder<'a> {
    pub document: &'a Document,
    pub tree: &'a Tree<'a>,
    pub cast: &'a Cast,
    pub cues: &'a Cues,
    pub quotations: Quotations,
    /// The quotations that stand in no other, in text order.
    top: Vec<usize>,
    used: Vec<bool>,
    found: Vec<Statement>,
}

impl Finder<'_> {
    fn visit_sentence(&mut self, sentence: usize) {
        let tokens = tree_tokens(self.tree, sentence);
        let mut n_cues = 0;
        self.visit_label(sentence);
        for token in tokens {
            let statement = match self.tree.upos(token) {
                _ if n_cues >= MOST_CUES => break,
                Upos::Noun => nominal(self, token),
                _ if self.is_according_to(token) => self.according_to(token),
                Upos::Verb => self.verbal(token),
                _ => None,
            };
            n_cues += usize::from(statement.is_some());
            self.found.extend(statement);
        }
    }

    /// What the network read goes before what the rules made of the same words: its statements replace those of the rules that
    /// share a cue or what is said. Of the rules' own, quotations in marks and headlines with a colon stay.
    fn hear(&mut self) {
        if self.tree.reading.speech.cues.is_empty() {
            return;
        }
        let heard = heard(self.tree, self.cues);
        let taken = tidy(heard.iter().flat_map(|one| one.cue.iter().chain(&one.content)).copied().collect());
        let is_taken = |span: &Span| {
            let first = taken.partition_point(|other| other.end <= span.start);
            taken[first..].iter().take_while(|other| other.start < span.end).any(|other| other.overlaps(*span))
        };
        let is_marked = |statement: &Statement| has_quotation(statement, &self.quotations) || statement.cue.is_empty();
        self.found
            .retain(|statement| is_marked(statement) && !statement.cue.iter().chain(&statement.content).any(is_taken));
        for statement in &heard {
            self.use_quotations(&statement.content);
        }
        self.found.extend(heard);
    }

    /// What a verb of speech or thought brings.
    fn verbal(&mut self, verb: TokenId) -> Option<Statement> {
        let tree = self.tree;
        if matches!(tree.relation(verb), Relation::Amod | Relation::Compound | Relation::Case | Relation::Fixed) {
            return None;
        }
        let lemma = tree.lemma(verb).to_lowercase();
        let entries = self.cues.verb(&lemma).to_vec();
        let mut best = None;
        for cue in &entries {
            let is_inner_thought = cue.kind == CueKind::Belief && self.quotations.at(tree.span(verb)).is_some();
            let Some(last) = follows(tree, verb, cue).filter(|_| !is_inner_thought) else { continue };
            let statement = self.with_cue(verb, last, cue);
            best = statement;
            if best.is_some() {
                break;
            }
        }
        best
    }

    fn with_cue(&mut self, verb: TokenId, last: TokenId, cue: &Cue) -> Option<Statement> {
        let tree = self.tree;
        let cue_span = cue_words(tree, verb, last);
        let mut source = of_verb(tree, verb);
        let mut taken = vec![cue_span];
        taken.extend(source.map(|source| source.span));
        let direct = if cue.frames.quote { self.beside(verb, cue_span, source) } else { Vec::new() };
        if source.is_none() && !direct.is_empty() {
            // "…," said Orlov, read as an object.
            let after = tree.child(verb, Relation::Obj).filter(|&object| object > verb);
            source = after.map(|object| of_noun(tree, object, verb));
            taken.extend(source.map(|source| source.span));
        }
        let listener = tree.child(verb, Relation::Obj).filter(|_| cue.frames.addressee && !direct.is_empty());
        taken.extend(listener.map(|listener| tree.subtree_span(listener)));
        let mut content = self.by_syntax(verb, last, cue, &taken);
        let has_clause = cue.frames.clause && tree.child(verb, Relation::Ccomp).is_some();
        if source.is_none() && direct.is_empty() && !(has_clause && cue.kind == CueKind::Words) {
            return None;
        }
        for quotation in &direct {
            content = joined(tree.text, content, *quotation, self.starts_sentence(*quotation));
        }
        content = content.into_iter().map(|span| with_marks(tree.text, span, &self.quotations)).collect();
        content
            .retain(|span| !taken.iter().any(|words| span.contains(*words) && span != words) || direct.contains(span));
        let content = tidy(content);
        if content.is_empty() {
            return None;
        }
        self.use_quotations(&content);
        Some(Statement { kind: cue.kind, cue: vec![cue_span], source, content })
    }

    /// The stretches that grammar says are what is said.
    fn by_syntax(&self, verb: TokenId, last: TokenId, cue: &Cue, taken: &[Span]) -> Vec<Span> {
        let tree = self.tree;
        let frames = cue.frames;
        let child = |relation| tree.child(verb, relation);
        let object = child(Relation::Obj).filter(|&object| object > verb);
        let infinitive =
            child(Relation::Xcomp).filter(|&xcomp| xcomp > verb && tree.child(xcomp, Relation::Mark).is_some());
        let needs_more = !cue.after.is_empty();
        if frames.clause || frames.quote {
            if let Some(clause) = child(Relation::Ccomp) {
                let mut found = stretches(tree, &self.with_later_clauses(verb, clause, cue), verb, taken);
                let host = self.host(verb).filter(|&host| host < verb);
                found.extend(host.map_or_else(Vec::new, |host| stretches(tree, &[host], verb, taken)));
                return found;
            }
            if let Some(host) =
                self.host(verb).filter(|_| cue.kind == CueKind::Words || tree.relation(verb) == Relation::Parataxis)
            {
                return stretches(tree, &[host], verb, taken);
            }
        }
        let behind = if needs_more { self.phrase_after(verb, last) } else { None };
        if let Some(next) = behind {
            return stretches(tree, &complements_or(tree, verb, next), verb, taken);
        }
        if let Some(object) = object.filter(|_| frames.object && !needs_more) {
            let words = complements(tree, verb, object);
            if words.len() > 1 || frames.noun {
                return stretches(tree, &words, verb, taken);
            }
        }
        if let Some(infinitive) = infinitive.filter(|_| frames.infinitive) {
            return stretches(tree, &[infinitive], verb, taken);
        }
        if let Some(object) = object.filter(|_| frames.noun && !frames.addressee) {
            return stretches(tree, &[object], verb, taken);
        }
        if frames.noun && child(Relation::AuxPass).is_some() && child(Relation::OblAgent).is_some() {
            let passive = child(Relation::NsubjPass);
            return passive.map_or_else(Vec::new, |passive| stretches(tree, &[passive], verb, taken));
        }
        Vec::new()
    }

    /// The clause in which a cue is a parenthesis: "It is late, she said" and "as she said".
    fn host(&self, verb: TokenId) -> Option<TokenId> {
        let tree = self.tree;
        let has_as = |mark: TokenId| tree.form(mark).eq_ignore_ascii_case("as");
        let is_parenthesis = match tree.relation(verb) {
            Relation::Parataxis => true,
            Relation::Advcl => tree.child(verb, Relation::Mark).is_some_and(has_as),
            _ => false,
        };
        let has_subject = tree.child(verb, Relation::Nsubj).is_some();
        tree.head(verb).filter(|_| is_parenthesis && has_subject)
    }

    /// "said the road was closed and nobody was hurt": a clause with a subject of its own, which the parser hung on the cue.
    fn with_later_clauses(&self, verb: TokenId, clause: TokenId, cue: &Cue) -> Vec<TokenId> {
        let tree = self.tree;
        let mut heads = vec![clause];
        if clause < verb || cue.kind == CueKind::Belief {
            return heads;
        }
        heads.extend(tree.children_by(verb, Relation::Conj).filter(|&later| {
            let subject = tree.child(later, Relation::Nsubj).or_else(|| tree.child(later, Relation::NsubjPass));
            let is_comma = |mark: TokenId| mark < later && tree.form(mark) == ",";
            let is_set_off = tree.child(later, Relation::Punct).is_some_and(is_comma);
            let is_cue = !self.cues.verb(&tree.lemma(later).to_lowercase()).is_empty();
            subject.is_some() && !is_set_off && !is_cue
        }));
        heads
    }

    /// The phrase that begins right behind a cue with its preposition.
    fn phrase_after(&self, verb: TokenId, last: TokenId) -> Option<TokenId> {
        let tree = self.tree;
        let hangs_on_last =
            |&child: &TokenId| child > last && tree.children(child).iter().any(|&word| word <= last && word > verb);
        let found = tree.children(verb).iter().copied().find(hangs_on_last);
        found.or_else(|| {
            let is_object =
                |&child: &TokenId| child > last && matches!(tree.relation(child), Relation::Obj | Relation::Ccomp);
            tree.children(verb).iter().copied().find(is_object)
        })
    }

    /// The quotations right before and right after a cue with its source, and those that go on from them.
    fn beside(&self, verb: TokenId, cue: Span, source: Option<Source>) -> Vec<Span> {
        let tree = self.tree;
        if self.quotations.at(cue).is_some() {
            return Vec::new();
        }
        let sentence = tree.sentence(verb);
        let near = source
            .filter(|source| tree.sentence(source.head) == sentence && source.span.start.abs_diff(cue.start) < 300);
        let start = near.map_or(cue.start, |source| source.span.start.min(cue.start));
        let end = near.map_or(cue.end, |source| source.span.end.max(cue.end));
        let mut found = Vec::new();
        let after = self.top.partition_point(|&index| self.quotations.all[index].span.end <= start);
        if let Some(left) = after.checked_sub(1).map(|position| self.quotations.all[self.top[position]]) {
            let between = Span { start: left.span.end, end: start }.of(tree.text);
            let is_near = between.len() <= 4 && !between.contains('\n') && !between.contains(char::is_alphanumeric);
            let is_speech = self.is_speech(left.span);
            if is_near && is_speech {
                found.push(left.span);
            }
        }
        let mut position = self.top.partition_point(|&index| self.quotations.all[index].span.start < end);
        if let Some(&right) = self.top.get(position) {
            let quotation = self.quotations.all[right];
            let between = Span { start: end, end: quotation.span.start }.of(tree.text);
            let goes_on = !found.is_empty() && self.is_next_sentence(sentence, quotation.span);
            if (self.leads_to(between) || goes_on) && self.is_speech(quotation.span) {
                found.push(quotation.span);
                position += 1;
            }
        }
        // Later paragraphs of the same speech.
        if !found.is_empty() {
            let rest = self.top[position.min(self.top.len())..].iter().map(|&index| self.quotations.all[index]);
            found.extend(rest.take_while(|quotation| quotation.continues).take(20).map(|quotation| quotation.span));
        }
        found
    }

    /// Whether words between a cue and a quotation lead to it: "said in a statement: “", "said, “", "said that “".
    fn leads_to(&self, between: &str) -> bool {
        let words = between.trim();
        let is_short = between.len() <= 160 && !words.contains(['.', '!', '?', ';']);
        let ends = words.is_empty() || words.ends_with([',', ':', '—', '–', '-']) || words == "that";
        let crosses = between.contains('\n') && !words.ends_with(':');
        is_short && ends && !crosses
    }

    /// Whether a quotation begins right behind a sentence, in the same paragraph.
    fn is_next_sentence(&self, sentence: usize, quotation: Span) -> bool {
        let end = self.tree.segmentation.sentences[sentence].span.end;
        let between = Span { start: end.min(quotation.start), end: quotation.start }.of(self.tree.text);
        end <= quotation.start && between.trim().is_empty() && !between.contains("\n\n")
    }

    /// Whether a quotation is more than a word or two in inverted commas: it ends like a sentence or has a verb that is finite.
    fn is_speech(&self, quotation: Span) -> bool {
        let words = quotation.of(self.tree.text);
        let inner = words.trim_matches(|letter: char| !letter.is_alphanumeric() && !".,!?…".contains(letter));
        let ends = inner.ends_with(['.', ',', '!', '?', '…'])
            || words.chars().rev().nth(1).is_some_and(|sign| ".,!?…".contains(sign));
        ends || self.has_finite_verb(quotation)
    }

    fn has_finite_verb(&self, span: Span) -> bool {
        let tokens = &self.tree.segmentation.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let mut inside = (first..tokens.len()).take_while(|&token| tokens[token].span.start < span.end).take(200);
        inside.any(|token| self.tree.reading.words[token].feats.contains("VerbForm=Fin"))
    }

    fn starts_sentence(&self, span: Span) -> bool {
        let sentences = &self.tree.segmentation.sentences;
        let after = sentences.partition_point(|sentence| sentence.span.start <= span.start);
        let start = after.checked_sub(1).map_or(0, |index| sentences[index].span.start);
        let before = Span { start: start.min(span.start), end: span.start };
        !before.of(self.tree.text).contains(char::is_alphanumeric)
    }

    fn is_according_to(&self, token: TokenId) -> bool {
        let next = TokenId(token.0 + 1);
        let has_next = next.index() < self.tree.reading.words.len();
        has_next
            && self.tree.form(token).eq_ignore_ascii_case("according")
            && self.tree.form(next).eq_ignore_ascii_case("to")
    }

    fn according_to(&mut self, token: TokenId) -> Option<Statement> {
        let tree = self.tree;
        let cue_span = tree.span(token).cover(tree.span(TokenId(token.0 + 1)));
        let head = tree.head(token)?;
        let is_case = matches!(tree.relation(token), Relation::Case | Relation::Mark);
        let below = tree
            .children(token)
            .iter()
            .copied()
            .find(|&child| child > token && tree.relation(child) != Relation::Fixed);
        let (noun, clause) = if is_case { (head, tree.head(head)?) } else { (below?, head) };
        let cut = if is_case { noun } else { token };
        let mut source = of_noun(tree, noun, token);
        if source.span.start < cue_span.end {
            let first = tree.segmentation.tokens.partition_point(|token| token.span.start < cue_span.end);
            source.span.start = tree.segmentation.tokens.get(first).map_or(source.span.start, |token| token.span.start);
        }
        let taken = [cue_span, source.span];
        let mut content = stretches(tree, &[clause], cut, &taken);
        let quoted = self.beside(token, cue_span, Some(source));
        if let Some(quotation) = quoted.first() {
            content = joined(tree.text, content, *quotation, self.starts_sentence(*quotation));
        }
        content = content.into_iter().map(|span| with_marks(tree.text, span, &self.quotations)).collect();
        let content = tidy(content);
        self.use_quotations(&content);
        (!content.is_empty()).then_some(Statement {
            kind: CueKind::Words,
            cue: vec![cue_span],
            source: Some(source),
            content,
        })
    }

    /// "Minister: no truce before winter" in a headline, "ORLOV: We will see." in a transcript.
    fn visit_label(&mut self, sentence: usize) {
        let tree = self.tree;
        let tokens: Vec<TokenId> = tree_tokens(tree, sentence).collect();
        let Some(colon) = tokens.iter().take(8).position(|&token| tree.form(token) == ":") else { return };
        let (label, rest) = (&tokens[..colon], &tokens[colon + 1..]);
        let is_noun_phrase = !label.iter().any(|&token| matches!(tree.upos(token), Upos::Verb | Upos::Aux | Upos::Adp));
        let is_heading = tree.segmentation.sentences[sentence].kind == BlockKind::Heading;
        let is_upper = label.iter().all(|&token| !tree.form(token).contains(char::is_lowercase));
        let is_person = |token: &TokenId| {
            let is_name =
                |name: &crate::read::Name| name.kind == NameKind::Person && name.tokens.contains(&token.index());
            is_upper && name_near(tree, *token).is_some_and(is_name)
        };
        let head =
            label.iter().copied().find(|token| (is_heading && self.cast.at(*token).is_some()) || is_person(token));
        let (Some(head), Some(&first), Some(&last), true) = (head, rest.first(), rest.last(), is_noun_phrase) else {
            return;
        };
        let source = Source { head, span: tree.span(label[0]).cover(tree.span(label[label.len() - 1])) };
        let content = vec![tree.span(first).cover(tree.span(last))];
        self.use_quotations(&content);
        let cue = vec![tree.span(tokens[colon])];
        self.found.push(Statement { kind: CueKind::Words, cue, source: Some(source), content });
    }

    pub(super) fn use_quotations(&mut self, content: &[Span]) {
        for span in content {
            let first = self.top.partition_point(|&index| self.quotations.all[index].span.end <= span.start);
            let inside =
                self.top[first..].iter().take_while(|&&index| self.quotations.all[index].span.start < span.end);
            for &index in inside {
                self.used[index] = true;
            }
        }
    }

    /// Quotations that no cue explains: whole sentences go on from the statement before them.
    fn attribute_the_rest(&mut self) {
        let rest: Vec<usize> = self.top.iter().copied().filter(|&index| !self.used[index]).collect();
        let mut found = std::mem::take(&mut self.found);
        let mut order: Vec<usize> = (0..found.len()).filter(|&index| found[index].kind == CueKind::Words).collect();
        order.sort_by_key(|&index| end_of(&found[index]));
        let mut added: Vec<Statement> = Vec::new();
        for index in rest {
            let quotation = self.quotations.all[index];
            let n_words = quotation.span.of(self.tree.text).split_whitespace().take(5).count();
            let is_sentence =
                n_words > 3 && self.has_finite_verb(quotation.span) && self.starts_sentence(quotation.span);
            if !is_sentence
                || self.document.blocks.get(quotation.block).is_some_and(|block| block.kind == BlockKind::Heading)
            {
                continue;
            }
            let before = order.partition_point(|&statement| end_of(&found[statement]) <= quotation.span.start);
            let Some(&previous) = before.checked_sub(1).and_then(|position| order.get(position)) else { continue };
            let block = self.block_of(end_of(&found[previous]).saturating_sub(1));
            if block == quotation.block && has_quotation(&found[previous], &self.quotations) {
                found[previous].content.push(quotation.span);
            } else if block + 1 == quotation.block || block == quotation.block {
                let source = found[previous].source;
                added.push(Statement { kind: CueKind::Words, cue: Vec::new(), source, content: vec![quotation.span] });
            }
        }
        found.extend(added);
        self.found = found;
    }

    fn block_of(&self, position: u32) -> usize {
        self.document.blocks.partition_point(|block| block.span.start <= position).saturating_sub(1)
    }

    fn finish(self) -> Vec<Quote> {
        let mut quotes: Vec<Quote> = self.found.iter().map(|statement| self.quote(statement)).collect();
        quotes.sort_by_key(|quote| (quote.content.first().copied(), quote.cue.first().copied()));
        quotes.dedup();
        quotes
    }

    fn quote(&self, statement: &Statement) -> Quote {
        let in_marks = |span: &Span| {
            self.quotations.outermost(*span).is_some_and(|index| self.quotations.all[index].span.contains(*span))
        };
        let first = |span: &Span| self.top.partition_point(|&index| self.quotations.all[index].span.end <= span.start);
        let touches = |span: &Span| {
            self.top.get(first(span)).is_some_and(|&index| self.quotations.all[index].span.overlaps(*span))
        };
        // Indirect speech inside somebody's direct speech is not the inner speaker's words.
        let own_marks = |span: &Span| in_marks(span) && statement.cue.iter().all(|cue| !in_marks(cue));
        let kind = match statement.kind {
            CueKind::Belief => QuoteKind::Belief,
            CueKind::Words if statement.content.iter().all(own_marks) => QuoteKind::Direct,
            CueKind::Words
                if statement
                    .content
                    .iter()
                    .any(|span| touches(span) && statement.cue.iter().all(|cue| !in_marks(cue))) =>
            {
                QuoteKind::Mixed
            }
            CueKind::Words => QuoteKind::Indirect,
        };
        let speaker = statement.source.and_then(|source| speaker(self.tree, self.cast, source.head));
        let is_stated = !statement.cue.is_empty();
        let source = statement.source.filter(|_| is_stated).map(|source| source.span).into_iter().collect();
        Quote { kind, speaker, source, cue: statement.cue.clone(), content: statement.content.clone() }
    }
}

fn tree_tokens(tree: &Tree, sentence: usize) -> impl Iterator<Item = TokenId> + use<> {
    tree.segmentation.sentences[sentence].tokens.clone().map(|token| TokenId(token as u32))
}

fn name_near<'a>(tree: &Tree<'a>, token: TokenId) -> Option<&'a crate::read::Name> {
    let names = &tree.reading.names;
    let after = names.partition_point(|name| name.tokens.start <= token.index());
    after.checked_sub(1).map(|index| &names[index])
}

/// The last word of a cue, where the particle or preposition it needs is there.
fn follows(tree: &Tree, verb: TokenId, cue: &Cue) -> Option<TokenId> {
    let mut last = verb;
    for wanted in &cue.after {
        let next = TokenId(last.0 + 1);
        let is_next = next.index() < tree.reading.words.len() && tree.form(next).eq_ignore_ascii_case(wanted);
        last = is_next.then_some(next)?;
    }
    Some(last)
}

/// A cue with its auxiliaries, negation and adverbs on the left: "has long said", "would not rule out".
fn cue_words(tree: &Tree, verb: TokenId, last: TokenId) -> Span {
    let mut first = verb;
    while first.0 > 0 {
        let previous = TokenId(first.0 - 1);
        let belongs = tree.head(previous) == Some(verb)
            && matches!(tree.relation(previous), Relation::Aux | Relation::AuxPass | Relation::Advmod)
            && tree.upos(previous) != Upos::Punct;
        if !belongs || is_question_word(tree, previous) {
            break;
        }
        first = previous;
    }
    let particle = tree.child(verb, Relation::CompoundPrt).filter(|particle| particle.0 == last.0 + 1);
    let mut words = tree.span(first).cover(tree.span(particle.unwrap_or(last)));
    // As annotators of attribution have it: "added:" is the cue.
    words.end += u32::from(tree.text[words.range().end..].starts_with(':'));
    words
}

fn is_question_word(tree: &Tree, token: TokenId) -> bool {
    matches!(tree.form(token).to_lowercase().as_str(), "when" | "where" | "why" | "how" | "as")
}

fn complements_or(tree: &Tree, verb: TokenId, object: TokenId) -> Vec<TokenId> {
    let mut words = vec![object];
    let behind = tree.children(verb).iter().copied();
    words.extend(
        behind.filter(|&child| child > object && matches!(tree.relation(child), Relation::Xcomp | Relation::Advcl)),
    );
    words
}

/// Adds a quotation to stretches found by grammar: it replaces what lies in it, and what runs into it goes on to its end.
fn joined(text: &str, content: Vec<Span>, quotation: Span, is_alone: bool) -> Vec<Span> {
    let mut grown = quotation;
    let mut kept = Vec::new();
    for span in content {
        let gap = Span { start: span.end, end: quotation.start.max(span.end) }.of(text);
        let runs_into = span.end <= quotation.start && gap.len() < 40 && !gap.contains(['.', ';', '\n', ':', '”', '"']);
        if !is_alone && (span.overlaps(quotation) || runs_into) {
            grown = grown.cover(span);
        } else if !span.overlaps(quotation) {
            kept.push(span);
        }
    }
    kept.push(grown);
    kept
}

/// Stretches in order, overlapping ones as one.
pub(super) fn tidy(mut content: Vec<Span>) -> Vec<Span> {
    content.sort_unstable();
    let mut tidied: Vec<Span> = Vec::with_capacity(content.len());
    for span in content {
        match tidied.last_mut().filter(|last| last.overlaps(span)) {
            Some(last) => *last = last.cover(span),
            None => tidied.push(span),
        }
    }
    tidied
}

fn end_of(statement: &Statement) -> u32 {
    let ends = statement.content.iter().chain(&statement.cue).map(|span| span.end);
    ends.max().unwrap_or(0)
}

fn has_quotation(statement: &Statement, quotations: &Quotations) -> bool {
    statement.content.iter().any(|span| quotations.outermost(*span).is_some())
}
