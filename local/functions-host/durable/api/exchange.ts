/** A request to the durable API, below the path where the host mounts it. */
export interface ApiRequest {
  method: string;
  /** Below the mount, for example `instances/abc/terminate`; not decoded. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: string;
  /**
   * The base of the links in the answer, as this caller reaches the public API:
   * `http://host:port/runtime/webhooks/durabletask`.
   */
  baseUrl: string;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function empty(status: number): ApiResponse {
  return { status, headers: {}, body: '' };
}

/** The exception of .NET that led to an error; the extension shows its stack as well. */
export interface Exception {
  type: string;
  message: string;
}

/** An error in the form that ASP.NET gives it. */
export function problem(status: number, message: string, exception?: Exception): ApiResponse {
  const cause = exception && { ExceptionMessage: exception.message, ExceptionType: exception.type };
  return json(status, { Message: message, ...cause });
}

/** The extension's answer to an unexpected exception. */
export function wentWrong(exception: Exception): ApiResponse {
  return problem(500, 'Something went wrong while processing your request', exception);
}

/** The answer to a request that Microsoft's engine supports and this one does not. */
export function unsupported(what: string): ApiResponse {
  return problem(501, `The local engine does not support ${what}.`);
}
