import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES } from '../../src/domain/caller.ts';
import type { Refusal } from '../../src/http/refusal.ts';
import { fakeTaskHub } from '../functions/fake-task-hub.ts';
import { bodyOf, headerOf, SETTINGS } from '../functions/requests.ts';
import { storesOf } from '../functions/stores.ts';
import { callsOf, type Registered, type RegisteredCall } from './registered-calls.ts';
import { hubWith } from './shown-operation.ts';

// Every call of the app, made as every kind of caller, compared with the table in docs/access.md.

const registered: Registered[] = [];
jest.mock(
  '@azure/functions-core',
  () => ({
    registerFunction: (metadata: Registered['metadata'], callback: Registered['callback']) =>
      registered.push({ metadata, callback }),
    setProgrammingModel: () => {},
    getProgrammingModel: () => undefined,
    registerHook: () => ({}),
    log: () => {},
  }),
  { virtual: true },
);

let hub = fakeTaskHub();
const told: Refusal[] = [];
let platformAuthenticates = true;
jest.mock('../../src/composition-root.ts', () => ({
  ...jest.requireActual('../../src/composition-root.ts'),
  reportRefusal: (refusal: Refusal) => told.push(refusal),
  httpPorts: () => ({
    ...storesOf(hub),
    assets: () => ({ names: { style: 'page.css', script: 'page.js' }, find: () => undefined }),
    settings: SETTINGS,
    platformAuthenticates,
    publisherOf: async (id: string) => (id === 'op-1' ? 'contoso' : undefined),
    tellRefused: (refusal: Refusal) => told.push(refusal),
  }),
}));

/** The calls as they are registered under these settings. */
async function registeredUnder(env: Record<string, string | undefined>): Promise<RegisteredCall[]> {
  const before = { ...process.env };
  registered.length = 0;
  Object.assign(process.env, env);
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete process.env[name];
  try {
    await jest.isolateModulesAsync(async () => void (await import('../../src/index.ts')));
  } finally {
    process.env = before;
  }
  return callsOf(registered);
}

interface Row {
  call: string;
  role: string;
  whose: string;
  key: string;
  application: string;
  person: string;
}

const ROWS: Row[] = readFileSync(path.resolve(__dirname, '../../docs/access.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [call = '', role = '', whose = '', key = '', application = '', person = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    return { call, role, whose, key, application, person };
  });

const FOR_ALL = ['all publishers', 'the publisher asked for, else all publishers'];
const FOR_LIST = 'the publisher asked for, else each that the caller may see';
const ON_THIS_MACHINE = 'on this machine';

const PLATFORM = { GO_LIVE_SIGN_IN: 'platform', WEBSITE_AUTH_ENABLED: 'true' };
const KEYS = { GO_LIVE_SIGN_IN: 'keys', WEBSITE_AUTH_ENABLED: undefined };
const ID = '33333333-3333-3333-3333-333333333333';
const COOKIE = { cookie: 'a=1; AppServiceAuthSession=x', 'sec-fetch-site': 'same-origin' };

/** The kinds of credentials: how the platform reports each, and who the caller is. */
const WAYS = {
  'a person with a token': { claims: { scp: 'Approve' }, headers: { authorization: 'Bearer x' }, is: 'person' },
  'a person in a browser': { claims: { preferred_username: 'ann' }, headers: COOKIE, is: 'person' },
  'an application': { claims: { idtyp: 'app' }, headers: { authorization: 'Bearer x' }, is: 'application' },
  'a token without idtyp': { claims: {}, headers: { authorization: 'Bearer x' }, is: 'application' },
  'an application that says it has a scope': {
    claims: { idtyp: 'app', scp: 'Approve' },
    headers: { authorization: 'Bearer x' },
    is: 'application',
  },
  'an application with a cookie': {
    claims: { idtyp: 'app' },
    headers: COOKIE,
    is: 'application',
  },
  'an access token as a session': { claims: { appid: 'app-1' }, headers: COOKIE, is: 'application' },
} as const;

const SCOPES = {
  all: '',
  own: ':Contoso',
  other: ':fabrikam',
  'own by part of its name': ':contos',
  empty: ':',
} as const;

/** Each role for all publishers, for this one and for others; no role; and texts that resemble roles. */
const GIVEN: { role: string; scope: keyof typeof SCOPES | 'none' }[] = [
  { role: 'none', scope: 'none' },
  { role: 'golive.approve', scope: 'all' },
  { role: 'GoLive.Everything', scope: 'all' },
  ...ROLES.flatMap((role) => (Object.keys(SCOPES) as (keyof typeof SCOPES)[]).map((scope) => ({ role, scope }))),
];

function headersOf(way: keyof typeof WAYS, { role, scope }: (typeof GIVEN)[number]): Record<string, string> {
  const { claims, headers } = WAYS[way];
  const roles = scope === 'none' ? [] : [{ typ: 'roles', val: `${role}${SCOPES[scope]}` }];
  const principal = {
    auth_typ: 'aad',
    claims: [...Object.entries(claims).map(([typ, val]) => ({ typ, val })), ...roles],
  };
  return {
    ...headers,
    'x-ms-client-principal-id': ID,
    'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
  };
}

/** The answer that the table requires. */
function wanted(row: Row, is: 'person' | 'application', { role, scope }: (typeof GIVEN)[number]): string {
  if (row.role === 'none') return 'allowed';
  if (row[is] === 'no') return 'PersonRequired';
  const isRole = role === row.role || (row.role === 'GoLive.Read' && ROLES.some((each) => each === role));
  const covers = {
    all: true,
    own: !FOR_ALL.includes(row.whose),
    other: row.whose === FOR_LIST,
    'own by part of its name': row.whose === FOR_LIST,
    empty: row.whose === FOR_LIST,
    none: false,
  }[scope];
  return isRole && covers ? 'allowed' : 'RoleRequired';
}

const PARAMS = { publisherId: 'contoso', offerId: 'vm', id: 'op-1' };
const BODIES: Record<string, object> = {
  'POST operations/{id}/approvals': { decision: 'approve' },
  'POST operations/{id}/end': { as: 'Failed', reason: 'seen' },
};

async function outcome(call: RegisteredCall, sent: Omit<Parameters<RegisteredCall['answer']>[0], 'params'>) {
  hub = hubWith({ phase: 'awaiting-approval', approval: { required: 1, decisions: [] } });
  told.length = 0;
  // A page answers a script as the API does; a person who navigates gets the same in words.
  const headers = { 'sec-fetch-mode': 'cors', ...sent.headers };
  const response = await call.answer({ params: PARAMS, body: BODIES[call.call], ...sent, headers });
  const isRefused = response.status === 401 || response.status === 403;
  const isProblem = headerOf(response, 'content-type') === 'application/problem+json';
  const problem = isRefused && isProblem ? bodyOf(response) : { code: 'closed', detail: '' };
  const detail = isRefused ? String(problem['detail']) : '';
  // A refused call must have no effect.
  if (isRefused) expect([hub.raised, hub.all.size]).toEqual([[], 1]);
  return { code: isRefused ? String(problem['code']) : 'allowed', detail, response, told: [...told] };
}

let underPlatform: RegisteredCall[];
let underKeys: RegisteredCall[];
const find = (calls: RegisteredCall[], { call }: Row) => {
  const found = calls.find((each) => each.call === call);
  if (!found) throw new Error(`docs/access.md has a row for ${call}, and the app has no such call.`);
  return found;
};

beforeAll(async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'performance'] });
  underPlatform = await registeredUnder(PLATFORM);
  underKeys = await registeredUnder(KEYS);
});
afterAll(() => jest.useRealTimers());
beforeEach(() => {
  platformAuthenticates = true;
});

test('every call that is registered has a row in docs/access.md', () => {
  const registeredCalls = underPlatform.map(({ call }) => call).sort();

  expect(registeredCalls).toEqual(ROWS.map(({ call }) => call).sort());
});

describe.each(ROWS)('$call', (row) => {
  test.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('lets %s in by role and publisher', async (way) => {
    for (const given of GIVEN) {
      // Act
      const {
        code,
        detail,
        told: refusals,
      } = await outcome(find(underPlatform, row), {
        headers: headersOf(way, given),
      });

      // Assess
      const expected = wanted(row, WAYS[way].is, given);
      expect({ ...given, code }).toEqual({ ...given, code: expected });
      if (expected === 'allowed') continue;
      expect(detail).toContain(row.role);
      expect(refusals).toEqual([
        expect.objectContaining({ code, role: row.role, call: find(underPlatform, row).name }),
      ]);
    }
  });

  test('lets nobody in who is not signed in, and shows the way', async () => {
    // Act
    const { code, response } = await outcome(find(underPlatform, row), { headers: {} });

    // Assess
    if (row.role === 'none') return expect(code).toBe('allowed');
    const toSignIn = headerOf(response, 'location') ?? headerOf(response, 'www-authenticate') ?? '';
    expect([401, 302]).toContain(response.status);
    expect(toSignIn).toMatch(/^Bearer |^\/\.auth\/login\/aad\?post_login_redirect_uri=%2Fapi%2F/);
  });

  test('takes a function key for what the table says, and no word of who calls', async () => {
    // Prepare
    platformAuthenticates = false;
    const call = find(underKeys, row);
    const forged = headersOf('a person with a token', { role: row.role, scope: 'all' });

    // Act
    const plain = await outcome(call, { headers: {} });
    const claiming = await outcome(call, { headers: forged });

    // Assess
    const expected = row.key === 'yes' ? 'allowed' : 'IdentityRequired';
    if (row.key === ON_THIS_MACHINE) expect([plain.code, claiming.code]).toEqual(['closed', 'closed']);
    else expect([plain.code, claiming.code]).toEqual([expected, expected]);
    if (expected !== 'allowed') expect(hub.raised).toEqual([]);
  });

  test.each([
    [
      'another site',
      { cookie: 'AppServiceAuthSession=x', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    ],
    [
      'a neighbour',
      { cookie: 'AppServiceAuthSession=x', 'sec-fetch-site': 'same-site', origin: 'https://x.golive.example' },
    ],
    ['somebody who does not say', { cookie: 'AppServiceAuthSession=x' }],
    ['a page without an origin', { cookie: 'AppServiceAuthSession=x', origin: 'null' }],
    ['any other cookie', { cookie: 'x=1', origin: 'https://evil.example' }],
  ])('refuses what a signed-in browser was made to send by %s', async (_, headers) => {
    // Prepare
    const signedIn = headersOf('a person in a browser', { role: row.role, scope: 'all' });
    const { 'sec-fetch-site': __, ...principal } = signedIn;

    // Act
    const { code, told: refusals } = await outcome(find(underPlatform, row), {
      method: 'POST',
      headers: { ...principal, ...headers },
    });

    // Assess
    expect(code).toBe('CrossSiteRequest');
    expect(refusals).toHaveLength(1);
  });

  test("takes what the service's own page sends", async () => {
    // Prepare
    const signedIn = headersOf('a person in a browser', { role: row.role, scope: 'all' });
    const { 'sec-fetch-site': _, ...others } = signedIn;
    const byOrigin = { ...others, origin: 'https://golive.example' };

    // Act
    const codes = [signedIn, byOrigin].map(
      async (headers) => (await outcome(find(underPlatform, row), { method: 'POST', headers })).code,
    );

    // Assess
    expect(await Promise.all(codes)).toEqual(['allowed', 'allowed']);
  });

  test('asks the host for a function key wherever the platform is not sure to authenticate', async () => {
    // Act
    const levels = [];
    for (const env of [
      KEYS,
      { GO_LIVE_SIGN_IN: 'platform', WEBSITE_AUTH_ENABLED: undefined },
      { GO_LIVE_SIGN_IN: 'platform', WEBSITE_AUTH_ENABLED: 'false' },
      { GO_LIVE_SIGN_IN: 'Platform', WEBSITE_AUTH_ENABLED: 'true' },
      { GO_LIVE_SIGN_IN: undefined, WEBSITE_AUTH_ENABLED: 'true' },
    ]) {
      levels.push(find(await registeredUnder(env), row).authLevel);
    }

    // Assess
    expect(find(underPlatform, row).authLevel).toBe('anonymous');
    if (row.key === ON_THIS_MACHINE) return;
    expect(new Set(levels)).toEqual(new Set([row.role === 'none' ? 'anonymous' : 'function']));
  });
});

test.each([
  ['listOperations', '?publisherId=CONTOSO', 'allowed'],
  ['listOperations', '?publisherId=fabrikam', 'RoleRequired'],
  ['listOperations', '?publisherId=contoso&publisherId=fabrikam', 'RoleRequired'],
  ['countOperations', '?publisherId=contoso', 'allowed'],
  ['countOperations', '?publisherId=fabrikam', 'RoleRequired'],
])('%s%s, by somebody with a role for one, is %s', async (name, query, code) => {
  // Prepare
  const call = underPlatform.find((each) => each.name === name) as RegisteredCall;
  const headers = headersOf('an application', { role: 'GoLive.Read', scope: 'own' });

  // Act
  const got = await outcome(call, { headers, query });

  // Assess
  expect(got.code).toBe(code);
});
