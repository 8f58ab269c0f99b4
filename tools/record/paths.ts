import { ServiceBusClient } from '@azure/service-bus';
import type { OperationView } from '../../src/domain/operation.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Drives one course; returns the id of the instance whose executions are the recording. */
type Drive = (rehearsal: Rehearsal, offer: string) => Promise<string>;

const steps = (...seconds: number[]) => ({
  steps: seconds.map((each, index) => ({ id: index === seconds.length - 1 ? 'live' : `step-${index}`, seconds: each })),
});
const phase = (name: string) => (operation: OperationView) => operation.phase === name;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const CANCEL = { kind: 'cancel', reason: 'wrong price', notificationEmails: ['release@contoso.com'] };
const approvalOf = (principalId: string, decision: string) => ({
  kind: 'approval',
  principalId,
  name: principalId,
  decision,
});
const ANN = { kind: 'principal', id: 'ann', name: 'ann@contoso.com' };
const END = { kind: 'end', by: ANN, as: 'Succeeded', reason: 'seen in the portal' };
const LOOK = { kind: 'look', by: ANN };
const APPROVAL = { approval: { required: 2, expiresAfter: 'PT1H' } };

/** One go-live with this scenario and this request. */
const goLive =
  (scenario: object, body: object = {}): Drive =>
  (rehearsal, offer) =>
    rehearsal.goLive(offer, scenario, body);

/** The same, and signals, each as soon as the operation is in a phase. */
const signaled =
  (scenario: object, body: object, ...signals: [phase: string, signal: object][]): Drive =>
  async (rehearsal, offer) => {
    const id = await rehearsal.goLive(offer, scenario, body);
    for (const [when, signal] of signals) {
      await rehearsal.untilOperation(id, phase(when));
      await rehearsal.signal(id, signal);
    }
    return id;
  };

/** A second operation for an offer whose first one is still running. */
const second =
  (scenario: object, body: object): Drive =>
  async (rehearsal, offer) => {
    const first = await rehearsal.goLive(offer, scenario);
    await rehearsal.untilOperation(first, phase('publishing'));
    return rehearsal.goLive(offer, undefined, body);
  };

/** All paths through the orchestrators, one row each; all of them may run at the same time. */
export const PATHS: Record<string, Drive> = {
  succeeded: goLive({}),
  failed: goLive({ faults: [{ on: 'golive', do: 'failed-step', step: 'displaypackage', message: 'No image.' }] }),
  'already-live': goLive({ slots: { draft: 3, preview: 2, production: 2 }, status: 'Succeeded' }),
  'no-preview': goLive({ slots: { draft: 1 } }),
  'submission-rejected': goLive({
    faults: [
      { on: 'golive', do: 'refuse', status: 400, code: 'ValidationFailed', message: 'Active validation errors' },
    ],
  }),
  'not-processed': goLive({ faults: [{ on: 'golive', times: 1, do: 'refuse', status: 429, retryAfterSeconds: 1 }] }),
  'joined-running': goLive({ goLive: steps(3), running: { kind: 'goLive', version: 2 } }),
  'waited-for-publish': goLive(
    { publish: { steps: [{ id: 'displaycertify', seconds: 2 }] }, running: { kind: 'publish' } },
    { onConflict: 'queue' },
  ),
  adopted: goLive({ goLive: steps(2, 2), faults: [{ on: 'golive', times: 1, do: 'lost-answer' }] }),
  resubmitted: goLive({ faults: [{ on: 'golive', times: 1, do: 'reset' }] }),
  'never-taken': goLive({ faults: [{ on: 'golive', do: 'reset' }] }),
  'attention-cleared': goLive({
    goLive: steps(1, 3),
    faults: [{ on: 'operation', after: { calls: 2 }, times: 4, do: 'refuse', status: 503 }],
  }),
  'operation-missing': goLive({
    goLive: steps(1, 2),
    faults: [{ on: 'operation', after: { calls: 3 }, do: 'refuse', status: 404 }],
  }),
  'through-a-job': goLive({}, { api: 'product-ingestion' }),
  'conflict-by-job': goLive({ faults: [{ on: 'golive', times: 1, do: 'refused-job' }] }, { api: 'product-ingestion' }),
  'canceled-scheduled': signaled({}, { notBefore: inSeconds(3600) }, ['scheduled', CANCEL]),
  'canceled-publishing': signaled({ goLive: steps(20, 1) }, {}, ['publishing', CANCEL]),
  'canceled-settling': signaled({ goLive: steps(20, 1), faults: [{ on: 'golive', times: 1, do: 'reset' }] }, {}, [
    'settling',
    CANCEL,
  ]),
  'cancel-too-late': signaled({ goLive: steps(1, 2), cancel: { until: 'never' } }, {}, ['publishing', CANCEL]),
  'ended-by-person': signaled({ goLive: steps(20, 1) }, {}, ['publishing', END]),
  'looked-at': signaled({ goLive: steps(2, 2) }, {}, ['publishing', LOOK], ['publishing', LOOK]),
  'deadline-changed': async (rehearsal, offer) => {
    const id = await rehearsal.goLive(offer, { goLive: steps(20, 1) });
    await rehearsal.untilOperation(id, phase('publishing'));
    await rehearsal.signal(id, { kind: 'deadline', by: ANN, deadlineAt: Date.now() + 3000 });
    return id;
  },
  scheduled: (rehearsal, offer) => rehearsal.goLive(offer, {}, { notBefore: inSeconds(2) }),
  approved: signaled(
    {},
    APPROVAL,
    ['awaiting-approval', approvalOf('ada', 'approve')],
    ['awaiting-approval', approvalOf('ada', 'approve')],
    ['awaiting-approval', approvalOf('grace', 'approve')],
  ),
  'approval-rejected': signaled({}, APPROVAL, ['awaiting-approval', approvalOf('ada', 'reject')]),
  'approval-expired': goLive({}, { approval: { required: 1, expiresAfter: 'PT2S' } }),
  'deadline-exceeded': goLive({ faults: [{ on: 'golive', do: 'stuck-step', step: 'live' }] }, { deadline: 'PT4S' }),
  'lane-waited': second({ goLive: steps(3) }, { onConflict: 'queue' }),
  'lane-joined': second({ goLive: steps(4) }, { onConflict: 'join' }),
  'lane-conflict': second({ goLive: steps(3) }, { onConflict: 'fail' }),
  'lane-superseded': second({ goLive: steps(5, 1) }, { onConflict: 'supersede' }),
  'rolled-over': goLive({ goLive: steps(62) }),
};

/** These make Event Grid unavailable for all operations, so they run one after the other, while no other path runs. */
export const PATHS_WITHOUT_EVENT_GRID: Record<string, Drive> = {
  'event-grid-away': async (rehearsal, offer) => {
    await rehearsal.fault({ service: 'eventGrid', status: 503, times: 6 });
    return rehearsal.goLive(offer, {});
  },
  'rejection-announced': async (rehearsal, offer) => {
    await rehearsal.fault({ service: 'eventGrid', status: 503, times: 4 });
    const serviceBus = new ServiceBusClient(rehearsal.serviceBus());
    await serviceBus
      .createSender('golive-requests')
      .sendMessages({ messageId: offer, body: { publisherId: 'contoso' } });
    await serviceBus.close();
    return rehearsal.instanceOf('rejection');
  },
};
