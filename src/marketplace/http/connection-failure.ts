/**
 * Whether a call failed before any byte of the request can have left: only then may a submission be sent again without
 * a look first. An error code that is not listed here counts as "may have been processed".
 */
export function neverOpened(error: unknown): boolean {
  const { code, message } = describe(error);
  if (CONNECT_CODES.has(code) || CERTIFICATE_CODES.has(code)) return true;
  // The same codes also occur when a connection breaks later. Only in the connect phase does the message name the
  // system call, or is it empty because Node tried several addresses.
  if (ROUTE_CODES.has(code)) return message.startsWith('connect ') || message === '';
  if (code === 'ECONNRESET') return message.includes('before secure TLS connection was established');
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return HANDSHAKE_FAILURE.test(`${code} ${message}`);
  return false;
}

const CONNECT_CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ERR_PROXY_TUNNEL']);

const ROUTE_CODES = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT']);

/** The client checks the server's certificate, and gives up, before it sends the request. */
const CERTIFICATE_CODES = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_UNTRUSTED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const HANDSHAKE_FAILURE =
  /wrong.version.number|handshake.failure|unsupported.protocol|alert.protocol.version|packet.length.too.long/i;

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}
