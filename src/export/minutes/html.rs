use std::fmt::Write as _;

use super::{action, one_line};
use crate::chart::Palette;
use crate::export::svg::svg;
use crate::report::minutes::Minutes;

/// Looks like a sheet of paper on the screen, and is one in print. Nothing is loaded from anywhere.
const STYLE: &str = "\
:root{color-scheme:light}\
body{font:11pt/1.45 \"IBM Plex Sans\",\"IBM Plex Sans Var\",system-ui,sans-serif;color:#1d1b17;background:#fff;max-width:46rem;margin:2rem auto;padding:0 1.5rem}\
h1{font-size:20pt;line-height:1.25;margin:0 0 .25rem}\
h2{font-size:12.5pt;margin:1.75rem 0 .4rem;break-after:avoid}\
p,ul{margin:.35rem 0}ul{padding-left:1.2rem}li{margin:.25rem 0;break-inside:avoid}\
.quiet{color:#514c43}.caution{font-weight:600;border-left:3px solid #b98217;padding-left:.75rem}\
table{border-collapse:collapse;width:100%;margin:.35rem 0}\
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #ddd9d0}\
th{font-weight:500;color:#655f54}tr{break-inside:avoid}\
.lead{white-space:nowrap;font-weight:600}\
blockquote{margin:.5rem 0;padding-left:.75rem;border-left:3px solid #ddd9d0}\
figure{margin:1.5rem 0;break-inside:avoid}figure svg{width:100%;height:auto}\
figure h3{font-size:12.5pt;margin:0}figcaption{color:#514c43}\
@page{margin:18mm}@media print{body{margin:0;padding:0;max-width:none}}";

/// Minutes as one page that needs nothing else: print rules inside, charts as SVG in `palette`.
#[must_use]
pub fn html(minutes: &Minutes, palette: &Palette) -> String {
    let mut out = String::with_capacity(8_192);
    let title = escape(&minutes.title);
    // Writing into a String can't fail.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title} – {plan}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p class=\"quiet\">{plan}</p>\n",
        plan = escape(&minutes.plan),
    );
    if let Some(caution) = minutes.caution {
        let _ = writeln!(out, "<p class=\"caution\">{}</p>", escape(caution));
    }
    let there = match &minutes.attendees[..] {
        [] => "nobody is written down".to_owned(),
        people => people.iter().map(|person| escape(person)).collect::<Vec<_>>().join(", "),
    };
    let _ = writeln!(out, "<p>In the room: {there}</p>");
    list(&mut out, "Decisions", minutes.decisions.iter().map(|line| escape(line)));
    actions(&mut out, minutes);
    list(&mut out, "Issues", minutes.issues.iter().map(|line| escape(line)));
    list(&mut out, "Parked", minutes.parked.iter().map(|line| escape(line)));
    outcome(&mut out, minutes);
    if let Some(day) = &minutes.promised_on {
        let told = minutes.promises.iter().map(|it| action(it, bold, escape));
        list(&mut out, &format!("What was said on {}", escape(day)), told);
    }
    if let Some(changed) = &minutes.changed {
        heading(&mut out, "What had changed since");
        if changed.is_empty() {
            out.push_str("<p>Nothing.</p>\n");
        } else {
            out.push_str("<table>\n");
            for news in changed {
                let (lead, sentence) = (escape(&news.lead), escape(&news.sentence));
                let _ = writeln!(out, "<tr><td class=\"lead\">{lead}</td><td>{sentence}</td></tr>");
            }
            out.push_str("</table>\n");
        }
    }
    list(&mut out, "What was shown", minutes.shown.iter().map(|line| escape(line)));
    if let Some(day) = &minutes.drawn_on {
        let _ = writeln!(out, "<p class=\"quiet\">Charts as of {}.</p>", escape(day));
    }
    for picture in &minutes.pictures {
        let drawn = svg(&picture.scene, palette, Some(&picture.finding));
        let (finding, caption) = (escape(&picture.finding), escape(&picture.caption));
        let sentence = escape(&picture.sentence);
        let _ = writeln!(
            out,
            "<figure>\n<h3>{finding}</h3>\n<p class=\"quiet\">{caption}</p>\n{drawn}<figcaption>{sentence}</figcaption>\n</figure>"
        );
    }
    list(&mut out, "Agenda", minutes.agenda.iter().map(|it| format!("{} ({})", escape(&it.name), escape(&it.taken))));
    if !minutes.notes.is_empty() {
        heading(&mut out, "Notes");
        for note in &minutes.notes {
            let _ = writeln!(out, "<p>{}</p>", escape(note));
        }
    }
    for (what, told) in [("Next meeting", &minutes.next), ("Rated", &minutes.rating)] {
        if let Some(told) = told {
            let _ = writeln!(out, "<p>{what}: {}</p>", escape(told));
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn actions(out: &mut String, minutes: &Minutes) {
    if minutes.actions.is_empty() {
        return;
    }
    heading(out, "Actions");
    out.push_str("<table>\n<tr><th scope=\"col\">Who</th><th scope=\"col\">What</th><th scope=\"col\">By</th></tr>\n");
    for action in &minutes.actions {
        let who = if action.who.is_empty() { "Nobody yet" } else { &action.who };
        let due = action.due.map_or_else(|| "no day yet".to_owned(), crate::report::minutes::full_day);
        let mut what = escape(&action.what);
        let became: Vec<&str> = [action.kept, &action.result].into_iter().filter(|text| !text.is_empty()).collect();
        if !became.is_empty() {
            let _ = write!(what, "<br><span class=\"quiet\">{}</span>", escape(&became.join(": ")));
        }
        let _ = writeln!(out, "<tr><td>{}</td><td>{what}</td><td>{}</td></tr>", escape(who), escape(&due));
    }
    out.push_str("</table>\n");
}

fn outcome(out: &mut String, minutes: &Minutes) {
    let Some(outcome) = &minutes.outcome else { return };
    heading(out, "Outcome");
    let _ = writeln!(out, "<p>{}.</p>", bold(&outcome.decision));
    for (title, lines) in [("For it:", &outcome.evidence_for), ("Against it:", &outcome.evidence_against)] {
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(out, "<p>{title}</p>");
        bullets(out, lines.iter().map(|line| escape(line)));
    }
    if !outcome.reason.is_empty() {
        let _ = writeln!(out, "<p>Reason: {}</p>", escape(&outcome.reason));
    }
    if !outcome.own_words.is_empty() {
        let said = escape(&outcome.own_words);
        let _ = writeln!(out, "<p>In the person’s own words:</p>\n<blockquote>{said}</blockquote>");
    }
}

fn heading(out: &mut String, title: &str) {
    let _ = writeln!(out, "<h2>{title}</h2>");
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        heading(out, title);
        bullets(out, lines);
    }
}

fn bullets(out: &mut String, lines: impl Iterator<Item = String>) {
    out.push_str("<ul>\n");
    for line in lines {
        let _ = writeln!(out, "<li>{line}</li>");
    }
    out.push_str("</ul>\n");
}

fn bold(text: &str) -> String {
    format!("<strong>{}</strong>", escape(text))
}

/// Text and nothing but text: what HTML would take for itself is written out, control characters are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::minutes;
    use super::*;
    use crate::chart::Scene;
    use crate::chart::sample::{Theme, palette};
    use crate::report::minutes::{Picture, Point};
    use proptest::prelude::*;

    const WHOLE: &str = include_str!("../../../tests/fixtures/minutes/plan-review.html");

    #[test]
    fn minutes_are_one_page_that_prints() {
        let page = html(&minutes(), &palette(Theme::Light));
        assert_eq!(page, WHOLE);
        assert!(page.contains("@media print") && page.contains("@page"));
        for outside in ["http:", "https:", "src=", "@import", "url("] {
            assert!(!page.contains(outside), "{outside} would be loaded from elsewhere");
        }
    }

    #[test]
    fn a_chart_stands_with_its_finding_and_its_sentence() {
        let picture = Picture {
            finding: "Coast is £34k short.".into(),
            caption: "Sales".into(),
            sentence: "It slips.".into(),
            scene: Scene { size: [720.0, 380.0], ..Scene::default() },
        };
        let drawn_on = Some("Wed 25 Nov 2026".to_owned());
        let page = html(&Minutes { pictures: vec![picture], drawn_on, ..minutes() }, &palette(Theme::Light));
        assert!(page.contains("Charts as of Wed 25 Nov 2026.") && page.contains("<h3>Coast is £34k short.</h3>"));
        assert!(page.contains("<svg xmlns") && page.contains("<figcaption>It slips.</figcaption>"));
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_tag(text in "[<>&\"'a-z /=!-]{1,24}") {
            let page = html(
                &Minutes {
                    title: text.clone(),
                    plan: text.clone(),
                    attendees: vec![text.clone()],
                    agenda: vec![Point { name: text.clone(), taken: text.clone() }],
                    decisions: vec![text.clone()],
                    issues: vec![text.clone()],
                    parked: vec![text.clone()],
                    shown: vec![text.clone()],
                    notes: vec![text.clone()],
                    next: Some(text.clone()),
                    rating: Some(text.clone()),
                    ..minutes()
                },
                &palette(Theme::Light),
            );
            let plain = html(&Minutes {
                title: "x".into(), plan: "x".into(), attendees: vec!["x".into()],
                agenda: vec![Point { name: "x".into(), taken: "x".into() }],
                decisions: vec!["x".into()], issues: vec!["x".into()], parked: vec!["x".into()], shown: vec!["x".into()],
                notes: vec!["x".into()], next: Some("x".into()), rating: Some("x".into()), ..minutes()
            }, &palette(Theme::Light));
            let marks = |page: &str| (page.matches('<').count(), page.matches('>').count(), page.matches('"').count());
            prop_assert_eq!(marks(&page), marks(&plain));
            // What stands there reads back as what was written.
            let read = page.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
            prop_assert!(read.contains(&one_line(&text)));
        }
    }
}
