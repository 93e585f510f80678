import { createHash, X509Certificate } from 'node:crypto';
import { commonName } from '../ops/certificate-pem.ts';
import { firefoxPolicy, linuxScript, windowsScript } from './files.ts';

export type KitFile = { readonly name: string; readonly type: string; readonly text: string };

/** The authority that devices have to learn, and the files with which they do. */
export type Kit = {
  readonly subject: string;
  readonly validUntil: string;
  /** SHA-256, upper-case hex in pairs with colons, as browsers show it. */
  readonly fingerprint: string;
  readonly files: readonly KitFile[];
};

export const crtName = 'teachtrack-ca.crt';

/** The same certificate always gives the same files. Throws when the text is no certificate. */
export function kitOf(pem: string | Uint8Array): Kit {
  const certificate = new X509Certificate(pem);
  return {
    subject: commonName(certificate.subject),
    validUntil: new Date(certificate.validTo).toISOString(),
    fingerprint: certificate.fingerprint256,
    files: [
      { name: crtName, type: 'application/x-x509-ca-cert', text: certificate.toString() },
      { name: 'trust-on-windows.cmd', type: 'text/plain', text: windowsScript(crtName) },
      {
        name: 'trust-on-apple.mobileconfig',
        type: 'application/x-apple-aspen-config',
        text: appleProfile(certificate),
      },
      { name: 'trust-on-linux.sh', type: 'text/x-shellscript', text: linuxScript(crtName) },
      { name: 'policies.json', type: 'application/json', text: firefoxPolicy(crtName) },
    ],
  };
}

/** A configuration profile for macOS, iPadOS and iOS (Apple: “Certificate Root” payload, com.apple.security.root). */
function appleProfile(certificate: X509Certificate): string {
  const der = certificate.raw.toString('base64').replace(/(.{64})/g, '$1\n');
  const digest = createHash('sha256').update(certificate.raw).digest('hex');
  const id = `net.teachtrack.authority.${digest.slice(0, 12)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>teachtrack-ca.crt</string>
      <key>PayloadContent</key>
      <data>
${der}
      </data>
      <key>PayloadDisplayName</key><string>TeachTrack authority</string>
      <key>PayloadIdentifier</key><string>${id}.root</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>${uuidOf(digest.slice(0, 32))}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDisplayName</key><string>TeachTrack: trust the school’s server</string>
  <key>PayloadIdentifier</key><string>${id}</string>
  <key>PayloadRemovalDisallowed</key><false/>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>${uuidOf(digest.slice(32))}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
`;
}

/** The same authority always gives the same ids, so that a profile installed again replaces itself. */
function uuidOf(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return parts.join('-').toUpperCase();
}
