Laufzettel: eine Karte in Betrieb nehmen

Datum: 29.11.2026
Karte: Praxis- oder Institutionsausweis (SMC-B)
Kartennummer (ICCSN): 80276 99999 00998 87766
Ausgestellt auf: Praxis Dr. Petra Probe-Musterfrau (Betriebsstätte Arzt)

[x] PIN der SMC-B (PIN.SMC): gesetzt, 3 Versuche übrig
[ ] Freischalten, falls noch nicht geschehen: im Portal des Herausgebers.
[ ] SMC-B ins Kartenterminal stecken und dort mit der neuen PIN freigeben.
[ ] Alte SMC-B erst sperren, wenn die neue läuft; KIM kann danach bis abends stocken.
[ ] PIN-Brief mit der PUK wegschließen, nicht zur Karte.

Auf diesem Blatt steht keine PIN und keine PUK. Bitte auch keine dazuschreiben.
Erledigt von: ____________________ am: ____________
