import { announceRejection } from '../../src/activities/announce-rejection.ts';
import { toCloudEvent } from '../../src/activities/cloud-event.ts';
import type { Outcome } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { REJECTION_REMEDIES } from '../../src/domain/rejection.ts';
import type { TransitionName } from '../../src/domain/transition.ts';
import {
  accepted,
  aLiveOffer,
  aRequest,
  aStep,
  at,
  cancelAsked,
  goLive,
  inspected,
  looked,
  observed,
  signaled,
  take,
  timedOut,
  unknown,
} from '../../test/domain/go-lives.ts';

export type WireEvent = Record<string, unknown> & { type: string };

const HOUR = 3600;
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const approval = { required: 2, expiresAfterSeconds: 24 * HOUR };
const request = aRequest({
  operationId: '6f1f0a6c2e0f4a3c9d1b8e7a5c4d3b2a',
  laneKey: 'contoso/vm',
  labels: { build: '4711' },
  traceparent: TRACEPARENT,
});

const entered = (position: number): Outcome => ({
  kind: 'enter-lane',
  result: { kind: 'entered', position, holder: position === 0 ? request.operationId : 'another' },
});
const holderLives: Outcome = { kind: 'find-operation', result: { kind: 'alive' } };
const ann = signaled({ kind: 'approval', principalId: 'ann-id', name: 'ann@contoso.com', decision: 'approve' });
const running = aStep({ estimate: '~2-5 days', progress: 0 });
const blocked = aStep({
  status: 'waiting-for-approval',
  messages: [{ level: 'warning', text: 'Waiting for the reviewer.', time: '2026-01-05T10:00:00Z' }],
});

const gated = goLive(
  { ...request, notBefore: at(HOUR), approval },
  [HOUR, timedOut],
  [HOUR, inspected()],
  [HOUR + 600, ann],
  [HOUR + 900, signaled({ kind: 'approval', principalId: 'cem-id', name: 'cem@contoso.com', decision: 'approve' })],
  entered(1),
  holderLives,
);
const submitted = goLive(request, entered(0), inspected(), accepted);
const live = take(
  submitted,
  observed({ steps: [running] }),
  [
    2 * HOUR,
    looked({
      kind: 'observed',
      operation: { state: 'running', status: 'running', reach: 'live', steps: [blocked], liveLinks: [] },
    }),
  ],
  [3 * HOUR, observed({ steps: [running] })],
  [3 * HOUR + 300, observed({ steps: [running] })],
  [4 * HOUR, observed({ state: 'succeeded', steps: [{ ...running, status: 'complete', progress: 100 }] })],
  [4 * HOUR + 1, inspected(aLiveOffer())],
);
const failed = take(
  submitted,
  observed({
    state: 'failed',
    failure: { code: 'CertificationFailed', message: 'Issues found during Certification.' },
  }),
);
const canceled = take(gated, cancelAsked);

const bob = { kind: 'principal', id: 'bob-id', name: 'bob@contoso.com' } as const;
const attended = take(
  submitted,
  signaled({ kind: 'look', by: { kind: 'key' } }),
  signaled({ kind: 'deadline', by: bob, deadlineAt: at(20 * 24 * HOUR) }),
  signaled({ kind: 'end', by: bob, as: 'Succeeded', reason: 'It is live, see the listing' }),
);

const refused = take(
  goLive(request, entered(0), inspected(), unknown),
  signaled({ kind: 'end', by: bob, as: 'Canceled', reason: 'We start anew' }),
);

const RUNS: [run: GoLive, names: TransitionName[]][] = [
  [gated, ['accepted', 'scheduled', 'approval-requested', 'approval-given', 'approved', 'queued']],
  [live, ['submitted', 'step-changed', 'attention-needed', 'attention-cleared']],
  [canceled, ['cancel-requested']],
  [attended, ['look-requested', 'deadline-changed', 'end-requested']],
  [refused, ['end-refused']],
  [live, ['succeeded']],
  [failed, ['failed']],
  [canceled, ['canceled']],
];

/** One event of each type as a subscriber receives it, taken from runs of the machine. */
export async function eventExamples(): Promise<WireEvent[]> {
  return [...RUNS.flatMap(([run, names]) => names.map((name) => eventOf(run, name))), await rejection()];
}

function eventOf({ outbox, request: { traceparent } }: GoLive, name: TransitionName): WireEvent {
  const transition = outbox.transitions.find((one) => one.name === name);
  if (!transition) throw new Error(`No "${name}" in ${outbox.transitions.map((one) => one.name)}.`);
  return toWire(toCloudEvent(transition, traceparent));
}

async function rejection(): Promise<WireEvent> {
  const published: Parameters<typeof toWire>[0][] = [];
  const publish = async (events: typeof published) => {
    published.push(...events);
    return { kind: 'published' as const };
  };
  const errors = [{ pointer: '/offerId', detail: 'is missing' }];
  await announceRejection(
    {
      id: 'rejected-4c1f9a7be2d05c38a1f6d9e0b7c2a345',
      queue: 'golive-requests',
      messageId: 'build-4711',
      rejectedAt: new Date(at(0)).toISOString(),
      code: 'InvalidRequest',
      detail: errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '),
      errors,
      remedy: REJECTION_REMEDIES.InvalidRequest,
      traceparent: TRACEPARENT,
    },
    { record: { keepRejection: async (rejection) => ({ rejection, isNew: true }) }, tell: () => {}, publish },
  );
  return published.map(toWire)[0] ?? { type: 'none' };
}

/** The event as the SDK's client sends it: extension attributes at the top level, times as text. */
function toWire({ extensionAttributes, ...event }: ReturnType<typeof toCloudEvent>): WireEvent {
  return JSON.parse(JSON.stringify({ specversion: '1.0', ...event, ...extensionAttributes }));
}
