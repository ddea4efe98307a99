//! The request as such: HTTP, SOAP, XML.

use super::Wrong::{Detail, Status};
use super::{Typed, change, refuses};

fn with_line(line: &str) -> Typed {
    Typed {
        line: line.to_owned(),
        ..change()
    }
}

fn with_body(body: &[u8]) -> Typed {
    Typed {
        body: body.to_vec(),
        ..change()
    }
}

#[test]
fn what_is_not_a_soap_request_as_it_must_be_is_refused() {
    const ACTION: &str = "http://ws.gematik.de/conn/CardService/v8.1#ChangePin";
    refuses(vec![
        (
            "other method",
            with_line("PUT /ws/CardService HTTP/1.1"),
            Status(405),
        ),
        (
            "GET at a service",
            with_line("GET /ws/CardService HTTP/1.1"),
            Status(405),
        ),
        (
            "POST at the directory",
            with_line("POST /connector.sds HTTP/1.1"),
            Status(405),
        ),
        (
            "HTTP/1.0",
            with_line("POST /ws/CardService HTTP/1.0"),
            Status(400),
        ),
        (
            "unknown path",
            with_line("POST /ws/cardservice HTTP/1.1"),
            Status(404),
        ),
        (
            "path of another make",
            with_line("POST /service/cardservice HTTP/1.1"),
            Status(404),
        ),
        (
            "no Host",
            change().field("Host: konnektor.praxis\r\n", ""),
            Status(400),
        ),
        (
            "two SOAPActions",
            change().field("Connection: close", "SOAPAction: x"),
            Status(400),
        ),
        (
            "chunks",
            change().field("Connection: close", "Transfer-Encoding: chunked"),
            Status(411),
        ),
        (
            "length",
            Typed {
                length: Some(3),
                ..change()
            },
            Status(400),
        ),
        (
            "other service",
            with_line("POST /ws/EventService HTTP/1.1"),
            Detail("CardService asked at"),
        ),
        (
            "service that is only listed",
            with_line("POST /ws/SignatureService HTTP/1.1"),
            Detail("SignatureService"),
        ),
        (
            "no Content-Type",
            change().field("Content-Type", "X-Type"),
            Detail("Content-Type none"),
        ),
        (
            "SOAP 1.2",
            change().field("text/xml", "application/soap+xml"),
            Detail("Content-Type"),
        ),
        (
            "other charset",
            change().field("utf-8", "iso-8859-1"),
            Detail("Content-Type"),
        ),
        (
            "no charset",
            change().field("; charset=utf-8", ""),
            Detail("Content-Type"),
        ),
        (
            "no SOAPAction",
            change().field("SOAPAction", "X-Action"),
            Detail("SOAPAction"),
        ),
        (
            "action of 8.2",
            change().field(
                ACTION,
                "http://ws.gematik.de/conn/CardService/v8.2#ChangePin",
            ),
            Detail("SOAPAction"),
        ),
        (
            "action of the WSDL",
            change().field(
                ACTION,
                "http://ws.gematik.de/conn/CardService/WSDL/v8.1#ChangePin",
            ),
            Detail("SOAPAction"),
        ),
        (
            "other action",
            change().field("#ChangePin", "#VerifyPin"),
            Detail("SOAPAction"),
        ),
        ("no body", with_body(b""), Detail("")),
        ("not XML", with_body(b"{}"), Detail("")),
        ("not UTF-8", with_body(b"<a>\xFC</a>"), Detail("Not UTF-8")),
        (
            "other encoding",
            change().replaced(
                "<S:Envelope",
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><S:Envelope",
            ),
            Detail("ISO-8859-1"),
        ),
        (
            "a document type",
            change().replaced("<S:Envelope", "<!DOCTYPE x [<!ENTITY a \"b\">]><S:Envelope"),
            Detail(""),
        ),
        (
            "an instruction",
            change().replaced("<S:Body>", "<?go on?><S:Body>"),
            Detail("Processing"),
        ),
        (
            "envelope of SOAP 1.2",
            change().replaced(
                "http://schemas.xmlsoap.org/soap/envelope/",
                "http://www.w3.org/2003/05/soap-envelope",
            ),
            Detail("Envelope"),
        ),
        (
            "header behind the body",
            change().replaced("</S:Body>", "</S:Body><S:Header/>"),
            Detail("Header"),
        ),
        (
            "something in the header",
            change().replaced("<S:Body>", "<S:Header><x/></S:Header><S:Body>"),
            Detail("'x'"),
        ),
        (
            "two messages",
            change().replaced("</S:Body>", "<x/></S:Body>"),
            Detail("'x'"),
        ),
    ]);
}

#[test]
fn no_octet_of_a_request_makes_it_stumble() {
    use super::super::{Bench, Person};
    let bench = Bench::new();
    let right = change().octets();
    let typed = ["28407", "123456", "123456"];
    for at in 0..right.len() {
        for octet in [b'x', b'<', 0x00, 0xFF, b'\n'] {
            let mut wrong = right.clone();
            wrong[at] = octet;
            // Some octets mean nothing, such as those of the host's name.
            bench.konnektor.forget_people();
            bench.konnektor.then(Person::types(typed));
            let answer = bench.konnektor.answer(&wrong);
            let status = answer.status();
            assert!(
                [200, 400, 404, 405, 411, 500].contains(&status),
                "{at}: {status}"
            );
        }
        let answer = bench.konnektor.answer(&right[..at]);
        assert_ne!(answer.status(), 200, "cut at {at}");
    }
}
