//! Is the right office found for a person on a day? Lines of `phrase | date | code`.

use super::measure::share;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A phrase with the code that it should get on a day.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// The number of its line, which is its id.
    pub line: usize,
    /// What is asked, such as "French President Emmanuel Macron".
    pub phrase: String,
    /// The day, as an ISO date; empty where none matters.
    pub date: String,
    /// The codes that are right; `-` for no actor.
    pub codes: Vec<String>,
}

/// Reads `phrase | date | code` lines. Blank lines and what follows a `#` at the start of a line are passed over; right codes
/// may be several, divided by white space.
///
/// # Errors
/// When a line does not have three parts.
pub fn read_questions(text: &str) -> Result<Vec<Question>> {
    let mut questions = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [phrase, date, codes] = parts[..] else {
            bail!("line {number} is not of the form `phrase | date | code`: {line}")
        };
        let codes: Vec<String> = codes.split_whitespace().map(str::to_string).collect();
        if phrase.is_empty() || codes.is_empty() {
            bail!("line {number} lacks its phrase or its code: {line}");
        }
        questions.push(Question { line: number, phrase: phrase.to_string(), date: date.to_string(), codes });
    }
    Ok(questions)
}

/// Scores answers, which are `{"id","code"}` lines with the number of the question's line as id; no actor is the code null.
/// The second result has a line for each wrong answer.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_offices(questions: &str, answers: &str) -> Result<(Value, Vec<String>)> {
    let given = super::lines::read::<Value>(answers).context("cannot read the answers")?;
    let by_line: BTreeMap<u64, &str> =
        given.iter().filter_map(|line| Some((line["id"].as_u64()?, line["code"].as_str().unwrap_or("-")))).collect();
    let questions = read_questions(questions).context("cannot read the questions")?;
    let mut failures = Vec::new();
    let mut n_countries = 0;
    for question in &questions {
        let answer = by_line.get(&(question.line as u64)).copied().unwrap_or("-");
        n_countries += usize::from(question.codes.iter().any(|code| country(code) == country(answer)));
        if !question.codes.iter().any(|code| code == answer) {
            let Question { line, phrase, date, codes } = question;
            failures.push(format!("line {line}: {phrase} on {date} is {}, not {answer}\n", codes.join(" or ")));
        }
    }
    let n = questions.len();
    let right = share(n - failures.len(), n);
    Ok((json!({"n": n, "right": right, "country_right": share(n_countries, n)}), failures))
}

/// The first three letters, which name the country where there is one.
fn country(code: &str) -> &str {
    code.get(..3).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_line() {
        let questions =
            "# offices\nthe French president | 2020-01-01 | FRAGOV\n\nNobody | | -\nX | 2020-01-01 | KENGOV KENELI\n";
        let answers = "{\"id\":2,\"code\":\"FRAGOV\"}\n{\"id\":5,\"code\":\"KENMIL\"}\n";
        let (report, failures) = score_offices(questions, answers).unwrap();
        assert_eq!(report["n"], 3);
        assert_eq!(report["right"].as_f64().map(|share| (share * 3.0).round()), Some(2.0));
        assert_eq!(report["country_right"], 1.0);
        assert_eq!(failures, ["line 5: X on 2020-01-01 is KENGOV or KENELI, not KENMIL\n"]);
        assert!(read_questions("only two | parts").is_err());
    }
}
