//! A score as a short table for a person.

use serde_json::Value;
use std::fmt::Write as _;

/// One line for each measure. Precision, recall and F1 stand in columns with the counts behind them; other figures stand
/// alone.
pub fn table(report: &Value) -> String {
    let mut rows = Vec::new();
    collect(report, "", &mut rows);
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    let mut heading = "";
    for row in &rows {
        let columns = if row.is_rates { "     P      R     F1  right/given/wanted" } else { "" };
        if row.is_rates && heading != columns {
            let _ = writeln!(text, "{:width$}  {columns}", "");
        }
        heading = columns;
        let _ = writeln!(text, "{:width$}  {}", row.name, row.figures);
    }
    text
}

struct Row {
    name: String,
    figures: String,
    is_rates: bool,
}

fn collect(value: &Value, name: &str, rows: &mut Vec<Row>) {
    if let Some(figures) = rates(value) {
        rows.push(Row { name: name.to_string(), figures, is_rates: true });
    } else if let Value::Object(fields) = value {
        for (field, inner) in fields {
            let name = if name.is_empty() { field.clone() } else { format!("{name} {field}") };
            collect(inner, &name, rows);
        }
    } else {
        let figures = match value {
            Value::Null => "-".to_string(),
            Value::Number(number) if number.is_f64() => format!("{:.4}", value.as_f64().unwrap_or(0.0)),
            other => other.to_string(),
        };
        rows.push(Row { name: name.to_string(), figures, is_rates: false });
    }
}

/// `  81.2   79.0   80.1  64/79/81` of an object that has these figures.
fn rates(value: &Value) -> Option<String> {
    let rate = |name: &str| value.get(name)?.as_f64().map(|rate| format!("{:6.2}", rate * 100.0));
    let mut figures = format!("{} {} {}", rate("p")?, rate("r")?, rate("f1")?);
    if let (Some(right), Some(given), Some(wanted)) = (value.get("tp"), value.get("pred"), value.get("gold")) {
        let _ = write!(figures, "  {right}/{given}/{wanted}");
    }
    Some(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_stand_in_columns() {
        let report = json!({"n": 4, "f1": 0.5, "exact": {"p": 0.75, "r": 1.0, "f1": 0.8571, "tp": 3, "pred": 4, "gold": 3},
            "by": {"kind": {"acc": 0.25}}});
        let expected = "\
n            4
f1           0.5000
                  P      R     F1  right/given/wanted
exact         75.00 100.00  85.71  3/4/3
by kind acc  0.2500
";
        assert_eq!(table(&report), expected);
    }
}
