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

/** An error in the extension's form. */
export function problem(status: number, message: string): ApiResponse {
  return json(status, { Message: message, ExceptionMessage: message });
}

export function notFound(instanceId: string): ApiResponse {
  return problem(404, `No instance with ID '${instanceId}' found.`);
}
