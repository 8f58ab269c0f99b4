const HOST = 'schema.mp.microsoft.com';
const ADDRESS = /^https:\/\/([a-z0-9.-]+)\/schema\/([a-z0-9-]+)\/(\d{4}-\d{2}-\d{2}(?:-dev|-preview\d+)?)$/;

/** The schema versions of each kind of resource, oldest first. */
const VERSIONS = {
  'configure-status': ['2022-03-01-preview2', '2022-07-01'],
  'configure-detail': ['2022-03-01-preview2'],
  'resource-tree': ['2022-03-01-preview2'],
  submission: ['2022-03-01-preview2', '2022-03-01-preview7'],
  product: ['2022-03-01-preview3'],
  plan: ['2022-03-01-preview2'],
  property: ['2022-03-01-preview2', '2022-03-01-preview5'],
  'virtual-machine-plan-technical-configuration': ['2022-03-01-preview2'],
} as const;

/** From this version on a submission lists the branches from which it is made. */
const SOURCES_SINCE = '2022-03-01-preview7';

/** The resource's newest schema version that the caller declares to understand, else the oldest. */
export function schemaFor(kind: keyof typeof VERSIONS, understood: string | undefined): string {
  const versions: readonly string[] = VERSIONS[kind];
  const fitting = versions.filter((version) => understood !== undefined && !isNewer(version, understood));
  return `https://${HOST}/schema/${kind}/${fitting.at(-1) ?? versions[0]}`;
}

/** Parses a schema's address into kind and version; undefined when it is not one. */
export function parseSchema(address: string): { kind: string; version: string; isServed: boolean } | undefined {
  const [, host, kind = '', version = ''] = ADDRESS.exec(address) ?? [];
  return host === undefined ? undefined : { kind, version, isServed: host === HOST };
}

/** Whether a submission in this version must have `sources`. */
export function wantsSources(version: string): boolean {
  return !isNewer(SOURCES_SINCE, version);
}

function isNewer(one: string, other: string): boolean {
  return rank(one) > rank(other);
}

/** A version without a suffix is newer than the numbered previews of its date. */
function rank(version: string): string {
  const [, day = '', preview] = /^(\d{4}-\d{2}-\d{2})(?:-preview(\d+)|-dev)?/.exec(version) ?? [];
  const place = preview ?? (version.endsWith('-dev') ? '0' : '9999');
  return `${day}-${place.padStart(4, '0')}`;
}
