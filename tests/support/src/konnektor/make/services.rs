//! Services of a directory, as lines of a table.

use super::Make;

/// A service in the directory.
#[derive(Debug)]
pub struct Service {
    pub name: &'static str,
    /// In the order of the directory.
    pub versions: Vec<Version>,
}

/// One of its versions.
#[derive(Debug)]
pub struct Version {
    pub number: &'static str,
    /// TargetNamespace behind `http://ws.gematik.de/`.
    pub namespace: String,
    /// With what a farm puts before it.
    pub path: String,
}

impl Make {
    /// The path of the directory.
    pub fn directory(&self) -> String {
        format!("{}/connector.sds", self.before_path)
    }

    /// Its services in the order of its directory. A line names one: `CardService 8.1.2 8.1.0
    /// /ws/CardService`; a `*` in the path is the version. Lines of one name that follow each other
    /// are one service. What is no service of the Konnektor itself has its TargetNamespace behind
    /// the path.
    ///
    /// # Panics
    /// When a line has no path.
    pub fn services(&self) -> Vec<Service> {
        let mut all: Vec<Service> = Vec::new();
        for line in self.services {
            let mut words = line.split(' ');
            let name = words.next().unwrap_or_default();
            let (numbers, rest): (Vec<_>, Vec<_>) =
                words.partition(|word| word.starts_with(|first: char| first.is_ascii_digit()));
            let [path, namespace @ ..] = &rest[..] else {
                panic!("{}: no path in {line:?}", self.name);
            };
            let version = |number: &'static str| Version {
                number,
                namespace: match namespace {
                    [other] => (*other).to_owned(),
                    _ => format!("conn/{name}/WSDL/v{}", without_patch(number)),
                },
                path: format!("{}{}", self.before_path, path.replace('*', number)),
            };
            let versions = numbers.into_iter().map(version);
            match all.last_mut().filter(|last| last.name == name) {
                Some(last) => last.versions.extend(versions),
                None => all.push(Service {
                    name,
                    versions: versions.collect(),
                }),
            }
        }
        all
    }

    /// The name of the service that answers at a path, and the numbers of the versions that it has
    /// there.
    pub fn service_at(&self, path: &str) -> Option<(&'static str, Vec<&'static str>)> {
        self.services().into_iter().find_map(|service| {
            let versions = service.versions.iter();
            let here = versions.filter(|version| version.path == path);
            let numbers: Vec<_> = here.map(|version| version.number).collect();
            (!numbers.is_empty()).then_some((service.name, numbers))
        })
    }
}

/// `8.1` of `8.1.2`.
fn without_patch(number: &str) -> &str {
    number.rsplit_once('.').map_or(number, |(begin, _)| begin)
}
