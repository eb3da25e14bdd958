//! Completions and the manual page, from the one declaration of the command line.

use super::Outcome;
use crate::arguments::Arguments;
use anyhow::Result;
use clap::CommandFactory;

/// Prints a completion script.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "rapporteur", &mut script);
    crate::output::print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::AllRead)
}

/// Prints the manual page: the program, then each command and what is below it.
///
/// # Errors
/// When standard output cannot be written.
pub fn manual() -> Result<Outcome> {
    let mut page = Vec::new();
    let command = Arguments::command();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let name = subcommand.get_name();
        page.extend(section(subcommand, name)?);
        for action in subcommand.get_subcommands() {
            page.extend(section(action, &format!("{name} {}", action.get_name()))?);
        }
    }
    crate::output::print(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::AllRead)
}

fn section(command: &clap::Command, name: &str) -> Result<Vec<u8>> {
    let mut section = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut section)?;
    Ok(section)
}
