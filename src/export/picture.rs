//! A chart framed for a file: what it says above it, the sentence below, on its own ground.

use crate::chart::measure::{self, Run};
use crate::chart::{Align, Frame, Ink, Mark, Palette, Scene, Weight};
use crate::report::{Chart, Subject};

use super::svg::svg_of_size;

/// What stands over a chart in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The page's finding, or the plan's title where it has none.
    pub title: String,
    /// What the chart shows and counts in: "Monthly sales, £ thousand".
    pub caption: String,
}

/// Sizes in page points, drawn at the frame's scale.
const MARGIN: f32 = 24.0;
const TITLE: f32 = 24.0;
const CAPTION: f32 = 13.0;
const SENTENCE: f32 = 13.0;
/// The widest that a title or a sentence is set, in its own size: longer lines are hard to read on.
const MEASURE: f32 = 58.0;

/// Frames a chart that is drawn for the room which heading and sentence leave. `frame` is the whole picture's;
/// `chart` is asked again where its sentence takes more lines than it was given.
#[must_use]
pub fn compose(frame: Frame, heading: &Heading, chart: impl Fn(Frame) -> Scene) -> Scene {
    let sheet = Sheet { frame, z: frame.scale.max(1.0) };
    let head = sheet.head(heading);
    let mut lines = 2;
    loop {
        let scene = chart(sheet.chart_frame(head.height, lines));
        let sentence = sheet.sentence(&scene);
        if sentence.len() <= lines {
            return sheet.assemble(head, scene, &sentence);
        }
        lines = sentence.len();
    }
}

/// Width and height of a copied or saved picture, in points.
pub const USUAL_SIZE: [f32; 2] = [1100.0, 690.0];

/// The smallest sheet that heading, chart and sentence find room on; a smaller picture shows such a sheet from afar.
const LEAST_SIZE: [f32; 2] = [640.0, 440.0];

/// A plan's chart as the text of an SVG file: finding above, sentence below. `size` is in points; the text grows with it.
#[must_use]
pub fn of_chart(chart: Chart, subject: Subject<'_>, last_year: bool, size: [f32; 2], palette: &Palette) -> String {
    let heading = Heading { title: chart.finding(subject).plain(), caption: chart.caption(subject) };
    let distance = (LEAST_SIZE[0] / size[0]).max(LEAST_SIZE[1] / size[1]).max(1.0);
    let sheet = size.map(|side| side * distance);
    let scale = (sheet[0] / USUAL_SIZE[0]).min(sheet[1] / USUAL_SIZE[1]).max(0.6);
    let frame = Frame { size: sheet, scale, room: false };
    let scene = compose(frame, &heading, |frame| chart.scene(subject, last_year, frame));
    svg_of_size(&scene, size, palette, Some(&heading.title))
}

struct Sheet {
    frame: Frame,
    z: f32,
}

struct Head {
    marks: Vec<Mark>,
    height: f32,
}

impl Sheet {
    fn inner_width(&self) -> f32 {
        (self.frame.size[0] - 2.0 * MARGIN * self.z).max(0.0)
    }

    /// Size of a text that on a wall must not fall under 28 of 1080 points.
    fn size(&self, page: f32) -> f32 {
        page * self.z
    }

    fn wrap(&self, runs: &[(&str, Weight)], size: f32) -> Vec<Vec<Run>> {
        measure::wrapped(runs, size, self.inner_width().min(size * MEASURE))
    }

    fn head(&self, heading: &Heading) -> Head {
        let mut head = Head { marks: Vec::new(), height: MARGIN * self.z };
        let (title, caption) = (self.size(TITLE), self.size(CAPTION));
        for line in self.wrap(&[(&heading.title, Weight::SemiBold)], title) {
            head.height += 1.29 * title;
            head.marks.extend(self.line(&line, head.height - 0.35 * title, title, Ink::Text1));
        }
        for line in self.wrap(&[(&heading.caption, Weight::Regular)], caption) {
            head.height += 1.45 * caption;
            head.marks.extend(self.line(&line, head.height - 0.35 * caption, caption, Ink::Text3));
        }
        head.height += 8.0 * self.z;
        head
    }

    fn line(&self, runs: &[Run], baseline: f32, size: f32, ink: Ink) -> Vec<Mark> {
        let text = |run: &Run| Mark::Text {
            at: [MARGIN * self.z + run.x, baseline],
            align: Align::Start,
            text: run.text.clone(),
            size,
            weight: run.weight,
            ink: if run.weight == Weight::Regular && ink == Ink::Text1 { Ink::Text2 } else { ink },
        };
        runs.iter().map(text).collect()
    }

    fn sentence(&self, scene: &Scene) -> Vec<Vec<Run>> {
        let (claim, reason) = (scene.claim.plain(), scene.reason.plain());
        let runs = [(claim.as_str(), Weight::SemiBold), (reason.as_str(), Weight::Regular)];
        measure::wrapped(&runs, self.size(SENTENCE), self.inner_width())
    }

    #[expect(clippy::cast_precision_loss, reason = "lines of a sentence")]
    fn foot_height(&self, lines: usize) -> f32 {
        10.0 * self.z + lines as f32 * 1.4 * self.size(SENTENCE) + (MARGIN - 6.0) * self.z
    }

    fn chart_frame(&self, head: f32, lines: usize) -> Frame {
        let height = (self.frame.size[1] - head - self.foot_height(lines)).max(0.0);
        Frame { size: [self.inner_width(), height], ..self.frame }
    }

    fn assemble(&self, head: Head, scene: Scene, sentence: &[Vec<Run>]) -> Scene {
        let by = [MARGIN * self.z, head.height];
        let ground =
            Mark::Rect { min: [0.0, 0.0], max: self.frame.size, fill: Some(Ink::Surface), edge: None, radius: 0.0 };
        let mut marks = Vec::with_capacity(scene.marks.len() + head.marks.len() + 8);
        marks.push(ground);
        marks.extend(head.marks);
        let mut scene = scene.moved(by);
        marks.append(&mut scene.marks);
        let size = self.size(SENTENCE);
        let mut baseline = by[1] + scene.size[1] + 10.0 * self.z + size;
        for line in sentence {
            marks.extend(self.line(line, baseline, size, Ink::Text1));
            baseline += 1.4 * size;
        }
        Scene { size: self.frame.size, marks, ..scene }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::forecast_gap::{self, ForecastGapOptions};
    use crate::chart::history::{self, HistoryOptions};
    use crate::chart::sample::{Sample, Theme, check, palette, pounds};
    use crate::export::{png, svg};

    fn heading() -> Heading {
        Heading {
            title: "Coast is heading for £656k, £34k short.".into(), caption: "Monthly sales, £ thousand".into()
        }
    }

    fn history_of(sample: &Sample) -> impl Fn(Frame) -> Scene {
        let answer = sample.answer();
        let options = HistoryOptions {
            main_window: 6,
            second_window: Some(12),
            last_year: false,
            style: pounds(),
            fiscal: sample.fiscal,
            name: "Coast".into(),
        };
        move |frame| history::scene(&answer, &options, frame)
    }

    fn gap_of(sample: &Sample) -> impl Fn(Frame) -> Scene {
        let answer = sample.answer();
        let options = ForecastGapOptions {
            window: 6,
            strip: true,
            style: pounds(),
            fiscal: sample.fiscal,
            name: "Coast".into(),
            with: None,
            past: None,
        };
        move |frame| forecast_gap::scene(&answer, &options, frame)
    }

    #[test]
    fn a_picture_carries_its_heading_and_the_whole_sentence() {
        let picture = compose(Frame::page(762.0, 420.0), &heading(), history_of(&Sample::coast()));
        check(&picture);
        let texts: Vec<&str> = picture
            .marks
            .iter()
            .filter_map(|m| if let Mark::Text { text, .. } = m { Some(text.as_str()) } else { None })
            .collect();
        let all = texts.join(" ");
        assert!(all.starts_with("Coast is heading for £656k, £34k short. Monthly sales, £ thousand"), "{all}");
        assert!(all.ends_with(&format!("{} {}", picture.claim, picture.reason)), "{all}");
    }

    #[test]
    fn a_picture_of_any_size_stays_finite() {
        for size in [[0.0, 0.0], [100.0, 50.0], [300.0, 3000.0], [5000.0, 90.0]] {
            let frame = Frame { size, scale: 1.0, room: false };
            let picture = compose(frame, &heading(), history_of(&Sample::coast()));
            let out = svg(&picture, &palette(Theme::Light), None);
            assert!(!out.contains("NaN") && !out.contains("inf"), "{size:?}");
        }
    }

    /// Writes the charts beside which the design's pictures are laid, where `UPTURN_PICTURES` names a folder.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "pictures to look at, not a plan to keep")]
    fn every_theme_and_place_gives_a_picture() {
        let coast = Sample::coast();
        let months = |count| Sample::of((0..count).map(|i| Some(500.0 + f64::from(i) * 40.0)));
        let odd: [(&str, Sample); 4] = [
            ("empty", Sample::default()),
            ("one", months(1)),
            ("negative", Sample::of((0..30).map(|i| Some(f64::from(i * 7 % 11) * 300.0 - 900.0)))),
            (
                "600-months",
                Sample {
                    first: "1976-01",
                    ..Sample::of((0..600).map(|i| Some(f64::from(i % 12) * 900.0 + f64::from(i) * 30.0)))
                },
            ),
        ];
        let page = Frame::page(762.0, 420.0);
        let room = Frame::room(1920.0, 1080.0, 1080.0);
        let mut pictures = vec![
            ("history-light".to_owned(), compose(page, &heading(), history_of(&coast)), Theme::Light),
            ("history-dark".to_owned(), compose(page, &heading(), history_of(&coast)), Theme::Dark),
            ("history-room".to_owned(), compose(room, &heading(), history_of(&coast)), Theme::Projector),
            ("gap-light".to_owned(), compose(page, &heading(), gap_of(&coast)), Theme::Light),
            ("gap-dark".to_owned(), compose(page, &heading(), gap_of(&coast)), Theme::Dark),
            ("gap-room".to_owned(), compose(room, &heading(), gap_of(&coast)), Theme::Projector),
        ];
        for (name, sample) in &odd {
            pictures.push((format!("history-{name}"), compose(page, &heading(), history_of(sample)), Theme::Light));
            pictures.push((format!("gap-{name}"), compose(page, &heading(), gap_of(sample)), Theme::Light));
        }
        let folder = std::env::var_os("UPTURN_PICTURES");
        for (name, picture, theme) in pictures {
            check(&picture);
            let bytes =
                png(&svg(&picture, &palette(theme), Some(&name)), if folder.is_some() { 2.0 } else { 0.5 }).unwrap();
            assert!(bytes.starts_with(b"\x89PNG"), "{name}");
            if let Some(folder) = &folder {
                std::fs::write(std::path::Path::new(folder).join(format!("{name}.png")), bytes).unwrap();
            }
        }
    }
}
