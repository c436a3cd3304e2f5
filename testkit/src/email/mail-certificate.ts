/**
 * @module A mail server's certificate, for mail.example.com, signed by itself, for tests only: nothing real trusts it. Made with
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=mail.example.com
 * -addext subjectAltName=DNS:mail.example.com`.
 */
export const mailCertificate = `-----BEGIN CERTIFICATE-----
MIIBqjCCAVCgAwIBAgIUTBRInFEXIygce+1HMiNjYD4govwwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQbWFpbC5leGFtcGxlLmNvbTAgFw0yNjExMjIwNzE0MDRaGA8y
MTI2MTAyOTA3MTQwNFowGzEZMBcGA1UEAwwQbWFpbC5leGFtcGxlLmNvbTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABIR+GNJzhSuo5Y45yCfjVxz8KPBIPrlb1JqQ
mDKEXn2dIhcLF20CM7R37Kousk2Jxuju0zu5wLk2d3mf6LZtpiujcDBuMB0GA1Ud
DgQWBBSLGhq19uis+PTQSmXi2BMDkXOxuDAfBgNVHSMEGDAWgBSLGhq19uis+PTQ
SmXi2BMDkXOxuDAPBgNVHRMBAf8EBTADAQH/MBsGA1UdEQQUMBKCEG1haWwuZXhh
bXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIgRMSSKwpk0xzhGVX6uwafzMcJ84HB
3rwgXEHfPf5uC4QCIQCzohs7USVRXUxPqI3kBiY393iW3RtyPVCV4rXNJj72fg==
-----END CERTIFICATE-----
`;

export const mailKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghiCgWSiMWnTd7V8i
ruDobDKqn0wC/7yKZsp/mpwIrruhRANCAASEfhjSc4UrqOWOOcgn41cc/CjwSD65
W9SakJgyhF59nSIXCxdtAjO0d+yqLrJNicbo7tM7ucC5Nnd5n+i2baYr
-----END PRIVATE KEY-----
`;
