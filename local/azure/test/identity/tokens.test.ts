import { createTokens, type Tokens } from '../../identity/tokens.ts';

const PRINCIPAL = { tenantId: 'tenant', clientId: 'client' };
const AUDIENCE = 'https://vault.azure.net';

describe('tokens', () => {
  let tokens: Tokens;
  beforeAll(async () => {
    tokens = await createTokens();
  });

  test('know their own, whether or not the audience ends in a slash', () => {
    // Act
    const { accessToken } = tokens.issue(PRINCIPAL, `${AUDIENCE}/`, 'application');

    // Assess
    expect(tokens.verify(accessToken, AUDIENCE)).toMatchObject({ ok: true, ...PRINCIPAL, managedIdentity: false });
  });

  test('are refused at another service', () => {
    const { accessToken } = tokens.issue(PRINCIPAL, AUDIENCE, 'application');
    expect(tokens.verify(accessToken, 'https://eventgrid.azure.net')).toMatchObject({ ok: false, cause: 'audience' });
  });

  test('expire', async () => {
    // Prepare
    let now = Date.UTC(2026, 0, 1);
    const mint = await createTokens(() => now);
    const { accessToken, expiresInSeconds } = mint.issue(PRINCIPAL, AUDIENCE, 'application');

    // Act
    now += expiresInSeconds * 1000;

    // Assess
    expect(mint.verify(accessToken, AUDIENCE)).toMatchObject({ ok: false, cause: 'expired' });
  });

  test('of another process, or changed ones, are foreign', async () => {
    // Prepare
    const others = await createTokens();
    const own = tokens.issue(PRINCIPAL, AUDIENCE, 'application').accessToken;
    const [header, , signature] = own.split('.');
    const claims = { aud: AUDIENCE, appid: 'other', tid: 'tenant', exp: Date.now() };
    const changed = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;

    // Assess
    expect(others.verify(own, AUDIENCE)).toMatchObject({ ok: false, cause: 'foreign' });
    expect(tokens.verify(changed, AUDIENCE)).toMatchObject({ ok: false, cause: 'foreign' });
  });

  test.each(['', 'x', 'a.b.c', 'a.e30.c', 'a.b.c.d'])('that are none are malformed: "%s"', (token) => {
    expect(tokens.verify(token, AUDIENCE)).toMatchObject({ ok: false, cause: 'malformed' });
  });
});
