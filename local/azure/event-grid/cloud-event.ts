/** Describes why the value is not a valid CloudEvent 1.0 in JSON; undefined when it is one. */
export function cloudEventProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `Token Expected: StartObject, Actual Token Received: ${tokenName(value)}.`;
  }
  const event = new Map<string, unknown>(Object.entries(value));
  if (event.get('specversion') !== '1.0')
    return `'specversion' must be '1.0'. Received: ${show(event.get('specversion'))}.`;
  for (const name of ['id', 'source', 'type']) {
    if (!isText(event.get(name))) return `'${name}' must be a non-empty string. Received: ${show(event.get(name))}.`;
  }
  for (const name of ['subject', 'datacontenttype', 'dataschema']) {
    if (isPresent(event.get(name)) && !isText(event.get(name))) return `'${name}' must be a non-empty string.`;
  }
  const time = event.get('time');
  if (isPresent(time) && !(typeof time === 'string' && RFC_3339.test(time) && !Number.isNaN(Date.parse(time)))) {
    return `'time' must be a timestamp of RFC 3339. Received: ${show(time)}.`;
  }
  if (event.has('data') && event.has('data_base64')) return "Only one of 'data' and 'data_base64' may be present.";
  for (const [name, attribute] of event) {
    if (!OWN_NAMES.has(name)) {
      const problem = extensionProblem(name, attribute);
      if (problem) return problem;
    }
  }
  return undefined;
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

const OWN_NAMES = new Set(
  'specversion id source type subject time datacontenttype dataschema data data_base64'.split(' '),
);

const EXTENSION_NAME = /^[a-z0-9]{1,20}$/;

function extensionProblem(name: string, value: unknown): string | undefined {
  if (!EXTENSION_NAME.test(name)) {
    return `'${name}' is no name of an extension attribute: at most 20 lower-case letters and digits.`;
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isInteger(value))
    return undefined;
  return `The extension attribute '${name}' must be a string, an integer or a boolean. Received: ${tokenName(value)}.`;
}

/** An attribute that is null counts as absent (CloudEvents, JSON event format, 2.2). */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100);
}

/** The name that the service's JSON parser gives to this kind of value, as its error messages use it. */
function tokenName(value: unknown): string {
  if (Array.isArray(value)) return 'StartArray';
  switch (typeof value) {
    case 'object':
      return value === null ? 'Null' : 'StartObject';
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    default:
      return Number.isInteger(value) ? 'Integer' : 'Float';
  }
}
