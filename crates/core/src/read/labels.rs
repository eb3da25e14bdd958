//! The closed label sets of the reader: parts of speech, grammatical relations, kinds of names.

/// Declares a label enum with its spelling: one list serves parsing and printing.
macro_rules! labels {
    ($(#[$meta:meta])* $name:ident, fallback $fallback:ident, $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)?) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* #[doc = concat!("`", $text, "`.")] $variant),+ }

        impl $name {
            /// As the annotation scheme spells it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The label with this spelling; an unknown one becomes the least specific label.
            pub fn parse(text: &str) -> $name {
                match text { $($text => $name::$variant,)+ _ => $name::$fallback }
            }
        }
    };
}

labels! {
    /// Universal parts of speech (UD v2).
    Upos, fallback X,
    Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
    Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
    Verb = "VERB", X = "X",
}

labels! {
    /// Grammatical relations of UD v2 with the subtypes of the English EWT treebank.
    Relation, fallback Dep,
    Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod",
    Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj",
    Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj",
    CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det", DetPredet = "det:predet",
    Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
    Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc",
    NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer",
    NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent",
    OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
    Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
}

labels! {
    /// What a name names.
    NameKind, fallback Misc,
    /// A person.
    Person = "PER",
    /// A body that can act: a party, an army, a firm, an agency.
    Organisation = "ORG",
    /// A place.
    Location = "LOC",
    /// A nation, faith or political group used as an adjective or a noun ("Kenyan", "Shiites").
    People = "NORP",
    /// Any other proper name: a work, an event, a product.
    Misc = "MISC",
}
