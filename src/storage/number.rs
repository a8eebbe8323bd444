//! Bare decimals that ron would round before we see them.

/// Digits that every binary fraction keeps.
const EXACT_DIGITS: usize = 15;

/// Where the first bare decimal with more than 15 significant digits stands, outside texts and comments.
pub fn too_long(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = match bytes[at] {
            b'"' => after_text(bytes, at + 1),
            b'r' if starts_raw(bytes, at) => after_raw(bytes, at + 1),
            b'/' if bytes.get(at + 1) == Some(&b'/') => find(bytes, at, b"\n"),
            b'/' if bytes.get(at + 1) == Some(&b'*') => after_comment(bytes, at + 2),
            b if b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.') => {
                let end = at + bytes[at..].iter().take_while(|b| is_number_or_word(**b)).count();
                if is_long_decimal(&bytes[at..end]) {
                    return Some(at);
                }
                end
            }
            _ => at + 1,
        };
    }
    None
}

fn is_number_or_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

fn is_long_decimal(token: &[u8]) -> bool {
    let starts_as_number = token.first().is_some_and(|b| b.is_ascii_digit() || *b == b'.');
    let mantissa = token.split(|b| matches!(b, b'e' | b'E' | b'f')).next().unwrap_or_default();
    let digits = mantissa.iter().filter(|b| b.is_ascii_digit()).skip_while(|b| **b == b'0').count();
    // Whole numbers come exactly, or are too large for an amount anyway.
    starts_as_number && mantissa.contains(&b'.') && digits > EXACT_DIGITS
}

fn after_text(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

fn starts_raw(bytes: &[u8], at: usize) -> bool {
    bytes[at + 1..].iter().find(|b| **b != b'#') == Some(&b'"')
}

fn after_raw(bytes: &[u8], at: usize) -> usize {
    let hashes = bytes[at..].iter().take_while(|b| **b == b'#').count();
    let mut end = vec![b'"'];
    end.resize(hashes + 1, b'#');
    find(bytes, at + hashes + 1, &end) + end.len()
}

/// Block comments nest in RON.
fn after_comment(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 1;
    while depth > 0 && at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'*', Some(b'/')) => (depth, at) = (depth - 1, at + 2),
            (b'/', Some(b'*')) => (depth, at) = (depth + 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.windows(wanted.len()).position(|w| w == wanted).map_or(bytes.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_decimal_of_sixteen_digits_is_found_and_one_of_fifteen_is_fine() {
        assert_eq!(too_long("(value: 100.0000000000001)"), Some(8));
        assert_eq!(too_long("(value: -100.0000000000000001e2)"), Some(9));
        for fine in
            ["(value: 123456789012.345)", "(value: 12345678901234567)", "(value: 0.000000000000001)", "(a1.b: 1)"]
        {
            assert_eq!(too_long(fine), None, "{fine}");
        }
    }

    #[test]
    fn numbers_in_texts_and_comments_do_not_count() {
        let long = "3.14159265358979323846";
        for fine in [
            format!("(note: \"pi is \\\"{long}\")"),
            format!("(note: r#\"a \" {long}\"#)"),
            format!("// {long}\n()"),
            format!("/* {long} /* */ {long} */ ()"),
        ] {
            assert_eq!(too_long(&fine), None, "{fine}");
            let after = format!("{fine} {long}");
            assert_eq!(too_long(&after), Some(fine.len() + 1), "{after}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[\"r#/*\\\\\n0-9.e é]{0,40}") {
            let _ = too_long(&text);
        }
    }
}
