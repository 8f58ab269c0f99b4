import { expectedOf, playCase, readCases } from './case-list.ts';
import { loadMachine, type Mutation } from './load-machine.ts';
import type { Machine } from './simulate.ts';

/** Each guard of the submission protocol, and how it is taken away. */
const MUTATIONS: Mutation[] = [
  {
    guard: 'looks before posting: what is live already is not sent',
    file: 'checking.ts',
    find: 'if (isLive(offer, version)) return succeed(state, version, { alreadyLive: true });',
    replace: '',
  },
  {
    guard: 'looks before posting: nothing is sent while something runs',
    file: 'checking.ts',
    find: 'if (offer.running.length > 0) return',
    replace: 'if (false) return',
  },
  {
    guard: 'looks before posting: another version than expected is not sent',
    file: 'checking.ts',
    find: 'expectedVersion !== undefined && expectedVersion !== version',
    replace: 'false',
  },
  {
    guard: 'an unreadable preview is not taken for a version',
    file: 'checking.ts',
    find: "if (offer.preview.kind === 'unreadable') {",
    replace:
      "if (offer.preview.kind === 'unreadable') return intend(state, offer, '?');\n  if (offer.preview.kind === 'unreadable') {",
  },
  {
    guard: 'the intent is recorded before the POST: its number',
    file: 'checking.ts',
    find: 'submission: { ...state.submission, attempts: attempt }, ',
    replace: '',
  },
  {
    guard: 'the intent is recorded before the POST: the status before',
    file: 'checking.ts',
    find: 'statusBefore: offer.status, intendedAt',
    replace: "statusBefore: 'unknown' as const, intendedAt",
  },
  {
    guard: 'the intent is recorded before the POST: what was seen',
    file: 'checking.ts',
    find: 'const { seen } = state.submission;',
    replace: 'const seen: string[] = [];',
  },
  {
    guard: 'an unknown outcome is settled, not sent again',
    file: 'submission.ts',
    find: "    case 'unknown':\n    case 'interrupted':",
    replace:
      "    case 'unknown':\n      return { ...state, stage: { phase: 'checking', dueAt: state.now, troubles: 0 } };\n    case 'interrupted':",
  },
  {
    guard: 'an activity that ended without an answer is settled, not sent again',
    file: 'submission.ts',
    find: "    case 'interrupted':\n      return settle(state, intent);",
    replace:
      "      return settle(state, intent);\n    case 'interrupted':\n      return { ...state, stage: { phase: 'checking', dueAt: state.now, troubles: 0 } };",
  },
  {
    guard: 'what shows is adopted',
    file: 'submission.ts',
    find: 'if (ours) return',
    replace: 'if (false) return',
  },
  {
    guard: 'ids that were seen before the POST are not ours',
    file: 'submission.ts',
    find: '.filter(({ operationId }) => !intent.seen.includes(operationId))',
    replace: '',
  },
  {
    guard: 'an operation on its way to preview is not ours',
    file: 'submission.ts',
    find: "unseen.find(({ target }) => target !== 'preview')",
    replace: 'unseen.at(0)',
  },
  {
    guard: 'what is live by now was accepted',
    file: 'submission.ts',
    find: 'if (isLive(offer, intent.version)) return succeed(calm, intent.version);',
    replace: '',
  },
  {
    guard: 'what failed or was canceled since the POST was accepted',
    file: 'submission.ts',
    find: "hasBecome(['failed', 'canceled'], offer, intent)",
    replace: 'false',
  },
  {
    guard: 'a status that has not changed tells nothing',
    file: 'submission.ts',
    find: 'statuses.includes(status) && status !== statusBefore',
    replace: 'statuses.includes(status)',
  },
  {
    guard: 'only a look after the settle time proves absence',
    file: 'submission.ts',
    find: 'const inTime = lookedAt < stage.provenAt;',
    replace: 'const inTime = false;',
  },
  {
    guard: 'only a look that began after the settle time proves absence',
    file: 'submission.ts',
    find: 'const inTime = lookedAt < stage.provenAt;',
    replace: 'const inTime = state.now < stage.provenAt;',
  },
  {
    guard: 'the settle time is waited for',
    file: 'submission.ts',
    find: 'const provenAt = after(state.now, state.request.course.settleSeconds);',
    replace: 'const provenAt = state.now;',
  },
  {
    guard: 'an unseen operation that cannot be adopted is no proof of absence',
    file: 'submission.ts',
    find: ' && unseen.length === 0',
    replace: '',
  },
  {
    guard: 'a busy offer is no proof of absence',
    file: 'submission.ts',
    find: "offer.status === 'running' ||",
    replace: '',
  },
  {
    guard: 'an offer that became live is no proof of absence',
    file: 'submission.ts',
    find: "['succeeded', 'unknown']",
    replace: "['unknown']",
  },
  {
    guard: 'an offer whose status is not understood any more is no proof of absence',
    file: 'submission.ts',
    find: "['succeeded', 'unknown']",
    replace: "['succeeded']",
  },
  {
    guard: 'an offer that cannot be read whole is no proof of absence',
    file: 'submission.ts',
    find: "offer.production.kind === 'unreadable'",
    replace: 'false',
  },
  {
    guard: 'a refused look is no proof of absence',
    file: 'submission.ts',
    find: "if (result.kind !== 'inspected') return troubled(state, stage, result);",
    replace:
      "if (result.kind === 'refused') return lookAgain(state, result);\n  if (result.kind !== 'inspected') return troubled(state, stage, result);",
  },
  {
    guard: 'a failed look is no proof of absence',
    file: 'submission.ts',
    find: "if (result.kind !== 'inspected') return troubled(state, stage, result);",
    replace:
      "if (result.kind === 'trouble') return lookAgain(state, result);\n  if (result.kind !== 'inspected') return troubled(state, stage, result);",
  },
  {
    guard: 'at most three POSTs of unknown outcome',
    file: 'submission.ts',
    find: 'MOST_UNKNOWN_POSTS = 3',
    replace: 'MOST_UNKNOWN_POSTS = 4',
  },
  {
    guard: 'each proof of absence counts',
    file: 'submission.ts',
    find: 'const absent = state.submission.absent + 1;',
    replace: 'const absent = state.submission.absent;',
  },
  {
    guard: 'the preview pin is compared again before another POST',
    file: 'submission.ts',
    find: "return decide(counted, { phase: 'checking', dueAt: state.now, troubles: 0 }, offer);",
    replace:
      "return decide({ ...counted, request: { ...counted.request, expectedVersion: undefined } }, { phase: 'checking', dueAt: state.now, troubles: 0 }, offer);",
  },
  {
    guard: 'a POST that was not processed gets the settle time before the next',
    file: 'submission.ts',
    find: 'const dueAt = after(state.now, state.request.course.settleSeconds);',
    replace: 'const dueAt = state.now;',
  },
  {
    guard: 'a refusal ends it',
    file: 'submission.ts',
    find: 'return fail(state, result.problem);',
    replace: 'return lookAgain(state, result);',
  },
  {
    guard: 'canceled while settling: nothing is sent again once it is proven absent',
    file: 'submission.ts',
    find: 'if (state.cancellation) return endCanceled(counted);',
    replace: '',
  },
  {
    guard: 'canceled while settling: waits for what there is to cancel',
    file: 'cancellation.ts',
    find: "    case 'settling':\n      // Whether there is anything to cancel is not known yet.\n      return requested;",
    replace: '',
  },
  {
    guard: 'canceled while settling: what is adopted is canceled',
    file: 'following.ts',
    find: "cancellation?.state === 'requested'",
    replace: 'false',
  },
  {
    guard: "somebody else's operation is never canceled",
    file: 'cancellation.ts',
    find: 'if (state.joined) return endCanceled(requested);',
    replace: '',
  },
];

const cases = readCases();

/** Numbers of the first cases that do not end as the list says; one that breaks down has not either. */
function firstBroken(play: (row: (typeof cases)[number]) => ReturnType<typeof playCase>): string | undefined {
  const broken = cases.find((row) => {
    try {
      expect(play(row)).toEqual(expectedOf(row));
      return false;
    } catch {
      return true;
    }
  });
  return broken?.['#'];
}

test('the machine as it is, loaded like the changed ones, breaks no case', () => {
  const unchanged = { guard: 'none', file: 'next.ts', find: 'export function next(', replace: 'export function next(' };
  const machine = loadMachine(unchanged);

  expect(firstBroken((row) => playCase(row, machine))).toBeUndefined();
});

test.each(MUTATIONS.map((mutation) => [mutation.guard, mutation] as const))(
  'without "%s" a case fails',
  (_guard, mutation) => {
    const machine: Machine = loadMachine(mutation);

    expect(firstBroken((row) => playCase(row, machine))).toBeDefined();
  },
);

test('without the ticket that the activity takes before the POST a case fails', () => {
  expect(firstBroken((row) => playCase(row, undefined, { tickets: false }))).toBeDefined();
});

test('a guard whose text is no longer in the source is named', () => {
  const gone = { guard: 'a guard', file: 'submission.ts', find: 'not in the source', replace: '' };

  expect(() => loadMachine(gone)).toThrow('src/domain/submission.ts has the text of the guard "a guard" 0 times');
});
