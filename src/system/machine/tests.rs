//! PCs built of a few files.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process;

use rustix::net::{AddressFamily, SocketAddrUnix, SocketType};

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
        }
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

#[test]
fn the_system_names_itself_and_its_packages() {
    for (like, packages) in [
        ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", Packages::Apt),
        ("ID=fedora\n", Packages::Dnf),
        (
            "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n",
            Packages::Zypper,
        ),
        ("ID=arch\n", Packages::Pacman),
    ] {
        let root = Root::new("release");
        root.file(
            "etc/os-release",
            &format!("PRETTY_NAME=\"Praxis OS 1\"\n{like}"),
        );
        let seen = root.looks(Os::Linux, &[]);
        assert_eq!(
            (seen.os_name.as_deref(), seen.site.packages),
            (Some("Praxis OS 1"), Some(packages))
        );
    }
}

#[test]
fn sessions_from_afar_leave_marks() {
    let root = Root::new("session");
    let of = |os, name: &str, value: &str| root.machine(os, &[(name, value)]).site().session;
    assert!(of(Os::Linux, "SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22").ssh);
    assert!(of(Os::Windows, "SESSIONNAME", "rdp-tcp#3").remote_desktop);
    assert!(!of(Os::Windows, "SESSIONNAME", "Console").remote_desktop);
    assert!(!of(Os::Linux, "SESSIONNAME", "RDP-Tcp#3").remote_desktop);
    assert!(of(Os::Linux, "XRDP_SESSION", "1").remote_desktop);
    assert!(of(Os::Linux, "SNAP_NAME", "pinlotse").container);
    assert!(
        !of(Os::Linux, "SSH_CONNECTION", "").is_remote(),
        "an empty variable counts as unset"
    );
    root.file(".dockerenv", "");
    assert!(root.machine(Os::Linux, &[]).site().session.container);
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
fn the_macos_setting_is_read_where_it_is_text() {
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
