/** An answer before it is sent, and the manner in which it arrives. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Default: whole and at once. */
  delivery?: { manner: 'lost' } | { manner: 'reset' } | { manner: 'slow'; seconds: number };
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** An error in the marketplace's form. */
export function failure(status: number, code: string, message: string, headers: Record<string, string> = {}): Answer {
  return json(status, { error: { code, message } }, headers);
}
