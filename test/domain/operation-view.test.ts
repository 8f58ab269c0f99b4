import type { Outcome } from '../../src/domain/command.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  aStep,
  at,
  goLive,
  inspected,
  observed,
  signaled,
  take,
  unknown,
} from './go-lives.ts';

const HOUR = 3600;

test('shows a go-live at its start with no more than there is', () => {
  expect(viewOf(goLive(aRequest()))).toEqual({
    id: 'op-1',
    status: 'Running',
    phase: 'checking',
    publisherId: 'contoso',
    offerId: 'vm',
    createdAt: '2026-01-05T09:00:00.000Z',
    lastUpdatedAt: '2026-01-05T09:00:00.000Z',
    deadline: '2026-01-21T09:00:00.000Z',
    sequence: 1,
    nextCheckAt: '2026-01-05T09:00:00.000Z',
    checks: 0,
  });
});

test('shows where people find it, and who asked', () => {
  const links = { self: 'https://golive.example/api/operations/op-1', marketplace: 'https://partner.example' };
  const requestedBy = { kind: 'queue' } as const;

  expect(viewOf(goLive(aRequest({ links, requestedBy })))).toMatchObject({ links, requestedBy });
});

test('shows what it waits for: a date, people other than the requester', () => {
  const approval = { required: 1, expiresAfterSeconds: HOUR, distinctFromRequester: true } as const;
  const state = goLive(aRequest({ notBefore: at(HOUR), approval }));

  expect(viewOf(state)).toMatchObject({
    notBefore: '2026-01-05T10:00:00.000Z',
    approval: { required: 1, distinctFromRequester: true, decisions: [] },
  });
});

test.each([
  ['NotStarted', goLive(aRequest({ notBefore: at(HOUR) }))],
  ['NotStarted', goLive(aRequest({ approval: { required: 1, expiresAfterSeconds: HOUR } }))],
  ['NotStarted', goLive(aRequest({ onConflict: 'queue' }), inspected(anOffer({ running: [aRunning()] })))],
  ['Running', goLive(aRequest())],
  ['Running', goLive(aRequest(), inspected())],
  ['Running', goLive(aRequest(), inspected(), unknown)],
  ['Running', goLive(aRequest(), inspected(), accepted)],
  ['Failed', goLive(aRequest(), inspected(anOffer({ preview: { kind: 'empty' } })))],
])('is %s in %#', (status, state) => {
  expect(viewOf(state).status).toBe(status);
});

test('shows the marketplace operation and its steps, but nothing that only the schedule needs', () => {
  const step = aStep({ progress: 40, estimate: '~2-5 days', estimateSeconds: 432_000 });
  const state = goLive(aRequest(), inspected(), accepted, observed({ cancelable: true, steps: [step] }));

  expect(viewOf(state).marketplace).toEqual({
    operationId: 'ours',
    status: 'running',
    version: '2',
    cancelable: true,
    since: '2026-01-05T09:00:02.000Z',
    steps: [
      {
        id: 'live',
        name: 'Live',
        status: 'running',
        progress: 40,
        estimate: '~2-5 days',
        messages: [],
        startedAt: '2026-01-05T09:00:03.000Z',
      },
    ],
  });
});

test('a marketplace operation that was not looked at yet is submitted', () => {
  expect(viewOf(goLive(aRequest(), inspected(), accepted)).marketplace).toEqual({
    operationId: 'ours',
    status: 'submitted',
    version: '2',
    since: '2026-01-05T09:00:02.000Z',
    steps: [],
  });
});

test('shows labels, and who decided what', () => {
  const approval = { required: 2, expiresAfterSeconds: HOUR };
  const approves = signaled({
    kind: 'approval',
    principalId: 'ann',
    name: 'Ann',
    decision: 'approve',
    reason: 'tested',
  });
  const approvesToo = signaled({ kind: 'approval', principalId: 'bob', decision: 'approve' });
  const waiting = goLive(aRequest({ approval, labels: { train: 'may' } }), [0, inspected()], approves);

  expect(viewOf(waiting)).toMatchObject({
    labels: { train: 'may' },
    approval: {
      required: 2,
      expiresAt: '2026-01-05T10:00:00.000Z',
      decisions: [
        { principalId: 'ann', name: 'Ann', decision: 'approve', reason: 'tested', at: '2026-01-05T09:00:01.000Z' },
      ],
    },
  });
  expect(viewOf(take(waiting, approvesToo)).approval).not.toHaveProperty('expiresAt');
});

test('shows what needs a person, and since when', () => {
  const state = goLive(aRequest(), inspected(), accepted, observed({ unknownStatus: true, status: 'Sleeping' }));

  expect(viewOf(state).attention).toMatchObject({ code: 'UnknownStatus', since: '2026-01-05T09:00:03.000Z' });
});

test('shows when it ended and why it failed, in its own words and the remedy', () => {
  const state = goLive(aRequest(), inspected(anOffer({ preview: { kind: 'empty' } })));

  expect(viewOf(state)).toMatchObject({
    phase: 'ended',
    endedAt: '2026-01-05T09:00:01.000Z',
    error: {
      code: 'NoPreview',
      message: 'Nothing is in preview; the offer\'s status is "WaitingForPublisherReview". Nothing was submitted.',
      remedy: 'Publish the offer to preview, test it there, then ask again.',
      retryable: false,
    },
  });
});

test('the time of the last update is that of the last transition, not of the last look', () => {
  const state = goLive(aRequest(), inspected(), accepted, [90, observed()], [120, observed()]);

  expect(viewOf(state)).toMatchObject({ lastUpdatedAt: '2026-01-05T09:00:02.000Z', checks: 3 });
});

test('a queued operation says behind whom', () => {
  // Prepare
  const behindTheirs = goLive(aRequest({ onConflict: 'queue' }), inspected(anOffer({ running: [aRunning()] })));
  const entering = goLive(aRequest({ laneKey: 'contoso/vm' }));
  const place = (position: number, holder: string): Outcome => ({
    kind: 'enter-lane',
    result: { kind: 'entered', position, holder },
  });

  // Assess
  expect(viewOf(behindTheirs).behind).toEqual({ marketplaceOperationId: 'theirs' });
  expect(viewOf(take(behindTheirs, inspected()))).not.toHaveProperty('behind');
  expect(viewOf(entering)).not.toHaveProperty('behind');
  expect(viewOf(take(entering, place(1, 'other'))).behind).toEqual({ operationId: 'other' });
  expect(viewOf(take(entering, place(0, 'op-1')))).not.toHaveProperty('behind');
});

test('shows who may approve, when the request says so', () => {
  const approvers = ['GoLive.Approve:contoso'];
  const asked = (policy: object) =>
    viewOf(goLive(aRequest({ approval: { required: 1, expiresAfterSeconds: 60, ...policy } }), inspected())).approval;

  expect(asked({ approvers })).toMatchObject({ approvers });
  expect(asked({})).not.toHaveProperty('approvers');
});
