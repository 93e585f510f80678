/** Files of the trust kit whose text is the same for every server but for names. */

/** For all users of a computer; run as administrator, or by a group policy’s start-up script. */
export function windowsScript(crt: string): string {
  return [
    '@echo off',
    'rem Makes this Windows computer trust the TeachTrack server of the school.',
    'rem Right-click this file and choose "Run as administrator".',
    `certutil -addstore -f Root "%~dp0${crt}"`,
    'if errorlevel 1 (',
    '  echo It did not work. Was it run as administrator?',
    ') else (',
    '  echo Done. Close the browser and open it again.',
    ')',
    'pause',
    '',
  ].join('\r\n');
}

/** Debian, Ubuntu and their relatives; Chromium reads the system’s store through p11-kit or its own NSS database. */
export function linuxScript(crt: string): string {
  return `#!/bin/sh
# Makes this Linux computer trust the TeachTrack server of the school. Run it as root: sudo sh trust-on-linux.sh
set -eu
here=$(dirname "$0")
install -m 644 "$here/${crt}" /usr/local/share/ca-certificates/teachtrack-ca.crt
update-ca-certificates
# Firefox takes its authorities from here (its “policies.json”).
for folder in /etc/firefox/policies /etc/firefox-esr/policies; do
  mkdir -p "$folder"
  install -m 644 "$here/policies.json" "$folder/policies.json"
done
echo "Done. Close the browser and open it again."
`;
}

/** Firefox: take the system’s authorities, and this one (mozilla.github.io/policy-templates, Certificates). */
export function firefoxPolicy(crt: string): string {
  const install = [crt, `/usr/local/share/ca-certificates/${crt}`];
  return `${JSON.stringify({ policies: { Certificates: { ImportEnterpriseRoots: true, Install: install } } }, null, 2)}\n`;
}

export function readme(known: {
  readonly host: string;
  readonly subject: string;
  readonly fingerprint: string;
}): string {
  return `How computers and telephones learn to trust the TeachTrack server ${known.host}

The server made a certificate authority of its own for this school, because it has no way to the internet. A device that
does not know it yet shows a warning. Do ONE of these on each device; nobody needs to do it twice.

The authority:  ${known.subject}
Its SHA-256:    ${known.fingerprint}
Compare the SHA-256 before you trust it on a device where you got the file from somebody else.

Windows, one computer     Right-click trust-on-windows.cmd, "Run as administrator".
Windows, a whole domain   Group Policy: Computer Configuration > Policies > Windows Settings > Security Settings >
                          Public Key Policies > Trusted Root Certification Authorities > Import teachtrack-ca.crt.
macOS, iPad, iPhone       Open trust-on-apple.mobileconfig, then Settings > General > VPN & Device Management > Install.
                          On iPad and iPhone also: Settings > General > About > Certificate Trust Settings: switch it on.
Android                   Settings > Security > Encryption & credentials > Install a certificate > CA certificate:
                          choose teachtrack-ca.crt.
Chromebook                Settings > Security and Privacy > Manage certificates > Authorities > Import: teachtrack-ca.crt,
                          or for all of the school's: Google Admin console > Devices > Networks > Certificates.
Linux                     sudo sh trust-on-linux.sh
Firefox on Windows, Mac   It takes the system's authorities by itself; if not, put policies.json into the folder
                          "distribution" beside the Firefox program.

A teacher who cannot do any of this can open the address that begins with http:// instead, if the school allows it.
`;
}
