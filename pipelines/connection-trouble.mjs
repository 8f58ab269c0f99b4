/** Errors that pass by themselves: the service restarts, or the network in between is disturbed. */
const PASSING = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'TimeoutError',
];

const TLS = /^(ERR_SSL_|ERR_TLS_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH$)/;

/**
 * Classifies an exception of `fetch`. `away` is retried. `unreachable` means that the address has never been seen to
 * work; it is retried only when the same address has answered before, because a name server or a certificate may fail
 * for a while. `unsent` is a call that could not be made, so a retry cannot help.
 */
export function troubleOf(error) {
  const reason = error.cause?.code ?? error.name;
  if (PASSING.includes(reason)) return { kind: 'away', reason };
  if (reason === 'ENOTFOUND') {
    return {
      kind: 'unreachable',
      reason,
      detail: 'no name server knows the host',
      remedy: 'Check the name for mistakes',
    };
  }
  if (TLS.test(reason)) {
    return {
      kind: 'unreachable',
      reason,
      detail: 'no secure connection could be made',
      remedy:
        'Check that the address speaks https and has a certificate that this machine trusts (NODE_EXTRA_CA_CERTS)',
    };
  }
  if (reason.startsWith('HPE_')) {
    return {
      kind: 'unreachable',
      reason,
      detail: 'what answers there does not speak HTTP',
      remedy: 'Check scheme and port',
    };
  }
  return { kind: 'unsent', reason, detail: error.cause?.message ?? error.message };
}
