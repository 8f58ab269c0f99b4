import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { actorOf } from '../../src/domain/caller.ts';
import { openBearerTokens } from '../../src/http/bearer-token.ts';
import { callerOf } from '../../src/http/caller.ts';
import { aRequestOf } from '../functions/requests.ts';

const GUARD = {
  applicationId: '11111111-1111-1111-1111-111111111111',
  tenantId: '22222222-2222-2222-2222-222222222222',
};
const PERSON = '33333333-3333-3333-3333-333333333333';
const ENTRA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2048 });

const read = openBearerTokens(GUARD, async () => ENTRA.publicKey);

function tokenWith(claims: object, key: KeyObject = ENTRA.privateKey, header: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const usual = {
    iss: `https://login.microsoftonline.com/${GUARD.tenantId}/v2.0`,
    aud: GUARD.applicationId,
    exp: now + 600,
    oid: PERSON,
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${part({ ...usual, ...claims })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

test.each([
  ['of version 2', {}],
  ['of version 1', { iss: `https://sts.windows.net/${GUARD.tenantId}/`, aud: `api://${GUARD.applicationId}` }],
])('a token %s names its caller', async (_, claims) => {
  expect(await read(tokenWith(claims))).toMatchObject({ objectId: PERSON });
});

test.each([
  ['of another signer', tokenWith({}, STRANGER.privateKey)],
  ['of another tenant', tokenWith({ iss: 'https://login.microsoftonline.com/another/v2.0' })],
  ['for another application', tokenWith({ aud: 'another' })],
  ['that is over', tokenWith({ exp: 1 })],
  ['without an end', tokenWith({ exp: undefined })],
  ['without a caller', tokenWith({ oid: undefined })],
  ['that says it needs no signature', tokenWith({}, ENTRA.privateKey, { alg: 'none' })],
  ['that is none', 'x.y.z'],
])('a token %s names nobody', async (_, token) => {
  expect(await read(token)).toBeUndefined();
});

test.each([
  ['no token', {}, { kind: 'principal', id: PERSON }],
  ['a token of the same caller', { authorization: `Bearer ${tokenWith({})}` }, { kind: 'principal', id: PERSON }],
  ['a token of another caller', { authorization: `Bearer ${tokenWith({ oid: 'another' })}` }, undefined],
  ['a forged token', { authorization: `Bearer ${tokenWith({}, STRANGER.privateKey)}` }, undefined],
])('with %s beside it, the platform is believed or not', async (_, headers, principal) => {
  // Prepare
  const request = aRequestOf({
    method: 'POST',
    path: 'operations/op-1/approvals',
    headers: { 'x-ms-client-principal-id': PERSON, ...headers },
  });

  // Act
  const found = await callerOf(request, { platformAuthenticates: true, readBearerToken: read });

  // Assess
  expect(found && actorOf(found)).toEqual(principal);
});
