import { callerOf } from '../../src/http/caller.ts';
import { aRequestOf } from '../functions/requests.ts';

const BELIEF = { platformAuthenticates: true };
const header = (principal: unknown) => Buffer.from(JSON.stringify(principal)).toString('base64');
const WS = 'http://schemas.microsoft.com';

async function called(headers: Record<string, string>) {
  return callerOf(aRequestOf({ headers: { 'x-ms-client-principal-id': 'ann-id', ...headers } }), BELIEF);
}

test('a caller is known by the long names that the platform gives claims of version 1', async () => {
  // Prepare
  const claims = [
    { typ: `${WS}/identity/claims/scope`, val: 'Approve' },
    { typ: `${WS}/ws/2008/06/identity/claims/role`, val: 'GoLive.Read' },
  ];

  // Act
  const caller = await called({ 'x-ms-client-principal': header({ auth_typ: 'aad', claims }) });

  // Assess
  expect(caller).toMatchObject({ kind: 'person', roles: ['GoLive.Read'] });
});

test.each([
  ['nothing but an id', {}],
  ['another provider', { 'x-ms-client-principal': header({ auth_typ: 'github', claims: [] }) }],
  ['something else than base64 of JSON', { 'x-ms-client-principal': '%%%' }],
  ['another form', { 'x-ms-client-principal': header({ auth_typ: 'aad', claims: { roles: ['GoLive.Read'] } }) }],
])('with %s a caller is no person and has no role', async (_, headers) => {
  expect(await called({ cookie: 'AppServiceAuthSession=x', ...headers })).toMatchObject({
    kind: 'application',
    roles: [],
  });
});

test.each([
  ['only a name', { 'x-ms-client-principal-id': '', 'x-ms-client-principal-name': 'ann' }],
  ['an empty id', { 'x-ms-client-principal-id': '  ' }],
  ['an endless id', { 'x-ms-client-principal-id': 'x'.repeat(201) }],
])('with %s a caller is nobody', async (_, headers) => {
  expect(await called(headers)).toBeUndefined();
});

test.each([
  ['a session', { cookie: 'AppServiceAuthSession=x' }, 'person'],
  ['a long session', { cookie: 'a=b; AppServiceAuthSession1=y' }, 'person'],
  ['a session and a token', { cookie: 'AppServiceAuthSession=x', authorization: 'Bearer x' }, 'application'],
  ['a session and a token of its own kind', { cookie: 'AppServiceAuthSession=x', 'x-zumo-auth': 'x' }, 'application'],
  ['a cookie that is named like one', { cookie: 'xAppServiceAuthSession=x' }, 'application'],
  ['no cookie', {}, 'application'],
])('with %s, and claims of a sign-in, it is told whether a person calls', async (_, headers, kind) => {
  // Prepare
  const principal = header({ auth_typ: 'aad', claims: [{ typ: 'name', val: 'Ann' }] });

  // Act
  const caller = await called({ ...headers, 'x-ms-client-principal': principal });

  // Assess
  expect(caller?.kind).toBe(kind);
});
