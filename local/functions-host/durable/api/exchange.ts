/** A request to the durable API, below the path where the host mounts it. */
export interface ApiRequest {
  method: string;
  /** Below the mount, for example `instances/abc/terminate`; as it came, not decoded. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: string;
  /** The public API as this caller reaches it, for the links in the answer: `http://host:port/runtime/webhooks/durabletask`. */
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

/** An error in the form of ASP.NET. */
export function problem(status: number, message: string, exception?: Exception): ApiResponse {
  const cause = exception && { ExceptionMessage: exception.message, ExceptionType: exception.type };
  return json(status, { Message: message, ...cause });
}

/** The extension's answer to what it did not expect. */
export function wentWrong(exception: Exception): ApiResponse {
  return problem(500, 'Something went wrong while processing your request', exception);
}

/** What Microsoft's engine does and this one does not. */
export function unsupported(what: string): ApiResponse {
  return problem(501, `The local engine does not support ${what}.`);
}
