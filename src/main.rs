//! Upturn: reads the arguments and hands over to the window or to the command line.

// The feature makes the second program of Windows, which the console runs; see dist/README.md.
#![cfg_attr(all(windows, not(debug_assertions), not(feature = "console")), windows_subsystem = "windows")]

use std::process::ExitCode;

use upturn::app::run;
use upturn::cli::{self, Ended, Task};

fn main() -> ExitCode {
    let ended = match cli::parse() {
        Task::Window { plan, today, renderer } => {
            run::window(plan, today, renderer.as_deref()).map(|()| Ended::Done).map_err(|e| e.to_string())
        }
        Task::Line(line) => cli::run(line).map_err(|e| e.to_string()),
    };
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::OpenQuestions) => ExitCode::from(3),
        Ok(Ended::Checked(code)) => ExitCode::from(code),
        Err(problem) => {
            cli::complain(&problem);
            ExitCode::FAILURE
        }
    }
}
