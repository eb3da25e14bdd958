//! Is a phrase resolved to the right actor? Assertions on the fields of an answer, as tests of another coder make them.

use super::lines::join;
use super::measure::share;
use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Tests of these standings count; others are skipped or expected to fail where they come from.
const COUNTED: [&str; 3] = ["active", "shadowed", "not-collected"];
/// The fields that are reported one by one.
const FIELDS: [&str; 6] = ["country", "code_1", "code_2", "wiki", "title", "pattern"];

#[derive(Deserialize)]
struct Question {
    checks: Vec<Check>,
    status: String,
    needs_wiki: String,
    function: String,
}

#[derive(Deserialize)]
struct Check {
    field: Option<String>,
    #[serde(rename = "fn")]
    function: Option<String>,
    op: String,
    value: Value,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    result: Value,
}

/// Scores actor phrases: predictions are `{"id","result":{"country","code_1","code_2"}}`, with a null result where the
/// phrase is no actor. `whole` counts the questions of which all assertions hold, `country_and_sector` those of which the assertions on
/// country and first sector hold, or that there is no actor, `fields` single assertions.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_actors(gold: &str, predictions: &str) -> Result<Value> {
    let (mut whole, mut codes, mut fields) = (Shares::default(), Shares::default(), Shares::default());
    for (question, answer) in join::<Question, Answer>(gold, predictions)? {
        if !COUNTED.contains(&question.status.as_str()) {
            continue;
        }
        let (mut all_hold, mut code_holds) = (true, None);
        for check in &question.checks {
            let holds = match &answer {
                Some(answer) => check.holds(&answer.result)?,
                None => false,
            };
            all_hold &= holds;
            if check.is_of_code() {
                code_holds = Some(code_holds.unwrap_or(true) && holds);
            }
            match &check.field {
                None => fields.add("is None", holds),
                Some(field) if FIELDS.contains(&field.as_str()) => fields.add(field, holds),
                Some(_) => {}
            }
        }
        whole.add("all", all_hold);
        whole.add(&format!("needs_wiki={}", question.needs_wiki), all_hold);
        whole.add(&question.function, all_hold);
        if let Some(code_holds) = code_holds {
            codes.add("all", code_holds);
            codes.add(&format!("needs_wiki={}", question.needs_wiki), code_holds);
        }
    }
    Ok(json!({"whole": whole.to_value(), "country_and_sector": codes.to_value(), "fields": fields.to_value()}))
}

impl Check {
    /// Whether it asks for the country, the first sector or whether there is an actor at all.
    fn is_of_code(&self) -> bool {
        self.function.is_none() && matches!(self.field.as_deref(), None | Some("country" | "code_1"))
    }

    fn holds(&self, result: &Value) -> Result<bool> {
        let Some(field) = &self.field else { return self.compare(result) };
        if result.is_null() {
            return Ok(false);
        }
        let found = result.get(field).unwrap_or(&Value::Null);
        if self.function.as_deref() == Some("len") { self.compare(&json!(length(found))) } else { self.compare(found) }
    }

    fn compare(&self, found: &Value) -> Result<bool> {
        let is_among = || self.value.as_array().is_some_and(|values| values.contains(found));
        let numbers = found.as_f64().zip(self.value.as_f64());
        Ok(match self.op.as_str() {
            "==" | "is" => *found == self.value,
            "!=" => *found != self.value,
            "in" => is_among(),
            "not in" => !is_among(),
            ">" => numbers.is_some_and(|(found, bound)| found > bound),
            ">=" => numbers.is_some_and(|(found, bound)| found >= bound),
            "<" => numbers.is_some_and(|(found, bound)| found < bound),
            other => bail!("`{other}` is not a comparison"),
        })
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    }
}

/// Right answers of all answers by name, in the order in which names come up.
#[derive(Default)]
struct Shares(Vec<(String, usize, usize)>);

impl Shares {
    fn add(&mut self, name: &str, is_right: bool) {
        let place = self.0.iter().position(|entry| entry.0 == name).unwrap_or_else(|| {
            self.0.push((name.to_string(), 0, 0));
            self.0.len() - 1
        });
        self.0[place].1 += usize::from(is_right);
        self.0[place].2 += 1;
    }

    fn to_value(&self) -> Value {
        let entries =
            self.0.iter().map(|(name, n_right, n)| (name.clone(), json!({"acc": share(*n_right, *n), "n": n})));
        Value::Object(entries.collect::<Map<_, _>>())
    }
}
