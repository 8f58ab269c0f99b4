import { checkFederatedAssertion } from '../../identity/federated-assertion.ts';
import { createTokens, EXCHANGE_AUDIENCE, issuerOf, objectIdOf, type Tokens } from '../../identity/tokens.ts';

const IDENTITY = { tenantId: '11111111-1111-1111-1111-111111111111', clientId: '22222222-2222-2222-2222-222222222222' };
const TRUST = {
  issuer: issuerOf(IDENTITY.tenantId, EXCHANGE_AUDIENCE),
  subject: objectIdOf(IDENTITY.clientId),
  audience: EXCHANGE_AUDIENCE,
};

describe('a token of another identity proves an application', () => {
  let tokens: Tokens;
  let now = Date.now();

  beforeAll(async () => {
    tokens = await createTokens(() => now);
  });

  const assertion = (audience = EXCHANGE_AUDIENCE) => tokens.issue(IDENTITY, audience, 'managedIdentity').accessToken;

  test('when one of its federated credentials names issuer, audience and subject', () => {
    // Act
    const problem = checkFederatedAssertion(assertion(), [{ ...TRUST, subject: 'another' }, TRUST], tokens);

    // Assess
    expect(problem).toBeUndefined();
  });

  test.each([
    ['issuer', 700211],
    ['audience', 700212],
    ['subject', 700213],
  ])('not when the %s is another one: %p', (member, code) => {
    expect(checkFederatedAssertion(assertion(), [{ ...TRUST, [member]: 'another' }], tokens)).toMatchObject({ code });
  });

  test('not when the token is for a service, is over, or is of an authority that nobody knows', async () => {
    // Prepare
    const late = assertion();
    const strangers = await createTokens();
    const foreign = strangers.issue(IDENTITY, EXCHANGE_AUDIENCE, 'managedIdentity').accessToken;
    const check = (text: string) => checkFederatedAssertion(text, [TRUST], tokens)?.code;

    // Act
    const codes = [check(assertion('https://vault.azure.net')), check(foreign), check('no token')];
    now += 2 * 3_600_000;

    // Assess
    expect([...codes, check(late)]).toEqual([700212, 700211, 50027, 700024]);
  });
});
