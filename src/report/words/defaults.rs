//! What names something where no flag does, in words.

use crate::settings::Origin;
use crate::system::machine::Site;
use crate::system::os::Os;
use crate::text::Text;

/// What named it, as a part of a sentence.
#[must_use]
pub fn by(origin: &Origin, text: Text) -> String {
    match origin {
        Origin::Flag => text.default_by_flag(),
        Origin::Variable(name) => text.default_by_variable(name),
        Origin::User(path) | Origin::Machine(path) => {
            text.default_by_file(&path.display().to_string())
        }
    }
}

/// How it is taken away.
pub(super) fn remove_do(origin: &Origin, site: Site, text: Text) -> String {
    match origin {
        Origin::Flag => String::new(),
        Origin::Variable(name) if site.os == Os::Windows => {
            text.default_by_variable_do_windows(name)
        }
        Origin::Variable(name) => text.default_by_variable_do(name),
        Origin::User(path) | Origin::Machine(path) => {
            text.default_by_file_do(&path.display().to_string())
        }
    }
}
