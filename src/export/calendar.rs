//! Days as a calendar file (RFC 5545): one event of a whole day each.

use chrono::NaiveDate;

use crate::report::minutes::Entry;

/// Octets of a line before it goes on in the next (RFC 5545, 3.1).
const WIDTH: usize = 75;

/// The entries as iCalendar. `stamp` is the day on which it was written; the same entries on the same day give the same bytes.
#[must_use]
pub fn ics(entries: &[Entry], stamp: NaiveDate) -> String {
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Upturn//Upturn//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    for entry in entries {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}@upturn.invalid", escape(&entry.id)));
        line(&mut out, &format!("DTSTAMP:{}T000000Z", stamp.format("%Y%m%d")));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", entry.day.format("%Y%m%d")));
        // The end is the first day that is no more of it; none is needed where the calendar ends.
        if let Some(end) = entry.day.succ_opt() {
            line(&mut out, &format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
        }
        line(&mut out, &format!("SUMMARY:{}", escape(&entry.summary)));
        if !entry.description.is_empty() {
            line(&mut out, &format!("DESCRIPTION:{}", escape(&entry.description)));
        }
        // It takes nobody's time, and is told to nobody else.
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// RFC 5545, 3.3.11.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Writes a content line, folded where it is too long and never inside a letter.
fn line(out: &mut String, text: &str) {
    let mut used = 0;
    for letter in text.chars() {
        if used + letter.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(letter);
        used += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(id: &str, on: &str, summary: &str, description: &str) -> Entry {
        Entry { id: id.into(), day: day(on), summary: summary.into(), description: description.into() }
    }

    /// Reads it as a calendar does: unfolded, property by property, unescaped.
    fn read(text: &str) -> Vec<Vec<(String, String)>> {
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text:?}");
        assert!(text.split("\r\n").all(|line| line.len() <= WIDTH), "{text}");
        let whole = text.replace("\r\n ", "");
        let mut events = Vec::new();
        let mut event: Option<Vec<(String, String)>> = None;
        for line in whole.split("\r\n").filter(|line| !line.is_empty()) {
            match (line, &mut event) {
                ("BEGIN:VEVENT", _) => event = Some(Vec::new()),
                ("END:VEVENT", _) => events.extend(event.take()),
                (line, Some(event)) => {
                    let (name, value) = line.split_once(':').unwrap();
                    event.push((name.to_owned(), unescaped(value)));
                }
                _ => {}
            }
        }
        events
    }

    fn unescaped(value: &str) -> String {
        let mut out = String::new();
        let mut letters = value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => panic!("a backslash ends {value}"),
                },
                ',' | ';' => panic!("{letter} stands alone in {value}"),
                other => out.push(other),
            }
        }
        out
    }

    fn value<'a>(event: &'a [(String, String)], name: &str) -> &'a str {
        event.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    #[test]
    fn a_day_is_a_whole_day_in_a_calendar() {
        let entries = [entry("ab-v1-0", "2026-11-26", "Tom: Show the bundle", "Promised at Coast")];
        assert_eq!(
            ics(&entries, day("2026-11-24")),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Upturn//Upturn//EN\r\nCALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\n\
             UID:ab-v1-0@upturn.invalid\r\nDTSTAMP:20261124T000000Z\r\nDTSTART;VALUE=DATE:20261126\r\n\
             DTEND;VALUE=DATE:20261127\r\nSUMMARY:Tom: Show the bundle\r\nDESCRIPTION:Promised at Coast\r\n\
             TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        assert_eq!(read(&ics(&[], day("2026-11-24"))).len(), 0);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(summary in "[a-zé€😀;,\\\\:\" ]{0,90}", about in "[a-zä,;\\\\\n]{0,200}", days in 0_u64..60_000) {
            let on = day("1990-01-01") + chrono::Days::new(days);
            let written = [Entry { id: "ab-v1-0".into(), day: on, summary: summary.clone(), description: about.clone() }];
            let events = read(&ics(&written, on));
            prop_assert_eq!(events.len(), 1);
            prop_assert_eq!(value(&events[0], "SUMMARY"), summary);
            prop_assert_eq!(value(&events[0], "DESCRIPTION"), about);
            prop_assert_eq!(value(&events[0], "DTSTART;VALUE=DATE"), on.format("%Y%m%d").to_string());
        }
    }
}
