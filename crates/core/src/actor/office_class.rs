//! Which great office does the name of an office mean, and how prominent is it?
//!
//! Shared with the build script, so it uses nothing but the standard library.

/// The offices that the resolver tells apart, most prominent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeClass {
    /// President, monarch, supreme leader.
    HeadOfState,
    /// Prime minister, chancellor, premier.
    HeadOfGovernment,
    /// Foreign minister.
    Foreign,
    /// Defence minister.
    Defence,
    /// Interior minister.
    Interior,
    /// Finance minister.
    Finance,
    /// Deputies of the above, speakers, commanders, heads of great bodies.
    High,
    /// Any other minister or office.
    Other,
    /// Members of parliaments and ambassadors.
    Member,
}

impl OfficeClass {
    /// The class of an office as tables write it: "Minister of Foreign Affairs", "Secretary of State for Defence".
    pub fn of(office: &str) -> OfficeClass {
        let office = office.to_ascii_lowercase();
        let has = |word: &str| office.contains(word);
        if office.starts_with("member of") || has("ambassador") || office == "senator" || office == "representative" || office == "first lady" {
            return OfficeClass::Member;
        }
        if ["deputy", "vice", "assistant", "under-secretary", "undersecretary", "parliamentary", "spokes", "shadow", "economic affairs"].iter().any(|word| has(word)) {
            return if has("vice president") || has("deputy president") || has("deputy prime") { OfficeClass::High } else { OfficeClass::Other };
        }
        let is_minister = has("minister") || has("secretary") || has("chancellor of the exchequer") || has("treasurer");
        if is_minister && !has("prime minister") {
            return Self::of_minister(&office);
        }
        let heads = ["president", "king", "queen", "emir", "amir", "sultan", "supreme leader", "head of state", "emperor", "chairman of the sovereign council", "pope", "chief executive of hong kong"];
        // "President of the Senate" and the like lead something smaller than the state.
        let bodies = ["senate", "assembly", "parliament", "chamber", "house", "congress", "court", "commission", "bank", "party", "association", "committee", "board", "institute", "university", "academy", "province", "county", "administration", "council", "region", "agency", "authority", "fund", "union of", "bundestag", "riigikogu", "sejm", "legislat", "tribunal", "autonomous", "catalonia", "basque", "galicia", "office", "corporation", "organi"];
        let of_a_body = bodies.iter().any(|body| has(body)) && !has("council of ministers") && !has("sovereign council") && !has("state council") && !has("presidential council") && !has("leadership council");
        let is_head = |head: &str| office.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']));
        if heads.iter().any(|head| is_head(head)) && !of_a_body {
            return OfficeClass::HeadOfState;
        }
        if office.starts_with("prime minister") || office.starts_with("premier") || office.starts_with("acting prime minister") || office.starts_with("interim prime minister") || office.starts_with("head of government") || office == "chancellor" || office == "taoiseach" || office.starts_with("chancellor of germany") || office.starts_with("federal chancellor") {
            return OfficeClass::HeadOfGovernment;
        }
        if ["speaker", "president of", "chief of", "commander", "leader", "general secretary", "director of", "secretary-general", "head of", "chairman"].iter().any(|word| has(word)) {
            return OfficeClass::High;
        }
        OfficeClass::Other
    }

    fn of_minister(office: &str) -> OfficeClass {
        let has = |word: &str| office.contains(word);
        if has("minister of state for") || has("state secretary") || has("permanent secretary") {
            OfficeClass::Other
        } else if has("foreign") || has("external affairs") || office == "secretary of state" || office == "united states secretary of state" {
            OfficeClass::Foreign
        } else if has("defence") || has("defense") {
            OfficeClass::Defence
        } else if has("interior") || has("home ") || has("internal affairs") || has("homeland") {
            OfficeClass::Interior
        } else if has("finance") || has("treasury") || has("exchequer") || has("treasurer") {
            OfficeClass::Finance
        } else if has("general secretary of the communist party") {
            OfficeClass::High
        } else {
            OfficeClass::Other
        }
    }

    /// True where a successor's start ends the spell before it.
    pub fn has_one_holder(self) -> bool {
        self <= OfficeClass::Finance
    }

    /// True for people whom reports name by the surname alone.
    pub fn is_prominent(self) -> bool {
        self <= OfficeClass::High
    }

    /// One digit for the compiled table.
    pub fn digit(self) -> u8 {
        self as u8
    }

    /// The class of a digit in the compiled table.
    #[allow(dead_code, reason = "the build script only writes digits")]
    pub fn from_digit(digit: u8) -> OfficeClass {
        use OfficeClass::{Defence, Finance, Foreign, HeadOfGovernment, HeadOfState, High, Interior, Member, Other};
        [HeadOfState, HeadOfGovernment, Foreign, Defence, Interior, Finance, High, Other, Member].get(usize::from(digit)).copied().unwrap_or(Other)
    }
}
