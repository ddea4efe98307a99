//! A terminal as a picture (SVG): what stood on it, row by row, as text that can be read and found.

use std::fmt::Write as _;

use super::screen::Look;

/// Size of a character and of the edge, in pixels.
const WIDTH: usize = 9;
const HEIGHT: usize = 20;
const EDGE: usize = 14;

/// Rows of a terminal of so many columns. `title` says what it is to those who do not see it.
pub fn draw(rows: &[Vec<(char, Look)>], columns: usize, title: &str) -> String {
    let (width, height) = (columns * WIDTH + 2 * EDGE, rows.len() * HEIGHT + 2 * EDGE);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#fdfdfd\" stroke=\"#8a8a8a\"/>\n\
         <g font-family=\"DejaVu Sans Mono, Consolas, Menlo, monospace\" font-size=\"15\" \
         fill=\"#1c1c1c\" xml:space=\"preserve\">\n",
        escaped(title)
    );
    for (number, row) in rows.iter().enumerate() {
        let base = EDGE + number * HEIGHT + 15;
        for (begin, look, text) in pieces(row) {
            let weight = if look.is_bold {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let fill = if look.is_red { " fill=\"#b00020\"" } else { "" };
            let _ = writeln!(
                picture,
                "<text x=\"{}\" y=\"{base}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"{weight}{fill}>{}</text>",
                EDGE + begin * WIDTH,
                text.chars().count() * WIDTH,
                escaped(&text)
            );
        }
    }
    picture.push_str("</g>\n</svg>\n");
    picture
}

/// Characters of one look side by side, without blanks around them.
fn pieces(row: &[(char, Look)]) -> Vec<(usize, Look, String)> {
    let mut found: Vec<(usize, Look, String)> = Vec::new();
    for (place, (c, look)) in row.iter().enumerate() {
        match found.last_mut() {
            Some((_, last, text)) if last == look => text.push(*c),
            _ => found.push((place, *look, c.to_string())),
        }
    }
    let trimmed = found.into_iter().map(|(begin, look, text)| {
        let blanks = text.chars().take_while(|c| *c == ' ').count();
        (begin + blanks, look, text.trim().to_owned())
    });
    trimmed.filter(|(_, _, text)| !text.is_empty()).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
