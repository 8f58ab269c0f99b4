import { versionIn } from '../../../src/domain/before.ts';
import type { OfferSnapshot } from '../../../src/domain/observation.ts';
import { inTime } from '../http/in-time.ts';
import { BACKENDS, openBackend } from './backends.ts';
import { type Rehearsal, startRehearsal } from './rehearsal.ts';

// The promises that every implementation of the port must keep, whatever its API; README.md beside the port explains
// them.

let rehearsal: Rehearsal;
let offers = 0;

beforeEach(async () => {
  rehearsal = await startRehearsal(Date.parse('2026-01-05T09:00:00Z'));
});
afterEach(() => rehearsal.close());

const nobody = { notificationEmails: [], inTime };
const isLive = ({ production }: OfferSnapshot, version: string) => versionIn(production) === version;
const goLive = (...steps: object[]) => ({ goLive: { steps } });
const LONG = goLive({ id: 'displaypackage', seconds: 600 }, { id: 'live', seconds: 600 });

describe.each(BACKENDS)('$api', (backend) => {
  const marketplace = () => openBackend(backend, rehearsal.url);

  /** A new offer that plays this scenario. */
  async function offerWith(scenario: object = {}): Promise<string> {
    const offer = `offer-${++offers}`;
    await rehearsal.script(offer, scenario);
    return offer;
  }

  async function snapshotOf(offer: string): Promise<OfferSnapshot> {
    const outcome = await marketplace().inspect(offer);
    if (outcome.kind !== 'inspected') throw new Error(`The look failed: ${JSON.stringify(outcome)}`);
    return outcome.offer;
  }

  /** The version in preview, in the form in which `submit` takes it. */
  async function previewOf(offer: string): Promise<{ version: string; ref?: string }> {
    const { preview } = await snapshotOf(offer);
    if (preview.kind !== 'holds') throw new Error(`Nothing is in preview of ${offer}.`);
    return JSON.parse(JSON.stringify(preview));
  }

  async function versionOf(offer: string): Promise<string> {
    return (await previewOf(offer)).version;
  }

  async function submitted(offer: string): Promise<{ operationId: string; ref: string; version: string }> {
    const preview = await previewOf(offer);
    const { version } = preview;
    const outcome = await marketplace().submit(offer, preview, inTime);
    if (outcome.kind !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(outcome)}`);
    const { operationId, ref } = JSON.parse(JSON.stringify(outcome));
    return { operationId, ref, version };
  }

  describe('inspect', () => {
    test('shows a version that waits in preview, another one live, and nothing running', async () => {
      const offer = await snapshotOf(await offerWith());

      expect(offer).toMatchObject({ status: 'waiting-for-publisher', preview: { kind: 'holds' }, running: [] });
      expect(offer.production).toMatchObject({ kind: 'holds' });
      expect(isLive(offer, offer.preview.kind === 'holds' ? offer.preview.version : '')).toBe(false);
    });

    test('shows what was never published as empty', async () => {
      const offer = await snapshotOf(await offerWith({ slots: { draft: 1 } }));

      expect(offer).toMatchObject({ status: 'never-published', preview: { kind: 'empty' }, running: [] });
      expect(offer.production).toEqual({ kind: 'empty' });
    });

    test.each([['gone'], ['same-id']])(
      'calls live what is in preview and live already (listed as %s)',
      async (previewOfLive) => {
        const name = await offerWith({ slots: { draft: 2, preview: 2, production: 2 }, answers: { previewOfLive } });

        const offer = await snapshotOf(name);

        expect(isLive(offer, await versionOf(name))).toBe(true);
      },
    );

    test("shows somebody else's go-live as one of the version in preview, on its way to live", async () => {
      const name = await offerWith({ ...LONG, running: { kind: 'goLive', startedSecondsAgo: 700 } });

      const { running, status } = await snapshotOf(name);

      expect(status).toBe('running');
      expect(running).toMatchObject([{ reach: 'live', version: await versionOf(name) }]);
      expect(await marketplace().observe(name, running[0]?.ref ?? '')).toMatchObject({
        operation: { state: 'running' },
      });
    });

    test("shows somebody else's publish as one on its way to preview", async () => {
      const steps = [{ id: 'displaycertify', seconds: 600 }, { id: 'publisher-signoff' }, { id: 'live' }];
      const name = await offerWith({ publish: { steps }, running: { kind: 'publish' } });

      expect((await snapshotOf(name)).running).toMatchObject([{ reach: 'preview' }]);
    });

    test('says that an offer does not exist only when the marketplace says so', async () => {
      expect(await marketplace().inspect(await offerWith({ exists: false }))).toMatchObject({
        kind: 'refused',
        cause: { code: 'OfferNotFound' },
      });
    });

    test('is refused without rights', async () => {
      expect(await marketplace().inspect(await offerWith({ access: 'denied' }))).toMatchObject({
        kind: 'refused',
        cause: { code: 'PublisherAccessDenied' },
      });
    });

    test.each([
      ['503', { do: 'refuse', status: 503 }, 'unavailable'],
      ['429', { do: 'refuse', status: 429, retryAfterSeconds: 20 }, 'throttled'],
      ['HTML', { do: 'html', status: 200 }, 'not-understood'],
      ['malformed JSON', { do: 'malformed-json' }, 'not-understood'],
      ['an empty body', { do: 'empty-body' }, 'not-understood'],
      ['an oversized body', { do: 'oversized-body', megabytes: 3 }, 'not-understood'],
      ['a reset', { do: 'reset' }, 'unavailable'],
      ['404 for the list', { do: 'refuse', status: 404 }, 'not-understood'],
    ])('never takes a list that it cannot read for an empty one: %s', async (_what, fault, reason) => {
      const name = await offerWith({ faults: [{ on: 'submissions', ...fault }] });

      expect(await marketplace().inspect(name)).toMatchObject({ kind: 'trouble', reason });
    });
  });

  describe('submit', () => {
    test('sends one go-live, and what it returns leads to the end', async () => {
      // Prepare
      const name = await offerWith(LONG);

      // Act
      const { ref, version } = await submitted(name);
      const begun = await marketplace().observe(name, ref);
      rehearsal.pass(300);
      const running = await marketplace().observe(name, ref);
      const meanwhile = await snapshotOf(name);
      rehearsal.pass(2000);
      const ended = await marketplace().observe(name, ref);

      // Assess
      expect(begun).toMatchObject({ kind: 'observed', operation: { state: 'running' } });
      expect(running).toMatchObject({
        operation: { state: 'running', steps: expect.arrayContaining([expect.anything()]) },
      });
      expect(isLive(meanwhile, version)).toBe(false);
      expect(ended).toMatchObject({ operation: { state: 'succeeded' } });
      expect(isLive(await snapshotOf(name), version)).toBe(true);
      expect(await rehearsal.asked(name)).toMatchObject({ accepted: 1, writes: { length: 1 } });
    });

    test.each([
      ['a lost answer', [{ do: 'lost-answer' }], 1],
      ['a 500 although it was accepted', [{ do: 'error-answer', status: 500 }], 1],
      ['a 502 without a body although it was accepted', [{ do: 'error-answer', status: 502 }, { do: 'empty-body' }], 1],
      [
        'HTML although it was accepted',
        [
          { do: 'error-answer', status: 502 },
          { do: 'html', status: 502 },
        ],
        1,
      ],
      ['no name of the operation', [{ do: 'no-location' }], 1],
      ['a 502', [{ do: 'refuse', status: 502 }], 0],
      ['a reset', [{ do: 'reset' }], 0],
      ['a 409', [{ do: 'refuse', status: 409 }], 0],
    ])('does not know the outcome after %s, and posts once', async (_what, faults, accepted) => {
      // Prepare
      const name = await offerWith({ ...LONG, faults: faults.map((fault) => ({ on: 'golive', ...fault })) });
      const preview = await previewOf(name);

      // Act
      const outcome = await marketplace().submit(name, preview, inTime);

      // Assess: an accepted go-live can be seen and followed.
      expect(outcome).toMatchObject({ kind: 'unknown' });
      expect(await rehearsal.asked(name)).toMatchObject({ accepted, writes: { length: 1 } });
      const { running } = await snapshotOf(name);
      expect(running).toHaveLength(accepted);
      for (const { ref, reach } of running) {
        expect(reach).not.toBe('preview');
        expect(await marketplace().observe(name, ref)).toMatchObject({ operation: { state: 'running' } });
      }
    });

    test.each([
      ['throttled', { do: 'refuse', status: 429, retryAfterSeconds: 20 }, { kind: 'not-sent', retryAfterSeconds: 20 }],
      ['403', { do: 'refuse', status: 403 }, { kind: 'refused', cause: { code: 'PublisherAccessDenied' } }],
      [
        'a conflict',
        { do: 'refuse', status: 400, message: 'An In Progress submission already exists' },
        { kind: 'refused', cause: { code: 'OperationConflict' } },
      ],
      [
        'a stale preview',
        { do: 'refuse', status: 400, message: 'The submission cannot be pushed to as its not the latest' },
        { kind: 'refused', cause: { code: 'PreviewChanged' } },
      ],
    ])('says so when nothing was started: %s', async (_what, fault, outcome) => {
      const name = await offerWith({ faults: [{ on: 'golive', ...fault }] });

      expect(await marketplace().submit(name, await previewOf(name), inTime)).toMatchObject(outcome);
      expect(await rehearsal.asked(name)).toMatchObject({ accepted: 0, writes: { length: 1 } });
    });

    test('was not processed when nothing listens', async () => {
      const name = await offerWith();
      const preview = await previewOf(name);
      await rehearsal.close();

      expect(await marketplace().submit(name, preview, inTime)).toMatchObject({ kind: 'not-sent' });
    });

    test('takes no second one while one runs, at once or by an operation that fails as a conflict', async () => {
      // Prepare
      const name = await offerWith(LONG);
      const preview = await previewOf(name);
      await submitted(name);

      // Act
      const second = await marketplace().submit(name, preview, inTime);

      // Assess
      expect(second.kind === 'refused' ? second.cause.code : second.kind).toMatch(/^(OperationConflict|accepted)$/);
      rehearsal.pass(5);
      if (second.kind === 'accepted')
        expect(await marketplace().observe(name, second.ref)).toMatchObject({ operation: { state: 'running' } });
      expect((await snapshotOf(name)).running).toHaveLength(1);
    });
  });

  describe('observe', () => {
    test('tells why an operation failed, in the marketplace’s own words', async () => {
      const message = { html: 'Issues found during <b>Certification</b>.', level: 'error' };
      const name = await offerWith(goLive({ id: 'displaycertify', outcome: 'fails', messages: [message] }));
      const { ref, version } = await submitted(name);

      rehearsal.pass(5000);

      expect(await marketplace().observe(name, ref)).toMatchObject({
        operation: {
          state: 'failed',
          failure: { code: 'CertificationFailed', message: 'Issues found during Certification.' },
        },
      });
      const offer = await snapshotOf(name);
      expect(offer.status).toBe('failed');
      expect(isLive(offer, version)).toBe(false);
    });

    test.each([
      ['503', { do: 'refuse', status: 503 }, 'unavailable'],
      ['429', { do: 'refuse', status: 429 }, 'throttled'],
      ['401', { do: 'refuse', status: 401 }, 'unauthorized'],
      ['403', { do: 'refuse', status: 403 }, 'unauthorized'],
      ['HTML', { do: 'html', status: 200 }, 'not-understood'],
      ['an empty body', { do: 'empty-body' }, 'not-understood'],
      ['a reset', { do: 'reset' }, 'unavailable'],
    ])('is in trouble, and never refused, when %s comes', async (_what, fault, reason) => {
      const name = await offerWith({ ...LONG, faults: [{ on: 'operation', ...fault }] });
      const { ref } = await submitted(name);

      expect(await marketplace().observe(name, ref)).toMatchObject({ kind: 'trouble', reason });
    });

    test('lets a word run on that it has never seen', async () => {
      const name = await offerWith({ ...LONG, faults: [{ on: 'operation', do: 'words', words: 'unknown' }] });
      const { ref } = await submitted(name);
      rehearsal.pass(60);

      expect(await marketplace().observe(name, ref)).toMatchObject({
        operation: { state: 'running', unknownStatus: true },
      });
    });

    test('reads every spelling', async () => {
      const name = await offerWith({ ...LONG, faults: [{ on: 'any', do: 'words', words: 'other' }] });
      const { ref, version } = await submitted(name);
      rehearsal.pass(3000);

      expect(await marketplace().observe(name, ref)).toMatchObject({ operation: { state: 'succeeded' } });
      expect(isLive(await snapshotOf(name), version)).toBe(true);
    });

    test('follows no redirect to another host', async () => {
      const away = { on: 'operation', do: 'redirect', to: 'https://foreign.invalid/', status: 302 };
      const name = await offerWith({ ...LONG, faults: [away] });
      const { ref } = await submitted(name);

      expect(await marketplace().observe(name, ref)).toMatchObject({
        kind: 'refused',
        cause: { code: 'ContractChanged' },
      });
    });

    test('calls nothing for a reference that is not its own', async () => {
      const outcome = await marketplace().observe('any', 'https://foreign.invalid/operations/1');

      expect(outcome).toMatchObject({ kind: 'refused', cause: { code: 'ContractChanged' } });
    });
  });

  describe('cancel', () => {
    const cancelable = { ...LONG, cancel: { answer: 'operation', seconds: 30, until: 'live' } };

    test.each([['gone'], ['failed']])(
      'is followed until the marketplace says canceled (listed as %s)',
      async (canceled) => {
        // Prepare
        const name = await offerWith({ ...cancelable, answers: { canceled } });
        const operation = await submitted(name);
        const { ref, version } = operation;
        rehearsal.pass(60);

        // Act
        const outcome = await marketplace().cancel(name, operation, {
          ...nobody,
          notificationEmails: ['a@contoso.com'],
        });
        rehearsal.pass(60);

        // Assess
        expect(['canceling', 'canceled']).toContain(outcome.kind);
        expect(await marketplace().observe(name, ref)).toMatchObject({ operation: { state: 'canceled' } });
        const offer = await snapshotOf(name);
        expect(offer.running).toEqual([]);
        expect(isLive(offer, version)).toBe(false);
      },
    );

    test('reports that it is too late to cancel', async () => {
      const name = await offerWith(cancelable);
      const operation = await submitted(name);
      const { ref } = operation;
      rehearsal.pass(700);

      expect(await marketplace().cancel(name, operation, nobody)).toMatchObject({ kind: 'too-late' });
      expect(await marketplace().observe(name, ref)).toMatchObject({ operation: { state: 'running' } });
    });

    test('a repeated cancel cancels only once', async () => {
      const name = await offerWith(cancelable);
      const operation = await submitted(name);
      const { ref } = operation;
      rehearsal.pass(60);

      await marketplace().cancel(name, operation, nobody);
      await marketplace().cancel(name, operation, nobody);
      rehearsal.pass(60);

      expect(await marketplace().observe(name, ref)).toMatchObject({ operation: { state: 'canceled' } });
    });
  });
});
