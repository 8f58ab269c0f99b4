import { ATTENTION_LASTS, tellDelay, tellLasting, tellTransition } from '../../src/activities/transition-telemetry.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import type { Telemetry } from '../../src/platform/telemetry.ts';
import { aRequest, at, goLive } from '../domain/go-lives.ts';

type Told = [name: string, properties: Record<string, string>, measurements?: Record<string, number>];
type Metric = [name: string, value: number, dimensions: Record<string, string>];

function aTelemetry(): Telemetry & { told: Told[]; metrics: Metric[] } {
  const told: Told[] = [];
  const metrics: Metric[] = [];
  return {
    told,
    metrics,
    event: (...event) => void told.push(event),
    metric: (...metric) => void metrics.push(metric),
    exception: () => {},
    flush: async () => {},
  };
}

const operation = viewOf(goLive(aRequest()));
const step = (id: string, status: string) => ({ id, name: id, status, messages: [] });
const transition = { sequence: 1, name: 'accepted', at: at(0), operation } as const;

test('tells a transition with what an operator searches by, and nothing that is not there', () => {
  // Prepare
  const telemetry = aTelemetry();

  // Act
  tellTransition(telemetry, transition);

  // Assess
  const properties = {
    operationId: 'op-1',
    publisherId: 'contoso',
    offerId: 'vm',
    phase: 'checking',
    status: 'Running',
    sequence: '1',
  };
  expect(telemetry.told).toEqual([['golive.accepted', properties, { checks: 0 }]]);
});

test('names the step that is under way and the code of what needs attention', () => {
  // Prepare
  const telemetry = aTelemetry();
  const marketplace = {
    operationId: 'm-1',
    since: '2026-01-05T09:00:00.000Z',
    status: 'running',
    steps: [step('a', 'complete'), step('b', 'blocked'), step('c', 'not-started')],
  };
  const attention = { code: 'PersonNeeded', message: 'm', since: 't', remedy: 'Do it.', actions: [] };

  // Act
  tellTransition(telemetry, { ...transition, operation: { ...operation, marketplace, attention } });

  // Assess
  expect(telemetry.told[0]?.[1]).toMatchObject({
    step: 'b',
    code: 'PersonNeeded',
    reason: 'm',
    remedy: 'Do it.',
    marketplaceOperationId: 'm-1',
  });
});

test.each<[Actor, string]>([
  [{ kind: 'principal', id: 'ann-id', name: 'ann@contoso.com' }, 'ann-id'],
  [{ kind: 'key' }, 'key'],
])('tells who brought it about, by no name: %#', (by, told) => {
  // Prepare
  const telemetry = aTelemetry();

  // Act
  tellTransition(telemetry, { ...transition, by });

  // Assess
  expect(telemetry.told[0]?.[1]).toMatchObject({ by: told });
  expect(JSON.stringify(telemetry.told)).not.toContain('contoso.com');
});

test('tells why an operation failed, and the remedy: an alert carries both', () => {
  // Prepare
  const telemetry = aTelemetry();
  const error = {
    code: 'NoPreview',
    message: 'Nothing is in preview.',
    remedy: 'Publish it.',
    retryable: false,
  } as const;

  // Act
  tellTransition(telemetry, { ...transition, operation: { ...operation, error } });

  // Assess
  expect(telemetry.told[0]?.[1]).toMatchObject({ code: 'NoPreview', reason: error.message, remedy: error.remedy });
});

test('tells a metric for each thing that came to its end with the transition', () => {
  // Prepare
  const telemetry = aTelemetry();
  const measures = [
    { name: 'step.duration', value: 60, dimensions: { step: 'live', status: 'complete' } },
    { name: 'checks', value: 7, dimensions: { status: 'Succeeded' } },
  ] as const;

  // Act
  tellTransition(telemetry, { ...transition, measures });
  tellTransition(telemetry, { ...transition, operation: { ...operation, api: 'product-ingestion' }, measures });

  // Assess
  const offer = { publisherId: 'contoso', offerId: 'vm' };
  const throughApi = { ...offer, api: 'product-ingestion' };
  expect(telemetry.metrics).toEqual([
    ['golive.step.duration', 60, { ...offer, step: 'live', status: 'complete' }],
    ['golive.checks', 7, { ...offer, status: 'Succeeded' }],
    ['golive.step.duration', 60, { ...throughApi, step: 'live', status: 'complete' }],
    ['golive.checks', 7, { ...throughApi, status: 'Succeeded' }],
  ]);
});

test('tells of what lasts: what it is, since when, and of which operation', () => {
  // Prepare
  const telemetry = aTelemetry();
  const attention: NonNullable<OperationView['attention']> = {
    code: 'Stalled',
    message: 'It stands still.',
    since: '2026-01-05T09:00:00.000Z',
    remedy: 'Look at the offer.',
    actions: ['look'],
  };

  // Act
  tellLasting(telemetry, { ...operation, attention });

  // Assess
  expect(telemetry.told).toEqual([
    [
      `golive.${ATTENTION_LASTS}`,
      expect.objectContaining({
        operationId: 'op-1',
        code: 'Stalled',
        reason: 'It stands still.',
        attentionSince: attention.since,
        sequence: String(operation.sequence),
      }),
      { checks: operation.checks },
    ],
  ]);
});

test('tells how long the oldest event has waited', () => {
  // Prepare
  const telemetry = aTelemetry();

  // Act
  tellDelay(telemetry, transition, 'away', at(90));

  // Assess
  const properties = { operationId: 'op-1', publisherId: 'contoso', offerId: 'vm', message: 'away' };
  expect(telemetry.told).toEqual([['golive.announcement-delayed', properties, { ageSeconds: 90 }]]);
});
