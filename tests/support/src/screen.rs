//! What is left on a terminal of what was printed to it: its screen, and all that has scrolled off.

/// How a character looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub is_bold: bool,
    pub is_red: bool,
}

impl Look {
    /// After a code for graphics (SGR): bold, red, the terminal's own colour and back to plain are
    /// what pinlotse writes; others change nothing.
    fn after(self, code: &str) -> Self {
        code.split(';').fold(self, |look, one| match one {
            "" | "0" => Self::default(),
            "1" => Self {
                is_bold: true,
                ..look
            },
            "31" => Self {
                is_red: true,
                ..look
            },
            "39" => Self {
                is_red: false,
                ..look
            },
            _ => look,
        })
    }
}

/// Rows of the screen, those that have scrolled off included, on a terminal of so many columns. It
/// knows what pinlotse writes, and wine's console for it: ends of lines, backspace, the cursor moved,
/// a row or the rest cleared; whether the cursor shows is left out.
pub fn rows(output: &str, columns: usize) -> Vec<String> {
    let plain = |row: Vec<(char, Look)>| row.into_iter().map(|(c, _)| c).collect();
    painted(output, columns).into_iter().map(plain).collect()
}

/// The same with the look of each character.
pub fn painted(output: &str, columns: usize) -> Vec<Vec<(char, Look)>> {
    let blank = (' ', Look::default());
    let mut look = Look::default();
    let mut rows: Vec<Vec<(char, Look)>> = vec![Vec::new()];
    let (mut row, mut column) = (0, 0);
    let mut rest = output.chars();
    while let Some(c) = rest.next() {
        rows.resize(rows.len().max(row + 1), Vec::new());
        match c {
            '\r' => column = 0,
            '\u{8}' => column = usize::saturating_sub(column, 1),
            '\n' => row += 1,
            '\u{1b}' => {
                let mut code = String::new();
                for c in rest.by_ref() {
                    code.push(c);
                    if c.is_ascii_alphabetic() {
                        break;
                    }
                }
                let code = code.trim_start_matches('[');
                let number = code.trim_end_matches(char::is_alphabetic).parse();
                match (code.chars().last(), number) {
                    (Some('A'), number) => row -= number.unwrap_or(1),
                    (Some('B'), number) => row += number.unwrap_or(1),
                    (Some('C'), number) => column += number.unwrap_or(1),
                    (Some('D'), number) => column -= number.unwrap_or(1),
                    (Some('J'), Err(_)) => {
                        rows.truncate(row + 1);
                        rows[row].truncate(column);
                    }
                    (Some('K'), Ok(2)) => rows[row].clear(),
                    (Some('K'), Err(_)) => rows[row].truncate(column),
                    (Some('l' | 'h'), _) => {}
                    (Some('m'), _) => look = look.after(code.trim_end_matches('m')),
                    _ => panic!("unknown to this terminal: {code:?}"),
                }
            }
            c => {
                if column == columns {
                    (row, column) = (row + 1, 0);
                    rows.resize(rows.len().max(row + 1), Vec::new());
                }
                let length = rows[row].len().max(column + 1);
                rows[row].resize(length, blank);
                rows[row][column] = (c, look);
                column += 1;
            }
        }
    }
    rows
}
