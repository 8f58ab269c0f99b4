import { generateKeyPair, randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { signCertificate } from './sign-certificate.ts';

const VALID_DAYS = 90;

/** The key and certificate of a TLS server, and the certificate that its clients must trust. */
export interface Certificates {
  caCertificate: string;
  certificate: string;
  key: string;
}

/**
 * Creates a certificate for the given host names and IPv4 addresses, signed by a certificate authority created for it
 * alone. The authority's key is discarded at once: trusting the authority means trusting this one certificate.
 */
export async function makeCertificates(hosts: string[]): Promise<Certificates> {
  const [authority, server] = await Promise.all([makeKeyPair(), makeKeyPair()]);
  const authorityName = [{ name: 'commonName', value: `Go Live stand-ins ${randomBytes(4).toString('hex')}` }];
  const caCertificate = issueCertificate({
    subject: authorityName,
    issuer: authorityName,
    publicKey: authority.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
      { name: 'subjectKeyIdentifier' },
    ],
  });
  const certificate = issueCertificate({
    subject: [{ name: 'commonName', value: 'Go Live stand-ins' }],
    issuer: authorityName,
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map(alternativeName) },
    ],
  });
  return { caCertificate, certificate, key: server.privateKey };
}

/** A general name with its tag: 7 is an address, 2 a DNS name (RFC 5280, 4.2.1.6). */
function alternativeName(host: string): object {
  return isIPv4(host) ? { type: 7, ip: host } : { type: 2, value: host };
}

interface ToSign {
  subject: forge.pki.CertificateField[];
  issuer: forge.pki.CertificateField[];
  publicKey: string;
  signingKey: string;
  extensions: object[];
}

function issueCertificate({ subject, issuer, publicKey, signingKey, extensions }: ToSign): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // Starts with 01: a number that starts with two zero bytes, one in 512, would be encoded wrongly.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  const now = Date.now();
  certificate.validity.notBefore = new Date(now - 3_600_000);
  certificate.validity.notAfter = new Date(now + VALID_DAYS * 86_400_000);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  certificate.setExtensions(extensions);
  signCertificate(certificate, signingKey);
  return forge.pki.certificateToPem(certificate);
}

/** Node generates the keys: forge's own generator is slow, and forge cannot read elliptic curves. */
function makeKeyPair(): Promise<{ publicKey: string; privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
