/** The failure of an Azure SDK client, reduced to what may be shown. */
export interface RestFailure {
  status?: number;
  /** For people: status, code, name. Never a body. */
  message: string;
  /** For decisions only. */
  detail: string;
  /** To spread into an outcome. */
  retryAfter: { retryAfterSeconds?: number };
}

/** Reads an Azure SDK error without `instanceof`, because a bundle may contain its class several times. */
export function restFailure(error: unknown): RestFailure {
  const name = error instanceof Error ? error.name : typeof error;
  const detail = error instanceof Error ? error.message : '';
  const status = member(error, 'statusCode');
  const code = member(error, 'code');
  const seconds = Number(retryAfterHeader(error));
  return {
    ...(typeof status === 'number' ? { status } : {}),
    message: `Got ${[status, code, name].filter((part) => part !== undefined && part !== '').join(' ')}.`,
    detail,
    retryAfter: Number.isInteger(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {},
  };
}

function retryAfterHeader(error: unknown): unknown {
  const headers = member(member(error, 'response'), 'headers');
  if (typeof headers !== 'object' || headers === null || !('get' in headers)) return undefined;
  return typeof headers.get === 'function' ? headers.get('retry-after') : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
