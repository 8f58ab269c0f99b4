import { EventType, eventTypeName, type HistoryEvent } from '../../local/functions-host/durable/history-event.ts';
import { apply } from '../../src/domain/apply.ts';
import { SIGNAL_EVENT } from '../../src/domain/durable-names.ts';
import { begin } from '../../src/domain/gates.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { next } from '../../src/domain/next.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { goLive } from '../../src/orchestrators/go-live.ts';
import { now, perform } from '../../src/orchestrators/perform.ts';
import { openSignals } from '../../src/orchestrators/signals.ts';
import { aRequest, START } from '../domain/go-lives.ts';
import type { Orchestrator } from '../replay/run-orchestrator.ts';
import { answersOf, type Marketplace, marketplace } from './marketplace.ts';
import { type Arrange, eventRaised, runEpisode, startHub, type TaskHub } from './task-hub.ts';

/** The number of episodes on each side of a roll-over into which a signal is placed. */
const AROUND = 6;

interface Moment {
  name: string;
  hub: TaskHub;
  market: Marketplace;
}

const cancel = eventRaised(SIGNAL_EVENT, { kind: 'cancel', notificationEmails: [] }, START);
const laneFree = eventRaised(SIGNAL_EVENT, { kind: 'lane-free' }, START);
const nonsense = eventRaised(SIGNAL_EVENT, { kind: 'never heard of' }, START);

/** The event's position in an episode; the start of an execution always comes first. */
const POSITIONS: Record<string, Arrange> = {
  'in an episode of its own before': (batch) => {
    const [start, rest] = split(batch);
    return { batch: [...start, cancel], held: rest };
  },
  'before what was due': (batch) => {
    const [start, rest] = split(batch);
    return { batch: [...start, cancel, ...rest] };
  },
  'after what was due': (batch) => ({ batch: [...batch, cancel] }),
  'while the function decides': (batch) => ({ batch, held: [cancel] }),
  'before what was due, behind another signal': (batch) => {
    const [start, rest] = split(batch);
    return { batch: [...start, laneFree, cancel, ...rest] };
  },
  'after what was due, ahead of other signals': (batch) => ({ batch: [...batch, cancel, laneFree, laneFree] }),
  'on both sides of what was due': (batch) => {
    const [start, rest] = split(batch);
    return { batch: [...start, laneFree, ...rest, cancel] };
  },
  'behind an event that is no signal': (batch) => ({ batch: [...batch, nonsense, cancel] }),
  twice: (batch) => {
    const [start, rest] = split(batch);
    return { batch: [...start, cancel, ...rest, cancel] };
  },
};

let moments: Moment[];
beforeAll(async () => {
  moments = await momentsAroundRollOver(goLive);
});

test('the moments are on both sides of a roll-over', () => {
  const executions = moments.map(({ hub }) => hub.executions);

  expect(executions).toEqual([...Array(AROUND).fill(1), ...Array(AROUND).fill(2)]);
  expect(new Set(moments.map(({ name }) => name.replace(/^\S+ /, '')))).toEqual(
    new Set(['TimerFired', 'TaskCompleted', 'ExecutionStarted']),
  );
});

test.each(Object.entries(POSITIONS))(
  'a cancel raised %s is taken in once, in every episode around a roll-over',
  async (_, arrange) => {
    // Act
    const ends: Record<string, unknown> = {};
    for (const moment of moments) ends[moment.name] = await endOf(moment, arrange);

    // Assess
    const canceled = { status: 'Canceled', cancelRequested: 1, gapless: true };
    expect(ends).toEqual(Object.fromEntries(moments.map(({ name }) => [name, canceled])));
  },
);

test('the table notices a go-live that rolls over after an activity, where a signal may be buffered', async () => {
  // Prepare
  const careless: Orchestrator = function* (context) {
    const signals = openSignals(context);
    let state = context.df.getInput<GoLive>();
    for (let step = 1; ; step++) {
      const command = next(state);
      if (command.kind === 'end') return viewOf(state);
      const outcome = yield* perform(context, signals, command, undefined);
      state = apply(state, outcome, now(context));
      if (step >= 80 && outcome.kind === 'observe') return context.df.continueAsNew(state);
    }
  };

  // Act
  const ends = [];
  for (const moment of await momentsAroundRollOver(careless))
    ends.push(await endOf(moment, POSITIONS['before what was due'], careless));

  // Assess
  expect(ends).toContainEqual({ status: 'Succeeded', cancelRequested: 0, gapless: true });
});

/** The hub just before each of the last episodes of the first execution and the first ones of the second. */
async function momentsAroundRollOver(orchestrator: Orchestrator): Promise<Moment[]> {
  const market = marketplace(60);
  const hub = startHub(begin(aRequest(), START), START);
  const all: Moment[] = [];
  for (;;) {
    const due = Math.min(...hub.inbox.map(({ at }) => at));
    const next = hub.inbox.find(({ at }) => at === due)?.event;
    const name = `${hub.executions}.${hub.past.length} ${next && eventTypeName(next)}`;
    all.push(structuredClone({ name, hub, market }));
    const second = all.filter(({ hub }) => hub.executions === 2);
    if (second.length === AROUND) return all.slice(-2 * AROUND);
    await runEpisode(hub, orchestrator, answersOf(market));
  }
}

async function endOf(moment: Moment, arrange: Arrange | undefined, orchestrator: Orchestrator = goLive) {
  const { hub, market } = structuredClone({ hub: moment.hub, market: moment.market });
  await runEpisode(hub, orchestrator, answersOf(market), arrange);
  while (hub.output === undefined) await runEpisode(hub, orchestrator, answersOf(market));
  const { status } = hub.output as OperationView;
  return {
    status,
    cancelRequested: market.announced.filter(({ name }) => name === 'cancel-requested').length,
    gapless: market.announced.every(({ sequence }, index) => sequence === index + 1),
  };
}

function split(batch: HistoryEvent[]): [start: HistoryEvent[], rest: HistoryEvent[]] {
  const isStart = (event: HistoryEvent) => event.EventType === EventType.ExecutionStarted;
  return [batch.filter(isStart), batch.filter((event) => !isStart(event))];
}
