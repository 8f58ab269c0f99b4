/** What the marketplace sent back, before anything is read into it. */
export interface Answer {
  status: number;
  header(name: string): string | undefined;
  body: Body;
}

export type Body =
  | { kind: 'json'; value: unknown; length: number }
  | { kind: 'text'; text: string; length: number }
  | { kind: 'empty' }
  | { kind: 'too-large' }
  /** The status and the headers came, the body did not arrive whole. */
  | { kind: 'broken'; message: string; timedOut: boolean };

/** Reads a text as JSON; anything else stays text. */
export function toBody(text: string): Body {
  const length = Buffer.byteLength(text);
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: JSON.parse(content), length };
  } catch {
    return { kind: 'text', text: content, length };
  }
}

/** How an answer is built, without a single value of it: safe for logs and telemetry. */
export function shapeOf({ status, header, body }: Answer): Record<string, string> {
  return {
    status: String(status),
    contentType: header('content-type')?.slice(0, 100) ?? '',
    body: body.kind,
    length: 'length' in body ? String(body.length) : '',
    members: body.kind === 'json' ? members(body.value) : '',
  };
}

const MAX_MEMBERS = 30;

function members(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length} x ${members(value[0])}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  const names = Object.keys(value).map((name) => (/^[\w.@$-]{1,60}$/.test(name) ? name : '?'));
  return `{${names.slice(0, MAX_MEMBERS).join(', ')}}`;
}
