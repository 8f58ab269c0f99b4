import type { Mutation } from './load-machine.ts';

/** The guards of the unknown outcome, and how each is taken away. */
export const GUARDS_AFTER_THE_POST: Mutation[] = [
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
    find: ' || !intent.seen.includes(operationId)',
    replace: '',
  },
  {
    guard: 'an operation on its way to preview is not ours',
    file: 'submission.ts',
    find: 'unseen.find((running) => mayBeOurs(running, intent))',
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
    guard: 'an unseen operation that is over by now is no proof of absence',
    file: 'submission.ts',
    find: 'stage.shown && state.request.course.rules !== undefined',
    replace: 'false',
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
