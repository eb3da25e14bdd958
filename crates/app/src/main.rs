//! The command line: `rapporteur code`, `codebook`, `extract`, `parse`, `actor`, `eval`.

mod arguments;
mod commands;
mod driver;
mod eval;
mod inputs;
mod output;
mod queue;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// How a run ended: 0 all read, 1 some inputs failed and the rest was coded, 2 wrong usage.
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Code(options) => commands::code::run(&options),
        Command::Codebook { action } => commands::codebook::run(&action),
        Command::Extract(options) => commands::extract::run(&options),
        Command::Parse(options) => commands::parse::run(&options),
        Command::Actor(options) => commands::actor::run(&options),
        Command::Eval(options) => commands::eval::run(&options),
        Command::Completions { shell } => commands::declare::completions(shell),
        Command::Manual => commands::declare::manual(),
    };
    match outcome {
        Ok(commands::Outcome::AllRead) => ExitCode::SUCCESS,
        Ok(commands::Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}
