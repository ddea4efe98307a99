//! What helps on which system: the one table of it, for every command and for the findings of
//! `doctor`. Where nobody knows the command of a system, none is named.

use crate::system::machine::polkit::{GROUP, Polkit, RULE_PATH};
use crate::system::machine::{Init, Packages, Sandbox, Screen, Site};
use crate::system::os::Os;
use crate::text::Text;

/// How a service is brought back that does not answer.
pub(super) fn start_service(site: Site, text: Text) -> String {
    let hint = match site.os {
        Os::Windows => text.no_service_do_windows(),
        Os::Macos => text.no_service_do_macos(),
        Os::Linux | Os::Other => {
            let start = match start_command(site) {
                _ if site.is_masked => text.unmask_do(),
                Some(command) => text.start_service_do(command),
                None => text.start_service_somehow_do(),
            };
            let missing = text.install_service_do(&install(site, text));
            format!("{start} {missing} {}", text.then_again_do())
        }
    };
    match site {
        _ if site.session.sandbox.is_some() => open_container(site, text),
        _ if site.session.container => text.in_container_too(&hint),
        _ if site.session.wsl => text.in_wsl_too(&text.wsl_do(), &hint),
        _ => hint,
    }
}

/// How the service of the PC gets into a container or a sandbox.
pub(super) fn open_container(site: Site, text: Text) -> String {
    match site.session.sandbox {
        Some(Sandbox::Flatpak) => text.sandbox_do("flatpak override --user --socket=pcsc"),
        Some(Sandbox::Snap) => text.snap_do("snap connect pinlotse:pcscd"),
        None => text.doctor_container_do(),
    }
}

/// What helps a service that runs and does not do its work.
pub(super) fn restart_service(site: Site, text: Text) -> String {
    match site.os {
        Os::Linux | Os::Other if site.is_masked => unmask(text),
        Os::Windows => text.service_restart_do_windows(),
        Os::Macos => text.no_service_do_macos(),
        Os::Linux | Os::Other => match restart_command(site) {
            Some(command) if site.init == Some(Init::Systemd) => {
                let restart = text.restart_service_do(command);
                format!("{restart} {}", text.service_log_do())
            }
            Some(command) => text.restart_service_do(command),
            None => text.restart_service_somehow_do(),
        },
    }
}

/// How a service is started that systemd was told never to start.
pub(super) fn unmask(text: Text) -> String {
    format!("{} {}", text.unmask_do(), text.then_again_do())
}

/// How a service is started that is installed and has no socket of systemd.
pub(super) fn start_by_hand(site: Site, text: Text) -> String {
    match start_command(site) {
        Some(command) if site.init != Some(Init::Systemd) => {
            let start = text.start_service_do(command);
            format!("{start} {}", text.then_again_do())
        }
        _ => text.service_by_hand_do(),
    }
}

/// What to do where there is no reader.
pub(super) fn no_reader(site: Site, text: Text) -> String {
    let session = site.session;
    if let Some(seen_by) = session.screen {
        return text.no_reader_do_screen(&screen(seen_by, site, text));
    }
    if session.is_remote() {
        return text.no_reader_do_remote();
    }
    let hint = match site.os {
        Os::Linux | Os::Other => text.no_reader_do_packages(&install(site, text)),
        Os::Windows | Os::Macos => text.no_reader_do_other(),
    };
    if session.wsl {
        return text.in_wsl_too(&text.wsl_do(), &hint);
    }
    hint
}

/// How a reader gets into a session from afar.
pub(super) fn screen(screen: Screen, site: Site, text: Text) -> String {
    match screen {
        Screen::Rdp if site.os == Os::Windows => text.screen_do_rdp(),
        Screen::Citrix => text.screen_do_citrix(),
        Screen::Horizon => text.screen_do_horizon(),
        Screen::Rdp | Screen::Other => text.screen_do_other(),
    }
}

/// What helps who may not use the service. polkit is named only where it is asked.
pub(super) fn get_right(site: Site, text: Text) -> String {
    match (site.polkit, site.session.screen) {
        _ if site.session.sandbox.is_some() => open_container(site, text),
        _ if site.session.container => text.not_allowed_do_container(),
        (_, Some(seen_by)) if site.os == Os::Windows => screen(seen_by, site, text),
        (Polkit::Asked, _) if site.packages == Some(Packages::Nix) => text.polkit_do_nix(GROUP),
        (Polkit::Asked, _) => text.polkit_do(RULE_PATH, GROUP),
        (Polkit::HasOurRule(path), _) => text.polkit_group_do(path, GROUP),
        (Polkit::NotAsked, _) => text.not_allowed_do(),
    }
}

/// How a script hands secrets over.
pub(super) fn hand_over_secrets(site: Site, text: Text) -> String {
    match site.os {
        Os::Windows => text.no_input_do_windows(),
        Os::Linux | Os::Macos | Os::Other => text.no_input_do(),
    }
}

/// The same for whom meant standard input by the name of a file.
pub(super) fn no_file(site: Site, text: Text) -> String {
    match site.os {
        Os::Windows => text.source_dash_do_windows(),
        Os::Linux | Os::Macos | Os::Other => text.source_dash_do(),
    }
}

/// The same for whom would have to type them where they are seen.
pub(super) fn secrets_not_typed(site: Site, text: Text) -> String {
    match site.os {
        Os::Windows => text.source_terminal_do_windows(),
        Os::Linux | Os::Macos | Os::Other => text.source_terminal_do(),
    }
}

/// Where a virtual card can be served to.
pub(super) fn reach_vpcd(site: Site, text: Text) -> String {
    match site.os {
        Os::Windows => text.vpcd_unreachable_do_windows(),
        Os::Linux | Os::Macos | Os::Other => text.vpcd_unreachable_do(),
    }
}

/// What helps whom the socket of the service is closed to.
pub(super) fn closed_socket(path: &str, group: Option<&str>, text: Text) -> String {
    match group {
        Some(group) => text.socket_closed_do_group(group),
        None => text.socket_closed_do(path),
    }
}

/// What helps with a card that another program uses. The system itself may be that program.
pub(super) fn busy(site: Site, text: Text) -> String {
    match site.os {
        Os::Windows => text.busy_do_windows(&text.busy_do()),
        Os::Macos => text.busy_do_macos(&text.busy_do()),
        Os::Linux | Os::Other => text.busy_do(),
    }
}

/// How the library of PC/SC comes onto the PC.
pub(super) fn install_library(site: Site, text: Text) -> String {
    text.install_library_do(&install(site, text))
}

/// How service and driver come onto the PC: what goes behind a colon.
pub(super) fn install(site: Site, text: Text) -> String {
    let Some(packages) = site.packages else {
        return text.install_somehow();
    };
    let by = |command| text.install_by(command);
    match packages {
        Packages::Apt => by("sudo apt install pcscd libccid"),
        Packages::AptRpm => by("sudo apt-get install pcsc-lite pcsc-lite-ccid"),
        Packages::Dnf => by("sudo dnf install pcsc-lite pcsc-lite-ccid"),
        Packages::Zypper => by("sudo zypper install pcsc-lite pcsc-ccid"),
        Packages::Pacman => by("sudo pacman -S pcsclite ccid"),
        Packages::Apk => by("doas apk add pcsc-lite ccid"),
        Packages::Xbps => by("sudo xbps-install -S pcsclite pcsc-ccid"),
        Packages::Portage => by("sudo emerge sys-apps/pcsc-lite app-crypt/ccid"),
        Packages::Eopkg => by("sudo eopkg install pcsc-lite ccid"),
        Packages::FreeBsd => by("pkg install pcsc-lite libccid"),
        Packages::RpmOstree => {
            text.install_by_and_restart("sudo rpm-ostree install pcsc-lite pcsc-lite-ccid")
        }
        Packages::Transactional => {
            text.install_by_and_restart("sudo transactional-update pkg install pcsc-lite pcsc-ccid")
        }
        Packages::Nix => text.install_by_setting(
            "services.pcscd.enable = true;",
            "/etc/nixos/configuration.nix",
            "sudo nixos-rebuild switch",
        ),
        Packages::Guix => text.install_by_setting(
            "(service pcscd-service-type)",
            "/etc/config.scm",
            "sudo guix system reconfigure /etc/config.scm",
        ),
    }
}

/// The command that starts the service.
fn start_command(site: Site) -> Option<&'static str> {
    let doas = site.packages == Some(Packages::Apk);
    Some(match site.init? {
        Init::Systemd => "sudo systemctl start pcscd.socket",
        Init::OpenRc if doas => "doas rc-update add pcscd && doas rc-service pcscd start",
        Init::OpenRc => "sudo rc-update add pcscd && sudo rc-service pcscd start",
        Init::Runit => "sudo ln -s /etc/sv/pcscd /var/service/",
        Init::Shepherd => "sudo herd start pcscd",
        Init::Service if site.packages == Some(Packages::FreeBsd) => {
            "service pcscd enable && service pcscd start"
        }
        Init::Service => "sudo service pcscd start",
    })
}

/// The command that starts it anew.
fn restart_command(site: Site) -> Option<&'static str> {
    Some(match site.init? {
        Init::Systemd => "sudo systemctl restart pcscd.socket",
        Init::OpenRc if site.packages == Some(Packages::Apk) => "doas rc-service pcscd restart",
        Init::OpenRc => "sudo rc-service pcscd restart",
        Init::Runit => "sudo sv restart pcscd",
        Init::Shepherd => "sudo herd restart pcscd",
        Init::Service if site.packages == Some(Packages::FreeBsd) => "service pcscd restart",
        Init::Service => "sudo service pcscd restart",
    })
}
