//! Which stretches are addresses, file names or emoticons, and so stay whole?

/// Last parts of host and file names that make a name with a stop one word: "example.org", "notes.txt".
const LAST_PARTS: &[&str] = &[
    "au", "be", "biz", "ca", "ch", "cn", "co", "com", "csv", "de", "doc", "docx", "edu", "eu", "exe", "fr", "gov",
    "htm", "html", "ie", "il", "in", "info", "int", "io", "ir", "it", "jp", "jpg", "js", "mil", "mp3", "mp4", "net",
    "nl", "nz", "org", "pdf", "php", "png", "ppt", "pt", "py", "rs", "ru", "se", "tv", "txt", "ua", "uk", "url", "us",
    "xls", "xlsx", "xml", "za", "zip",
];

/// Longest first where one begins another.
const EMOTICONS: &[&str] = &[
    ">:(", ":'(", ":-)", ":-(", ";-)", ":-D", ":-P", ":-/", ":-|", ":-*", ":-O", "=-)", "^_^", "^.^", "-_-", "o_O",
    "O_o", "T_T", ":))", ":((", ":)", ":(", ";)", ":D", ":P", ":p", ":O", ":o", ":/", ":|", ":*", ":3", "=)", "=(",
    "=D", "=P", ";D", ";P", "<3", "XD", "xD", "8)", "(:", "(;", ":]", ":[",
];

/// The length of the web or mail address at the start of `rest`.
pub(super) fn address_length(rest: &str) -> Option<usize> {
    if begins_address(rest) {
        let end = rest.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(rest.len());
        return Some(trimmed(&rest[..end]).len()).filter(|&length| length > 4);
    }
    mail_length(rest).or_else(|| host_length(rest))
}

/// The length of the emoticon at the start of `rest`, if nothing that reads as a word follows it at once.
pub(super) fn emoticon_length(rest: &str) -> Option<usize> {
    let emoticon = EMOTICONS.iter().find(|emoticon| rest.starts_with(**emoticon))?;
    let length =
        emoticon.len() + rest[emoticon.len()..].bytes().take_while(|b| Some(b) == emoticon.as_bytes().last()).count();
    let next = rest[length..].chars().next();
    next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '$')).then_some(length)
}

/// Whether `part` is the known last part of a host or file name, such as "org" or "txt".
pub(super) fn is_last_part(part: &str) -> bool {
    (3..=5).contains(&part.len()) && LAST_PARTS.binary_search(&part.to_lowercase().as_str()).is_ok()
}

/// Whether `word` ends in a known last part of a host or file name.
pub(super) fn is_host_or_file(word: &str) -> bool {
    let Some((front, last)) = word.rsplit_once('.') else { return false };
    let known = last.len() <= 5 && LAST_PARTS.binary_search(&last.to_lowercase().as_str()).is_ok();
    known && front.chars().filter(|c| c.is_alphanumeric()).count() >= 2
}

fn begins_address(rest: &str) -> bool {
    let head: String = rest.chars().take(12).collect::<String>().to_lowercase();
    let scheme = head
        .split_once("://")
        .is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()) && !scheme.is_empty());
    scheme || head.starts_with("mailto:") || head.starts_with("www.")
}

/// Local part and host; the local part may be cut short as archives do ("some...@example.org"), the host may be a
/// single name ("Jones@SALES").
fn mail_length(rest: &str) -> Option<usize> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '\'');
    let local = rest.char_indices().take(65).find(|&(_, c)| !is_local(c)).map(|(at, _)| at)?;
    let host = rest[local..].strip_prefix('@')?;
    let end = host.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', '-', '_']);
    let is_mail = local > 0 && host.starts_with(char::is_alphanumeric);
    is_mail.then_some(local + 1 + host.len())
}

/// "example.org/news?id=1", written without a scheme.
fn host_length(rest: &str) -> Option<usize> {
    let end = rest
        .char_indices()
        .take(80)
        .find(|&(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .map(|(at, _)| at)?;
    let is_path = rest[end..].starts_with('/') && is_host_or_file(&rest[..end]);
    let stop = rest.find(['<', '>', '"', '“', '”', '«', '»', ',', ';']).unwrap_or(rest.len());
    is_path.then(|| trimmed(&rest[..stop.max(end)]).len())
}

/// Without the punctuation of the sentence around it; a closing bracket stays if its opening one is inside.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    // Bounded, because counting brackets anew for each of many would be quadratic.
    for _ in 0..20 {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '|']);
        let unbalanced = [('(', ')'), ('[', ']'), ('{', '}')].iter().any(|&(open, close)| {
            shorter.ends_with(close) && shorter.matches(close).count() > shorter.matches(open).count()
        });
        let shorter = if unbalanced { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
    address
}
