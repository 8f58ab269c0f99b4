/** The marketplace's answer, before it is interpreted. */
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
  /** Status and headers arrived, but not the whole body. */
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

/** The structure of an answer without a single value, so that it is safe for logs and telemetry. */
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
