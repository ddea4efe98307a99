//! PCs built of a few files.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process;

use rustix::net::{AddressFamily, SocketAddrUnix, SocketType};

use super::polkit::Polkit;
use super::*;

/// A root of its own for one test, removed on drop.
struct Root(PathBuf);

impl Root {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("pinlotse-machine-{name}-{}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, inside: &str, content: &str) -> &Self {
        let path = self.0.join(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn link(&self, inside: &str, target: &str) -> &Self {
        let path = self.0.join(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, path).unwrap();
        self
    }

    fn machine(&self, os: Os, variables: &[(&str, &str)]) -> Machine {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Machine {
            os,
            root: self.0.clone(),
            variables: Some(variables),
            host: Some("praxis-pc".to_owned()),
            windows: None,
        }
    }

    fn settings(&self, os: Os, variables: &[(&str, &str)]) -> [Option<String>; 2] {
        let files = self.machine(os, variables).settings_files();
        [files.user, files.machine].map(|path| {
            let path = path?;
            let inside = path.strip_prefix(&self.0).unwrap_or(&path);
            Some(inside.to_str().unwrap().to_owned())
        })
    }

    fn looks(&self, os: Os, variables: &[(&str, &str)]) -> Surroundings {
        self.machine(os, variables)
            .look(&|vendor, _| vendor == 0x0C4B)
    }

    fn usb(&self, device: &str, id: (&str, &str), name: &str, class: &str) -> &Self {
        let folder = format!("sys/bus/usb/devices/{device}");
        self.file(&format!("{folder}/idVendor"), &format!("{}\n", id.0));
        self.file(&format!("{folder}/idProduct"), &format!("{}\n", id.1));
        self.file(&format!("{folder}/product"), &format!("{name}\n"));
        self.file(&format!("{folder}/serial"), "0123456789\n");
        self.file(&format!("{folder}/busnum"), "1\n")
            .file(&format!("{folder}/devnum"), "7\n");
        self.file(
            &format!("{folder}:1.0/bInterfaceClass"),
            &format!("{class}\n"),
        )
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn an_empty_root_is_unknown_and_no_error() {
    let root = Root::new("empty");
    for os in [Os::Linux, Os::Macos, Os::Windows, Os::Other] {
        let seen = root.looks(os, &[]);
        assert_eq!(
            (seen.os_name, seen.drivers, seen.usb, seen.programs),
            (None, None, None, None),
            "{os:?}"
        );
        assert_eq!(
            (seen.service.version, seen.service.unit, seen.service.polkit),
            (None, None, None),
            "{os:?}"
        );
        assert_eq!(seen.site.session, Session::default(), "{os:?}");
    }
    assert_eq!(root.looks(Os::Windows, &[]).service.installed, None);
}

/// What a system of this os-release and these files is taken for.
fn site(release: &str, files: &[&str]) -> Site {
    let root = Root::new("site");
    root.file("etc/os-release", release);
    files.iter().for_each(|file| {
        root.file(file, "");
    });
    root.machine(Os::Linux, &[]).site()
}

#[test]
fn the_system_names_its_packages_and_what_starts_services() {
    use Packages as P;
    let suse = "NAME=\"openSUSE\"\nID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n";
    let microos =
        "ID=\"opensuse-microos\"\nID_LIKE=\"suse opensuse opensuse-tumbleweed microos sl-micro\"\n";
    let (systemd, openrc) = (Some(Init::Systemd), Some(Init::OpenRc));
    for (release, files, packages, init) in [
        (
            "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
            &[][..],
            Some(P::Apt),
            systemd,
        ),
        (
            "ID=debian\n",
            &["run/systemd/system/x"],
            Some(P::Apt),
            systemd,
        ),
        (
            "ID=devuan\nID_LIKE=debian\n",
            &["etc/init.d/pcscd"],
            Some(P::Apt),
            Some(Init::Service),
        ),
        (
            "ID=devuan\nID_LIKE=debian\n",
            &["run/openrc/x"],
            Some(P::Apt),
            openrc,
        ),
        ("ID=altlinux\n", &[], Some(P::AptRpm), systemd),
        (
            "ID=fedora\nVARIANT_ID=workstation\n",
            &[],
            Some(P::Dnf),
            systemd,
        ),
        (
            "ID='almalinux'\nID_LIKE='rhel centos fedora'\n",
            &[],
            Some(P::Dnf),
            systemd,
        ),
        (
            "ID=fedora\nVARIANT_ID=silverblue\n",
            &["run/ostree-booted"],
            Some(P::RpmOstree),
            systemd,
        ),
        (
            "ID=bazzite\nID_LIKE=fedora\n",
            &["run/ostree-booted"],
            Some(P::RpmOstree),
            systemd,
        ),
        (
            "ID=endless\nID_LIKE=debian\n",
            &["run/ostree-booted"],
            None,
            None,
        ),
        ("ID=debian\n", &["run/ostree-booted"], None, None),
        (suse, &[], Some(P::Zypper), systemd),
        ("ID=sles\nID_LIKE=suse\n", &[], Some(P::Zypper), systemd),
        (
            microos,
            &["usr/sbin/transactional-update"],
            Some(P::Transactional),
            systemd,
        ),
        ("ID=manjaro\nID_LIKE=arch\n", &[], Some(P::Pacman), systemd),
        (
            "ID=steamos\nID_LIKE=arch\n",
            &["run/systemd/system/x"],
            None,
            systemd,
        ),
        ("ID=alpine\n", &[], Some(P::Apk), openrc),
        (
            "ID=postmarketos\nID_LIKE=alpine\n",
            &[],
            Some(P::Apk),
            openrc,
        ),
        ("ID=void\n", &[], Some(P::Xbps), Some(Init::Runit)),
        ("ID=gentoo\n", &[], Some(P::Portage), openrc),
        (
            "ID=gentoo\n",
            &["run/systemd/system/x"],
            Some(P::Portage),
            systemd,
        ),
        ("ID=nixos\nID_LIKE=\"\"\n", &[], Some(P::Nix), systemd),
        ("ID=guix\n", &[], Some(P::Guix), Some(Init::Shepherd)),
        ("ID=solus\n", &[], Some(P::Eopkg), systemd),
        ("ID=mageia\nID_LIKE=\"mandriva fedora\"\n", &[], None, None),
        ("ID=praxisos\n", &[], None, None),
        ("NAME=debian\n", &[], None, None),
        ("", &[], None, None),
    ] {
        let site = site(release, files);
        assert_eq!(
            (site.packages, site.init),
            (packages, init),
            "{release} {files:?}"
        );
    }
}

#[test]
fn what_the_system_is_called_is_looked_for_where_it_may_be() {
    let root = Root::new("release");
    root.file(
        "usr/lib/os-release",
        "PRETTY_NAME=\"Praxis OS 1\"\nID=arch\n",
    );
    let seen = root.looks(Os::Linux, &[]);
    assert_eq!(seen.os_name.as_deref(), Some("Praxis OS 1"));
    assert_eq!(seen.site.packages, Some(Packages::Pacman));
    // Windows and macOS have no such file; one that lies there says nothing of them.
    for os in [Os::Windows, Os::Macos] {
        let seen = root.looks(os, &[]);
        assert_eq!((seen.os_name, seen.site.packages), (None, None), "{os:?}");
    }
}

#[test]
fn sessions_from_afar_leave_marks() {
    let root = Root::new("session");
    let of = |os, name: &str, value: &str| root.machine(os, &[(name, value)]).site().session;
    assert!(of(Os::Linux, "SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22").ssh);
    assert!(of(Os::Windows, "SSH_CLIENT", "10.0.0.1 1 22").ssh);
    for (os, name, value, screen) in [
        (Os::Windows, "SESSIONNAME", "rdp-tcp#3", Some(Screen::Rdp)),
        (
            Os::Windows,
            "SESSIONNAME",
            "31C5CE94259D4006A9E4#0",
            Some(Screen::Rdp),
        ),
        (Os::Windows, "SESSIONNAME", "Console", None),
        (Os::Windows, "SESSIONNAME", "Services", None),
        (
            Os::Windows,
            "SESSIONNAME",
            "ICA-tcp#12",
            Some(Screen::Citrix),
        ),
        (
            Os::Windows,
            "SESSIONNAME",
            "ICA-CGP#1",
            Some(Screen::Citrix),
        ),
        (
            Os::Windows,
            "SESSIONNAME",
            "BLAST-abc",
            Some(Screen::Horizon),
        ),
        (
            Os::Windows,
            "ViewClient_Protocol",
            "BLAST",
            Some(Screen::Horizon),
        ),
        (Os::Linux, "SESSIONNAME", "RDP-Tcp#3", None),
        (Os::Linux, "XRDP_SESSION", "1", Some(Screen::Rdp)),
        (Os::Linux, "VNCDESKTOP", "praxis:1", Some(Screen::Other)),
        (Os::Linux, "X2GO_SESSION", "a", Some(Screen::Other)),
        (Os::Linux, "NXSESSIONID", "a", Some(Screen::Other)),
    ] {
        assert_eq!(of(os, name, value).screen, screen, "{os:?} {name}={value}");
    }
    let snap = of(Os::Linux, "SNAP_NAME", "pinlotse");
    assert_eq!((snap.container, snap.sandbox), (true, Some(Sandbox::Snap)));
    assert!(
        !of(Os::Linux, "SSH_CONNECTION", "").is_remote(),
        "an empty variable counts as unset"
    );
    root.file(".dockerenv", "");
    assert!(root.machine(Os::Linux, &[]).site().session.container);
    assert!(!root.machine(Os::Windows, &[]).site().session.container);
    assert_eq!(root.machine(Os::Linux, &[]).site().session.sandbox, None);
    root.file(".flatpak-info", "[Application]\n");
    let flatpak = root.machine(Os::Linux, &[]).site().session;
    assert_eq!(flatpak.sandbox, Some(Sandbox::Flatpak));
}

#[test]
fn a_session_from_afar_is_seen_under_sudo_too() {
    let root = Root::new("sudo");
    root.file("proc/self/sessionid", "7\n")
        .file(
            "run/systemd/sessions/7",
            "ACTIVE=1\nREMOTE=1\nTYPE=tty\nSERVICE=sshd\n",
        )
        .file(
            "run/systemd/sessions/8",
            "REMOTE=1\nTYPE=x11\nSERVICE=xrdp-sesman\n",
        )
        .file(
            "run/systemd/sessions/9",
            "REMOTE=0\nTYPE=wayland\nSERVICE=gdm-password\n",
        )
        .file(
            "run/systemd/sessions/10",
            "REMOTE=1\nTYPE=wayland\nSERVICE=gdm\n",
        );
    let session = root.machine(Os::Linux, &[]).site().session;
    assert!(session.ssh && session.screen.is_none());
    let of = |id| {
        root.machine(Os::Linux, &[("XDG_SESSION_ID", id)])
            .site()
            .session
    };
    assert_eq!(of("8").screen, Some(Screen::Rdp));
    assert_eq!(of("9"), Session::default());
    assert_eq!(of("10").screen, Some(Screen::Other));
    assert_eq!(of("../../etc/passwd"), Session::default());
}

#[test]
fn wsl_is_told_by_its_variables_or_its_kernel() {
    let root = Root::new("wsl");
    let wsl = |variables: &[(&str, &str)]| root.machine(Os::Linux, variables).site().session.wsl;
    assert!(!wsl(&[]));
    assert!(wsl(&[("WSL_DISTRO_NAME", "Ubuntu")]));
    for release in [
        "5.15.90.1-microsoft-standard-WSL2\n",
        "4.4.0-19041-Microsoft\n",
    ] {
        root.file("proc/sys/kernel/osrelease", release);
        assert!(wsl(&[]), "{release}");
    }
    root.file("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
    assert!(!wsl(&[]));
}

#[test]
fn drivers_are_found_where_each_distribution_keeps_them() {
    const PLIST: &str = "<dict><key>ifdVendorID</key><array><string>0x046A</string></array>\
        <key>ifdProductID</key><array><string>0x003E</string></array></dict>";
    let store = "nix/store/abc-pcscd-plugins";
    let unit = "[Service]\nEnvironment=\"PCSCLITE_HP_DROPDIR=/nix/store/abc-pcscd-plugins\"\n";
    for (folder, setting) in [
        ("usr/lib/pcsc/drivers", None),
        ("usr/lib64/pcsc/drivers", None),
        ("usr/lib64/readers", None),
        ("usr/lib64/readers/usb", None),
        ("usr/lib/aarch64-linux-gnu/pcsc/drivers", None),
        (
            store,
            Some("etc/systemd/system/pcscd.service.d/overrides.conf"),
        ),
        (store, Some("etc/systemd/system/pcscd.service")),
        (store, Some("etc/default/pcscd")),
    ] {
        let root = Root::new("folders");
        root.file(
            &format!("{folder}/ifd-ccid.bundle/Contents/Info.plist"),
            PLIST,
        );
        if let Some(file) = setting {
            root.file(file, unit);
        }
        let drivers = root.looks(Os::Linux, &[]).drivers.unwrap_or_default();
        let known = drivers.iter().any(|driver| driver.knows((0x046A, 0x003E)));
        assert!(known && drivers.len() == 1, "{folder}: {drivers:?}");
    }
}

#[test]
fn a_folder_of_two_names_has_its_drivers_once() {
    let root = Root::new("twice");
    root.file("usr/lib/pcsc/drivers/serial/libifdvpcd.so", "")
        .link("usr/lib64", "lib");
    assert_eq!(root.looks(Os::Linux, &[]).drivers.unwrap().len(), 1);
}

#[test]
fn polkit_is_asked_where_its_policy_lies_and_nobody_switched_it_off() {
    const POLICY: &str = "org.debian.pcsc-lite.policy";
    let of = |files: &[(&str, &str)]| {
        let root = Root::new("polkit");
        files.iter().for_each(|(file, content)| {
            root.file(file, content);
        });
        root.machine(Os::Linux, &[]).site().polkit
    };
    let policy = format!("usr/share/polkit-1/actions/{POLICY}");
    let of_nix = format!("run/current-system/sw/share/polkit-1/actions/{POLICY}");
    let off = "PCSCD_ARGS=--disable-polkit\n";
    let rule = &polkit::RULE_PATH[1..];
    assert_eq!(of(&[]), Polkit::NotAsked);
    assert_eq!(
        of(&[("usr/share/polkit-1/actions/other", "")]),
        Polkit::NotAsked
    );
    assert_eq!(of(&[(&policy, "")]), Polkit::Asked);
    assert_eq!(of(&[(&of_nix, "")]), Polkit::Asked);
    assert_eq!(
        of(&[(&policy, ""), ("etc/default/pcscd", off)]),
        Polkit::NotAsked
    );
    assert_eq!(
        of(&[(&policy, ""), (rule, polkit::RULE)]),
        Polkit::HasOurRule(polkit::RULE_PATH)
    );
    assert_eq!(of(&[(rule, polkit::RULE)]), Polkit::NotAsked);
}

#[test]
fn the_group_of_a_socket_is_named_where_it_takes_one() {
    use std::os::unix::fs::PermissionsExt;
    let root = Root::new("group");
    root.file("run/pcscd/pcscd.pid", "");
    let path = root.0.join("run/pcscd/pcscd.comm");
    let _listener = UnixListener::bind(&path).unwrap();
    let number = crate::system::files::owner(&path).unwrap().group;
    root.file(
        "etc/group",
        &format!("other:x:99999:\nkarten:x:{number}:anna\n"),
    );
    for (mode, group) in [(0o660, Some("karten")), (0o666, None), (0o600, None)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let service = root.looks(Os::Linux, &[]).service;
        assert_eq!(service.group.as_deref(), group, "{mode:o}");
    }
}

#[test]
fn a_service_that_was_declared_counts_as_installed() {
    let root = Root::new("declared");
    root.link(
        "etc/systemd/system/pcscd.service",
        "/nix/store/abc/pcscd.service",
    )
    .link(
        "etc/systemd/system/pcscd.socket",
        "/nix/store/abc/pcscd.socket",
    );
    let service = root.looks(Os::Linux, &[]).service;
    assert_eq!(
        (service.installed, service.unit),
        (Some(true), Some(SocketUnit::Off))
    );
}

#[test]
fn the_service_is_told_by_program_package_socket_and_unit() {
    let root = Root::new("service");
    let service = root.looks(Os::Linux, &[]).service;
    assert_eq!(
        (service.installed, service.socket),
        (Some(false), Some(Socket::Missing))
    );
    root.file("usr/sbin/pcscd", "")
        .file("etc/systemd/nothing", "");
    root.file(
        "var/lib/dpkg/status",
        "Package: pcsc-tools\nVersion: 1.6\n\nPackage: pcscd\nVersion: 1.9.9-2\n\n",
    );
    let service = root.looks(Os::Linux, &[]).service;
    assert_eq!(
        (service.installed, service.version.as_deref()),
        (Some(true), Some("1.9.9-2"))
    );
    assert_eq!(service.unit, Some(SocketUnit::Missing));
    root.file("usr/lib/systemd/system/pcscd.socket", "");
    assert_eq!(
        root.looks(Os::Linux, &[]).service.unit,
        Some(SocketUnit::Off)
    );
    root.link(
        "etc/systemd/system/sockets.target.wants/pcscd.socket",
        "/nowhere/pcscd.socket",
    );
    assert_eq!(
        root.looks(Os::Linux, &[]).service.unit,
        Some(SocketUnit::On)
    );
}

#[test]
fn a_unit_that_leads_to_nothing_is_masked_wherever_it_lies() {
    for (folder, unit) in [
        ("etc/systemd/system", "pcscd.socket"),
        ("etc/systemd/system", "pcscd.service"),
        ("run/systemd/system", "pcscd.socket"),
    ] {
        let root = Root::new("masked");
        root.file("etc/os-release", "ID=debian\n")
            .file("run/systemd/system/x", "")
            .file("usr/lib/systemd/system/pcscd.socket", "")
            .link(
                "etc/systemd/system/sockets.target.wants/pcscd.socket",
                "/nowhere/pcscd.socket",
            );
        assert!(!root.looks(Os::Linux, &[]).site.is_masked);
        root.link(&format!("{folder}/{unit}"), "/dev/null");
        let seen = root.looks(Os::Linux, &[]);
        assert_eq!(seen.service.unit, Some(SocketUnit::Masked), "{unit}");
        assert!(seen.site.is_masked, "{folder}/{unit}");
    }
}

#[test]
fn versions_of_packages_are_read_from_the_lists_that_are_text() {
    let versions = |root: &Root| {
        let service = root.looks(Os::Linux, &[]).service;
        (service.version, service.library)
    };
    let some = |service: &str, library: &str| (Some(service.to_owned()), Some(library.to_owned()));
    let root = Root::new("dpkg");
    assert_eq!(versions(&root), (None, None));
    root.file(
        "var/lib/dpkg/status",
        "Package: libpcsclite1-dev\nVersion: 9\n\nPackage: libpcsclite1\nVersion: 2.3.3-1\n\nPackage: pcscd\nVersion: 1.9.9-2\n",
    );
    assert_eq!(versions(&root), some("1.9.9-2", "2.3.3-1"));
    let root = Root::new("apk");
    root.file(
        "lib/apk/db/installed",
        "C:x\nP:pcsc-lite\nV:2.3.0-r0\n\nP:pcsc-lite-libs\nV:2.3.1-r0\n\n",
    );
    assert_eq!(versions(&root), some("2.3.0-r0", "2.3.1-r0"));
    let root = Root::new("pacman");
    root.file("var/lib/pacman/local/pcsclite-tools-1-1/desc", "")
        .file("var/lib/pacman/local/pcsclite-2.3.3-1/desc", "");
    assert_eq!(versions(&root), some("2.3.3-1", "2.3.3-1"));
}

#[test]
fn a_socket_answers_is_dead_or_missing() {
    let root = Root::new("socket");
    fs::create_dir_all(root.0.join("run/pcscd")).unwrap();
    let path = root.0.join("run/pcscd/pcscd.comm");
    let listener = UnixListener::bind(&path).unwrap();
    assert_eq!(
        root.looks(Os::Linux, &[]).service.socket,
        Some(Socket::Answers)
    );
    drop(listener);
    assert_eq!(
        root.looks(Os::Linux, &[]).service.socket,
        Some(Socket::Dead)
    );
    let elsewhere = [("PCSCLITE_CSOCK_NAME", "/nowhere/pcscd.comm")];
    let service = root.looks(Os::Linux, &elsewhere).service;
    assert_eq!(
        (service.socket, service.socket_path.as_deref()),
        (Some(Socket::Missing), Some(elsewhere[0].1))
    );
}

#[test]
fn polkit_counts_when_the_policy_is_there_and_not_switched_off() {
    let root = Root::new("polkit");
    root.file(
        "usr/share/polkit-1/actions/org.freedesktop.login1.policy",
        "",
    );
    assert_eq!(root.looks(Os::Linux, &[]).service.polkit, Some(false));
    root.file("usr/share/polkit-1/actions/org.debian.pcsc-lite.policy", "");
    assert_eq!(root.looks(Os::Linux, &[]).service.polkit, Some(true));
    root.file("etc/default/pcscd", "DAEMON_ARGS=--disable-polkit\n");
    assert_eq!(root.looks(Os::Linux, &[]).service.polkit, Some(false));
}

#[test]
fn drivers_are_bundles_with_devices_and_libraries_set_up_by_hand() {
    let root = Root::new("drivers");
    let plist = "<dict><key>CFBundleShortVersionString</key>\n<string>1.5.2</string>\n\
        <key>ifdVendorID</key><array><string>0x046A</string>\n<string>0x0C4B</string></array>\n\
        <key>ifdProductID</key><array><string>0x003E</string><string>0x9102</string></array>\n\
        <key>ifdFriendlyName</key><array><string>A</string><string>B</string></array></dict>";
    root.file(
        "usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist",
        plist,
    );
    root.file("usr/lib/pcsc/drivers/broken.bundle/Contents/Nothing", "");
    root.file("usr/lib/pcsc/drivers/serial/libifdvpcd.so", "");
    let drivers = root.looks(Os::Linux, &[]).drivers.unwrap();
    let [ccid, vpcd] = drivers.as_slice() else {
        panic!("{drivers:?}")
    };
    assert_eq!(
        (ccid.name.as_str(), ccid.version.as_deref()),
        ("ifd-ccid", Some("1.5.2"))
    );
    assert!(
        ccid.knows((0x046A, 0x003E))
            && ccid.knows((0x0C4B, 0x9102))
            && !ccid.knows((0x046A, 0x9102))
    );
    assert_eq!((vpcd.name.as_str(), vpcd.devices.len()), ("libifdvpcd", 0));
}

#[test]
fn usb_readers_are_told_by_class_or_maker_and_lose_their_serial_number() {
    let root = Root::new("usb");
    root.usb("1-1", ("046a", "003e"), "Smart Terminal ST-2xxx", "0b");
    root.usb("1-2", ("0c4b", "0300"), "cyberJack pinpad", "ff");
    root.usb("1-3", ("046d", "c31c"), "Keyboard", "03");
    root.usb("1-4", ("zzzz", "0001"), "odd", "0b");
    root.file("sys/bus/usb/devices/1-2/manufacturer", "REINER SCT\n");
    let seen = root.looks(Os::Linux, &[]);
    let usb = seen.usb.clone().unwrap();
    let ids: Vec<_> = usb
        .iter()
        .map(|device| (device.id(), device.name.as_str()))
        .collect();
    let expected = [
        ("046A:003E", "Smart Terminal ST-2xxx"),
        ("0C4B:0300", "REINER SCT cyberJack pinpad"),
    ];
    assert_eq!(ids, expected.map(|(id, name)| (id.to_owned(), name)));
    assert_eq!(usb[0].place, Some((1, 7)));
    // pcscd itself works by usbfs; a driver for contactless readers keeps it out.
    let drivers = "../../../../bus/usb/drivers";
    root.link(
        "sys/bus/usb/devices/1-1:1.0/driver",
        &format!("{drivers}/usbfs"),
    );
    root.link(
        "sys/bus/usb/devices/1-2:1.0/driver",
        &format!("{drivers}/pn533_usb"),
    );
    let usb = root.looks(Os::Linux, &[]).usb.unwrap();
    let kernel: Vec<_> = usb
        .iter()
        .map(|device| device.kernel_driver.as_deref())
        .collect();
    assert_eq!(kernel, [None, Some("pn533_usb")]);
    assert!(!format!("{seen:?}").contains("0123456789"));
}

#[test]
fn programs_are_named_by_the_strongest_sign() {
    let root = Root::new("programs");
    root.usb("1-1", ("046a", "003e"), "Reader", "0b");
    let maps = "7f00-7f01 r--p 0 08:01 1 /usr/lib/x86_64-linux-gnu/libpcsclite.so.1.0.0\n";
    for (number, name, maps) in [
        (11, "scdaemon", ""),
        (12, "scdaemon", ""),
        (13, "praxis", maps),
        (14, "bash", "7f00 /usr/lib/libc.so.6\n"),
        (15, "pcscd", maps),
        (16, "AusweisApp", ""),
    ] {
        root.file(&format!("proc/{number}/comm"), &format!("{name}\n"))
            .file(&format!("proc/{number}/maps"), maps);
    }
    root.file("proc/self/comm", "scdaemon\n")
        .file(&format!("proc/{}/comm", process::id()), "scdaemon\n");
    root.link("proc/12/fd/4", "/dev/bus/usb/001/007")
        .link("proc/14/fd/4", "/dev/bus/usb/001/008");
    let programs = root.looks(Os::Linux, &[]).programs.unwrap();
    let names: Vec<_> = programs
        .iter()
        .map(|program| (program.name.as_str(), program.sign))
        .collect();
    assert_eq!(
        names,
        [
            ("AusweisApp", Sign::Name),
            ("praxis", Sign::Library),
            ("scdaemon", Sign::Device)
        ]
    );
    assert_eq!(root.looks(Os::Macos, &[]).programs, None);
}

#[test]
fn the_macos_setting_is_read() {
    let root = Root::new("macos");
    let file = "Library/Preferences/com.apple.security.smartcard.plist";
    for (content, setting) in [
        ("<dict><key>useIFDCCID</key>\n\t<true/></dict>", Some(true)),
        ("<dict><key>useIFDCCID</key><false/></dict>", Some(false)),
        ("bplist00\u{1}useIFDCCID", None),
    ] {
        root.file(file, content);
        assert_eq!(
            root.looks(Os::Macos, &[]).use_ifd_ccid,
            setting,
            "{content}"
        );
    }
    assert_eq!(root.looks(Os::Linux, &[]).use_ifd_ccid, None);
}

#[test]
fn what_is_private_comes_from_the_environment_or_the_home() {
    let root = Root::new("private");
    let of = |os, variables: &[(&str, &str)]| root.machine(os, variables).private();
    let linux = of(Os::Linux, &[("USER", "mueller"), ("HOME", "/home/mueller")]);
    assert_eq!(
        (linux.users, linux.homes),
        (vec!["mueller".to_owned()], vec!["/home/mueller".to_owned()])
    );
    assert_eq!(linux.hosts, ["praxis-pc"]);
    let windows = of(Os::Windows, &[("USERPROFILE", "C:\\Users\\mueller")]);
    assert_eq!(windows.users, ["mueller"], "a service without USERNAME");
    assert!(of(Os::Linux, &[]).users.is_empty());
}

#[test]
fn every_name_of_user_home_and_host_is_private() {
    let root = Root::new("names");
    let uid = rustix::process::getuid().as_raw();
    let accounts = format!(
        "root2:x:{}:0::/nowhere:/bin/sh\nanna.meier:x:{uid}:{uid}:Dr. Anna Meier,,,:/home//anna.meier/:/bin/sh\n",
        uid + 1
    );
    root.file("etc/passwd", &accounts);
    let cron = root.machine(Os::Linux, &[]).private();
    assert_eq!(
        cron.users,
        ["anna.meier", "Dr. Anna Meier"],
        "an environment without anything"
    );
    assert_eq!(cron.homes, ["/home//anna.meier/", "/home/anna.meier"]);
    let variables = [
        ("USER", "root"),
        ("SUDO_USER", "anna"),
        ("LOGNAME", "meier"),
        ("HOME", "/x/home//anna/./b"),
    ];
    let sudo = Machine {
        host: Some("pc7.praxis-meier.example".into()),
        ..root.machine(Os::Linux, &variables)
    }
    .private();
    for user in ["root", "anna", "meier", "anna.meier", "Dr. Anna Meier"] {
        assert!(
            sudo.users.iter().any(|known| known == user),
            "{user}: {sudo:?}"
        );
    }
    assert!(
        sudo.homes.iter().any(|home| home == "/x/home/anna/b"),
        "{sudo:?}"
    );
    assert_eq!(sudo.hosts, ["pc7.praxis-meier.example", "pc7"]);
}

#[test]
fn a_socket_that_takes_nobody_in_is_stuck_and_the_look_ends() {
    let root = Root::new("stuck");
    fs::create_dir_all(root.0.join("run/pcscd")).unwrap();
    // Nobody ever accepts; those who wait fill the queue.
    let path = root.0.join("run/pcscd/pcscd.comm");
    let listener = rustix::net::socket(AddressFamily::UNIX, SocketType::STREAM, None).unwrap();
    rustix::net::bind(&listener, &SocketAddrUnix::new(&path).unwrap()).unwrap();
    rustix::net::listen(&listener, 0).unwrap();
    // It hangs up at once and waits there all the same.
    assert!(
        !root.machine(Os::Linux, &[]).service_hangs(),
        "there is room for one"
    );
    assert!(root.machine(Os::Linux, &[]).service_hangs());
    assert_eq!(
        root.looks(Os::Linux, &[]).service.socket,
        Some(Socket::Stuck)
    );
}

#[test]
fn a_service_is_full_with_two_hundred_conversations_at_its_own_socket() {
    let table = |programs: usize, name: &str| {
        let mut table = "Num       RefCount Protocol Flags    Type St Inode Path\n".to_owned();
        table += &format!("0: 00000002 00000000 00010000 0001 01 10 /run/pcscd/{name}\n");
        let taken = format!("0: 00000003 00000000 00000000 0001 03 11 /run/pcscd/{name}\n");
        table + &taken.repeat(programs) + "0: 00000003 00000000 00000000 0001 03 12\n"
    };
    let root = Root::new("full");
    let is_full = |table: &str, os| {
        root.file("proc/net/unix", table);
        root.machine(os, &[]).service_is_full()
    };
    assert!(
        !is_full(&table(200, "pcscd.comm"), Os::Linux),
        "nobody listens"
    );
    root.file("run/pcscd/pcscd.pid", "");
    let _listener = UnixListener::bind(root.0.join("run/pcscd/pcscd.comm")).unwrap();
    assert!(is_full(&table(200, "pcscd.comm"), Os::Linux));
    assert!(!is_full(&table(199, "pcscd.comm"), Os::Linux));
    assert!(!is_full(&table(300, "docker.sock"), Os::Linux));
    assert!(!is_full(&table(200, "pcscd.comm"), Os::Windows));
    assert!(
        !Root::new("full-none")
            .machine(Os::Linux, &[])
            .service_is_full()
    );
}

#[test]
fn settings_lie_where_each_system_keeps_them() {
    let root = Root::new("settings");
    let found = |os, variables: &[(&str, &str)]| {
        root.settings(os, variables)
            .map(|path| path.unwrap_or_default())
    };
    let home = ("HOME", "/home/a");
    assert_eq!(
        found(Os::Linux, &[home]),
        ["home/a/.config/pinlotse/pinlotse.toml", "etc/pinlotse.toml"]
    );
    assert_eq!(
        found(Os::Linux, &[home, ("XDG_CONFIG_HOME", "/x")])[0],
        "x/pinlotse/pinlotse.toml"
    );
    assert_eq!(
        found(Os::Linux, &[home, ("XDG_CONFIG_HOME", "x")])[0],
        "home/a/.config/pinlotse/pinlotse.toml"
    );
    assert_eq!(found(Os::Linux, &[])[0], "");
    assert_eq!(
        found(Os::Macos, &[home]),
        [
            "home/a/Library/Application Support/pinlotse/pinlotse.toml",
            "etc/pinlotse.toml"
        ]
    );
    assert_eq!(
        found(
            Os::Windows,
            &[("APPDATA", "/roaming"), ("ProgramData", "/all")]
        ),
        [
            "/roaming/pinlotse/pinlotse.toml",
            "/all/pinlotse/pinlotse.toml"
        ]
    );
}
