import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { signCertificate } from '../../tls/sign-certificate.ts';

/** A self-signed certificate with its key in one PEM, as it is kept in a publisher's secret. */
export function makeClientCertificate(validDays = 1): string {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(Date.now() - 10 * 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + validDays * 86_400_000);
  certificate.setSubject([{ name: 'commonName', value: 'contoso' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'contoso' }]);
  signCertificate(certificate, privateKey);
  return `${privateKey}${forge.pki.certificateToPem(certificate)}`;
}
