import { createTopic } from '../../event-grid/topic.ts';
import { createTokens, type Tokens } from '../../identity/tokens.ts';
import { keepNewest } from '../../wire/newest.ts';

const PRINCIPAL = { tenantId: 'tenant', clientId: 'client' };
const RESOURCE = 'https://eventgrid.azure.net';

describe('who may send to the topic', () => {
  let tokens: Tokens;
  beforeAll(async () => {
    tokens = await createTokens();
  });

  const send = (headers: Record<string, string>) => {
    const events = keepNewest<string>(10);
    const { status, body } = createTopic({ events, tokens, key: 'right' }).respond({
      method: 'POST',
      url: new URL('http://t.westeurope-1.eventgrid.azure.net/api/events?api-version=2018-01-01'),
      headers: { 'content-type': 'application/cloudevents+json', ...headers },
      body: Buffer.from(JSON.stringify({ specversion: '1.0', id: '1', source: '/s', type: 't' })),
    });
    return { status, body: String(body), kept: events.after(0).length };
  };

  test('the identity of the app', () => {
    const { accessToken } = tokens.issue(PRINCIPAL, RESOURCE, 'managedIdentity');
    expect(send({ authorization: `Bearer ${accessToken}` })).toMatchObject({ status: 200, kept: 1 });
  });

  test('whoever has the key', () => {
    expect(send({ 'aeg-sas-key': 'right' })).toMatchObject({ status: 200, kept: 1 });
  });

  test('nobody without a credential', () => {
    const { status, body, kept } = send({});
    expect({ status, kept }).toEqual({ status: 401, kept: 0 });
    expect(body).toContain('aeg-sas-key');
  });

  test('nobody with another key', () => {
    const { status, body } = send({ 'aeg-sas-key': 'wrong' });
    expect(status).toBe(401);
    expect(body).toContain('not authorized for T.WESTEUROPE-1.EVENTGRID.AZURE.NET');
  });

  test('no application of a publisher', () => {
    const { accessToken } = tokens.issue(PRINCIPAL, RESOURCE, 'application');
    const { status, body } = send({ authorization: `Bearer ${accessToken}` });
    expect(status).toBe(401);
    expect(body).toContain('does not have permission to send data');
  });

  test('nobody with a token for another service', () => {
    const { accessToken } = tokens.issue(PRINCIPAL, 'https://vault.azure.net', 'managedIdentity');
    const { status, body } = send({ authorization: `Bearer ${accessToken}` });
    expect(status).toBe(401);
    expect(body).toContain('Invalid audience');
  });
});
