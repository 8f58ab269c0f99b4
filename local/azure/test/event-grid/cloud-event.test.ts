import { cloudEventProblem } from '../../event-grid/cloud-event.ts';
import { createTopic } from '../../event-grid/topic.ts';
import { createTokens, type Tokens } from '../../identity/tokens.ts';
import { keepNewest } from '../../wire/newest.ts';

const EVENT = { specversion: '1.0', id: '1', source: '/s', type: 't' };

describe('a CloudEvent', () => {
  test.each([
    ['only the required attributes', EVENT],
    [
      'all attributes',
      { ...EVENT, subject: 's', time: '2026-01-02T03:04:05.6+01:00', datacontenttype: 'a/b', data: 1 },
    ],
    ['extensions', { ...EVENT, sequence: 3, traceparent: '00-x', flag: true }],
    ['an attribute that is null, which counts as absent', { ...EVENT, subject: null }],
    ['binary data', { ...EVENT, data_base64: 'AA==' }],
  ])('may have %s', (_what, event) => {
    expect(cloudEventProblem(event)).toBeUndefined();
  });

  test.each([
    ['no specversion', { ...EVENT, specversion: undefined }, 'specversion'],
    ['an old specversion', { ...EVENT, specversion: '0.3' }, '0.3'],
    ['no id', { ...EVENT, id: undefined }, "'id'"],
    ['an empty source', { ...EVENT, source: '' }, "'source'"],
    ['a type that is a number', { ...EVENT, type: 7 }, '7'],
    ['a time of another form', { ...EVENT, time: 'yesterday' }, 'RFC 3339'],
    ['a time that no clock shows', { ...EVENT, time: '2026-13-45T00:00:00Z' }, 'RFC 3339'],
    ['a subject that is a number', { ...EVENT, subject: 7 }, "'subject'"],
    ['data twice', { ...EVENT, data: {}, data_base64: 'AA==' }, 'Only one'],
    ['an extension with capitals', { ...EVENT, traceParent: 'x' }, 'traceParent'],
    ['an extension with a long name', { ...EVENT, abcdefghijklmnopqrstu: 'x' }, 'at most 20'],
    ['an extension that is an object', { ...EVENT, nested: {} }, 'StartObject'],
    ['an extension that is a fraction', { ...EVENT, half: 0.5 }, 'Float'],
    ['the form of an array', [EVENT], 'Actual Token Received: StartArray'],
    ['the form of a string', 'event', 'Actual Token Received: String'],
  ])('cannot have %s', (_what, event, words) => {
    expect(cloudEventProblem(event)).toContain(words);
  });
});

describe('the form of a request', () => {
  let tokens: Tokens;
  beforeAll(async () => {
    tokens = await createTokens();
  });

  const send = (type: string, body: string, version = '2018-01-01') => {
    const events = keepNewest<string>(10_000);
    const topic = createTopic({ events, tokens, key: 'k' });
    const url = new URL(`http://t.westeurope-1.eventgrid.azure.net/api/events?api-version=${version}`);
    const headers = { 'content-type': type, 'aeg-sas-key': 'k' };
    const reply = topic.respond({ method: 'POST', url, headers, body: Buffer.from(body) });
    return { status: reply.status, body: String(reply.body), kept: events.after(0).length };
  };
  const batch = 'application/cloudevents-batch+json; charset=utf-8';

  test.each([
    ['a batch', batch, [EVENT, EVENT], 2],
    ['an empty batch', batch, [], 0],
    ['one event', 'application/cloudevents+json', EVENT, 1],
    ['plain JSON', 'application/json', [EVENT], 1],
  ])('may be %s', (_what, type, value, kept) => {
    expect(send(type, JSON.stringify(value))).toMatchObject({ status: 200, kept });
  });

  test.each([
    ['a batch that is no array', batch, JSON.stringify(EVENT), 'Token Expected: StartArray'],
    [
      'an array that is no batch',
      'application/cloudevents+json',
      JSON.stringify([EVENT]),
      'Token Expected: StartObject',
    ],
    ['no JSON', batch, '[{', 'not JSON'],
    ['too many events', batch, JSON.stringify(Array(5_001).fill(EVENT)), 'at most 5000'],
  ])('cannot be %s', (_what, type, body, words) => {
    const answer = send(type, body);
    expect(answer).toMatchObject({ status: 400, kept: 0 });
    expect(JSON.parse(answer.body).error.details).toEqual([
      { code: 'InputJsonInvalid', message: expect.stringContaining(words) },
    ]);
  });

  test('cannot be another media type or another API version', () => {
    expect(send('text/plain', '[]').status).toBe(415);
    expect(send(batch, '[]', '2017-01-01').status).toBe(400);
  });
});
