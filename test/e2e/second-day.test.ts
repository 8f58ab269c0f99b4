import type { OperationView } from '../../src/domain/operation.ts';
import { clientOf, namesOf } from '../../tools/stack/client.ts';
import { peopleSettings, signIn } from '../../tools/stack/sign-in.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// An operator's actions when a go-live stands still. The app rarely looks by itself here, so anything that happens soon
// happens because of a wish.

const PRINCIPAL = { kind: 'principal', id: 'ann-id', name: 'ann@contoso.com' };
const OTHER = { kind: 'principal', id: 'omar-id', name: 'omar@contoso.com' };
const ROLES = ['GoLive.Submit', 'GoLive.Operate'];
/** The headers of both people, signed in. */
let ANN: Record<string, string>;
let OMAR: Record<string, string>;
const BLOCKED = { goLive: { steps: [{ id: 'displaycertify', seconds: 0, outcome: 'blocks' }, { id: 'live' }] } };

const { stack } = stackOfFile({
  GO_LIVE_POLL_MIN_SECONDS: '40',
  GO_LIVE_POLL_MAX_SECONDS: '60',
  ...peopleSettings({ ann: ROLES, omar: ROLES }),
});
const client = clientOf(stack, () => OMAR);

beforeAll(async () => {
  [ANN, OMAR] = [await signIn(stack, 'ann'), await signIn(stack, 'omar')];
});

interface Answer {
  status: number;
  retryAfter: string | null;
  body: OperationView & { code?: string };
}

async function call(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = OMAR,
): Promise<Answer> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const response = await fetch(`${stack.endpoints().app}/api/${path}`, {
    method,
    headers: { 'Content-Type': type, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Answer['body'];
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: answer };
}

const wish = (id: string, name: string, body: object, headers = OMAR) =>
  call('POST', `operations/${id}/${name}`, body, headers);
const posts = async (offer: string) => await client.goLivePosts(offer);
const phaseIs = (id: string, phase: string) =>
  waitUntil(`${id} to be ${phase}`, async () => {
    const { body } = await call('GET', `operations/${id}`);
    return body.phase === phase && body;
  });

async function started(offer: string, headers = OMAR, scenario: object = {}): Promise<string> {
  await client.scenario(offer, { ...BLOCKED, ...scenario });
  const { operation } = await client.goLive(offer, {}, headers);
  await phaseIs(operation.id, 'publishing');
  return operation.id;
}

test('a look is now, says what needs a person and what would help, and is at most once a minute', async () => {
  // Prepare
  const id = await started('looked-at', ANN);

  // Act
  const looked = await wish(id, 'look', {});
  const again = await wish(id, 'look', {}, ANN);

  // Assess
  expect(looked).toMatchObject({
    status: 202,
    body: {
      requestedBy: PRINCIPAL,
      look: { by: OTHER },
      attention: { code: 'PersonNeeded', remedy: expect.any(String), actions: ['look', 'cancel', 'end', 'deadline'] },
      links: {
        self: `${stack.endpoints().app}/api/operations/${id}`,
        page: `${stack.endpoints().app}/api/ui/operations/${id}`,
        marketplace: expect.stringMatching(/^https:/),
      },
    },
  });
  expect(again).toMatchObject({ status: 429, body: { code: 'TooManyLooks' } });
  expect(Number(again.retryAfter)).toBeGreaterThan(30);
  expect((await client.events(id)).at(-1)?.data.links?.self).toBe(`${stack.endpoints().app}/api/operations/${id}`);
});

test('a person ends what stands still, and the next release of the offer starts', async () => {
  // Prepare
  const id = await started('ended', OMAR, { cancel: { answer: 'at-once' } });
  const next = (await client.goLive('ended', { onConflict: 'queue' })).operation.id;
  await phaseIs(next, 'queued');
  const word = { as: 'Succeeded', reason: 'It is live, see the listing' };

  // Act
  const early = await wish(next, 'end', word, ANN);
  const byNobody = await wish(id, 'end', word, {});
  // It has ended at the marketplace, which the operation has not seen; the next operation finds the offer free.
  await client.others('ended', 'cancel');
  const ended = await wish(id, 'end', word, ANN);
  const following = await phaseIs(next, 'publishing');
  const again = await wish(id, 'end', word, ANN);
  const other = await wish(id, 'end', { ...word, as: 'Failed' }, ANN);
  const result = await call('GET', `operations/${id}/result`);

  // Assess
  expect(early).toMatchObject({ status: 409, body: { code: 'NotSubmitted' } });
  expect(byNobody).toMatchObject({ status: 401, body: { code: 'SignInRequired' } });
  expect(ended).toMatchObject({
    status: 202,
    body: { status: 'Succeeded', result: { confirmed: false, assertedBy: PRINCIPAL }, endedBy: PRINCIPAL },
  });
  expect(following.joined).toBeUndefined();
  expect(Date.parse(following.lastUpdatedAt) - Date.parse(ended.body.endedAt ?? '')).toBeLessThan(60_000);
  expect(again.status).toBe(202);
  expect(other).toMatchObject({ status: 409, body: { code: 'AlreadyEnded' } });
  expect(result).toMatchObject({ status: 200, body: { result: { confirmed: false } } });
  expect(namesOf(await client.allEvents(id))).toEqual(['accepted', 'submitted', 'end-requested', 'succeeded']);
  expect(await cancels('ended')).toEqual([]);
});

test('each transition says who: the one who asked, the one who canceled', async () => {
  // Prepare
  const id = await started('who', ANN);

  // Act
  await wish(id, 'cancel', { reason: 'wrong price' });
  const { body } = await call('GET', `operations/${id}`);
  const transitions = await (await client.get(`operations/${id}/transitions`)).json();

  // Assess
  expect(body).toMatchObject({ requestedBy: PRINCIPAL, canceledBy: OTHER });
  const { value } = transitions as { value: { type: string; by?: object }[] };
  const by = Object.fromEntries(value.map(({ type, by }) => [type, by]));
  expect(by).toMatchObject({ accepted: PRINCIPAL, 'cancel-requested': OTHER });
  expect(by['submitted']).toBeUndefined();
});

test('an operation is found by its key, its labels, where it stands, and whether it needs a person', async () => {
  // Prepare
  await client.scenario('found', BLOCKED);
  const labels = { "release's": '2026-11 ü' };
  const { operation } = await client.goLive('found', { labels }, { 'Idempotency-Key': 'github-1' });
  await phaseIs(operation.id, 'publishing');
  await wish(operation.id, 'look', {});
  const label = `${encodeURIComponent("label.release's")}=${encodeURIComponent('2026-11 ü')}`;

  // Act
  const queries = [
    'publisherId=contoso&offerId=found&key=github-1',
    label,
    `${label}&attention=true&phase=publishing,canceling&status=Running&since=${operation.createdAt}`,
    `${label}&attention=false`,
    'publisherId=contoso&offerId=found&key=github-2',
  ];
  const found = () =>
    Promise.all(
      queries.map(async (query) => {
        const page = await (await client.get(`operations?${query}`)).json();
        return (page as { value: { id: string }[] }).value.map(({ id }) => id);
      }),
    );

  // Assess: the list shows the state as of the last transition in the record.
  const ids = await waitUntil('the list to show the attention', async () => {
    const all = await found();
    return all[2]?.length === 1 && all;
  });
  expect(ids).toEqual([[operation.id], [operation.id], [operation.id], [], []]);
  expect(await (await client.get(`operations/counts?${label}`)).json()).toMatchObject({
    active: 1,
    attention: 1,
    byStatus: { NotStarted: 0, Running: 1 },
    byPhase: { publishing: 1 },
    byAttention: { PersonNeeded: 1 },
  });
});

test('another deadline counts at once', async () => {
  // Prepare
  const id = await started('deadline');

  // Act
  const past = await call('PATCH', `operations/${id}`, { deadline: '2020-01-01T00:00:00Z' });
  const later = await call('PATCH', `operations/${id}`, { deadline: 'P30D' }, ANN);
  const soon = await call('PATCH', `operations/${id}`, { deadline: 'PT2S' });
  const ended = await client.follow(id);
  const late = await call('PATCH', `operations/${id}`, { deadline: 'P1D' });

  // Assess
  expect(past).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
  expect(later).toMatchObject({ status: 202, body: { deadlineChange: { by: PRINCIPAL } } });
  expect(Date.parse(later.body.deadline)).toBeGreaterThan(Date.now() + 29 * 24 * 3_600_000);
  expect(soon).toMatchObject({ status: 202, body: { deadlineChange: { by: OTHER } } });
  expect(ended).toMatchObject({ status: 'Failed', error: { code: 'DeadlineExceeded' } });
  expect(late).toMatchObject({ status: 409, body: { code: 'AlreadyEnded' } });
  expect(await posts('deadline')).toHaveLength(1);
});

test('while it is not known what became of the POST, nobody can say how it ended', async () => {
  // Prepare
  await client.scenario('unknown', { ...BLOCKED, faults: [{ on: 'golive', times: 1, do: 'reset' }] });
  const { operation } = await client.goLive('unknown');
  await phaseIs(operation.id, 'settling');

  // Act
  const answer = await wish(operation.id, 'end', { as: 'Failed', reason: 'enough' }, ANN);

  // Assess
  expect(answer).toMatchObject({ status: 409, body: { code: 'OutcomeUnknown' } });
  expect(Number(answer.retryAfter)).toBeGreaterThan(0);
});

const cancels = async (offer: string) =>
  (await client.portalRequests(offer)).filter(({ action }) => action === 'cancel');
