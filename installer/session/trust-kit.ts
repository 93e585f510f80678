import { createHash, X509Certificate } from 'node:crypto';
import { layout } from '../../provision/layout.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import type { TextFile } from '../contract/shapes/place.ts';
import type { OpenServer } from './open-server.ts';
import { firefoxPolicy, linuxScript, readme, windowsScript } from './trust-kit-files.ts';

export type TrustKit = {
  readonly subject: string;
  readonly validUntil: string;
  readonly fingerprint: string;
  readonly files: TextFile[];
};

/**
 * The certificate of the authority that the server made for itself, and files with which computers, telephones and
 * browsers learn to trust it. Null on a server without one: it serves plain HTTP.
 */
export async function trustKit({ transport, host }: OpenServer): Promise<TrustKit | null> {
  const bytes = await transport.readFile(layout.authority, { asRoot: true });
  if (bytes === undefined) return null;
  const certificate = parsed(bytes);
  const pem = certificate.toString();
  const { fingerprint256: fingerprint } = certificate;
  const subject = /CN=(.+)/.exec(certificate.subject)?.[1] ?? certificate.subject;
  const crt: TextFile = { name: 'teachtrack-ca.crt', type: 'application/x-x509-ca-cert', text: pem };
  return {
    subject,
    validUntil: new Date(certificate.validTo).toISOString(),
    fingerprint,
    files: [
      crt,
      { name: 'trust-on-windows.cmd', type: 'text/plain', text: windowsScript(crt.name) },
      {
        name: 'trust-on-apple.mobileconfig',
        type: 'application/x-apple-aspen-config',
        text: appleProfile(certificate),
      },
      { name: 'trust-on-linux.sh', type: 'text/x-shellscript', text: linuxScript(crt.name) },
      { name: 'policies.json', type: 'application/json', text: firefoxPolicy(crt.name) },
      { name: 'READ-ME-trust.txt', type: 'text/plain', text: readme({ host, subject, fingerprint }) },
    ],
  };
}

function parsed(bytes: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-RUN-04', message: `${layout.authority} is not a certificate.`, cause });
  }
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
