import { sign } from 'node:crypto';
import forge from 'node-forge';

/**
 * Signs a certificate that forge has built, with Node's RSA: forge's own arithmetic takes more than a second where the
 * engine cannot optimise it, as in jest.
 */
export function signCertificate(certificate: forge.pki.Certificate, privateKey: string): void {
  // Only lays out what is to be signed; the signature is put in below.
  const layOut = { ...forge.pki.privateKeyFromPem(privateKey), sign: () => '' };
  certificate.sign(layOut, forge.md.sha256.create());
  const toSign = Buffer.from(forge.asn1.toDer(certificate.tbsCertificate).getBytes(), 'latin1');
  certificate.signature = sign('sha256', toSign, privateKey).toString('latin1');
}
