import type { Mutation } from './load-machine.ts';

/** The guards around an unknown outcome, and the mutation that removes each. */
export const GUARDS_AFTER_THE_POST: Mutation[] = [
  {
    guard: 'an unknown outcome is settled, not sent again',
    file: 'domain/submission.ts',
    find: "    case 'unknown': {",
    replace:
      "    case 'unknown':\n      return { ...state, stage: { phase: 'checking', dueAt: state.now, consecutiveFailures: 0 } };\n    case 'never': {",
  },
  {
    guard: 'an activity that ended without an answer is settled, not sent again',
    file: 'domain/submission.ts',
    find: "    case 'interrupted': {",
    replace:
      "    case 'interrupted':\n      return { ...state, stage: { phase: 'checking', dueAt: state.now, consecutiveFailures: 0 } };\n    case 'never': {",
  },
  {
    guard: 'R3: without the answer of whoever holds the ticket the settle time begins when none can come any more',
    file: 'domain/submission.ts',
    find: 'holdsTicket ? provenAfterAnswer(state.now, terms) : provenAfterTicket(takenAt, terms)',
    replace: 'provenAfterAnswer(state.now, terms)',
  },
  {
    guard: 'R3: the settle time is waited for',
    file: 'domain/settle-time.ts',
    find: 'return after(answeredAt, settleSeconds);',
    replace: 'return answeredAt;',
  },
  {
    guard: 'R3: only a look after the settle time proves anything',
    file: 'domain/settling.ts',
    find: 'if (lookedAt < state.submission.provenAt)',
    replace: 'if (false)',
  },
  {
    guard: 'R3: only a look that began after the settle time proves anything',
    file: 'domain/settling.ts',
    find: 'if (lookedAt < state.submission.provenAt)',
    replace: 'if (state.now < state.submission.provenAt)',
  },
  {
    guard: 'R4: absent only if nothing differs from what the intent recorded',
    file: 'domain/settling.ts',
    find: 'differenceFrom(unsettled.intent, offer) !== undefined',
    replace: 'false',
  },
  {
    guard: 'R4: a difference, once seen, is not forgotten',
    file: 'domain/settling.ts',
    find: 'return { ...unsettled, lookedAt, ',
    replace: 'const { doubtful: _, ...sure } = unsettled;\n  return { ...sure, lookedAt, ',
  },
  {
    guard: 'R4: absent only if nobody looked away for longer than a go-live can take',
    file: 'domain/settling.ts',
    find: 'now > after(unsettled.lookedAt, MIN_GO_LIVE_SECONDS)',
    replace: 'false',
  },
  {
    guard: 'R4: a refused look is no proof of absence',
    file: 'domain/settling.ts',
    find: "if (result.kind !== 'inspected') {",
    replace: "if (result.kind === 'refused') return fail(state, result.cause);\n  if (result.kind !== 'inspected') {",
  },
  {
    guard: 'R4: at most three POSTs of unknown outcome',
    file: 'domain/submission.ts',
    find: 'MAX_FRUITLESS_POSTS = 3',
    replace: 'MAX_FRUITLESS_POSTS = 4',
  },
  {
    guard: 'R4: each POST of unknown outcome counts',
    file: 'domain/submission.ts',
    find: 'posts: unsettled.posts + more',
    replace: 'posts: unsettled.posts',
  },
  {
    guard: 'R9: what shows is adopted',
    file: 'domain/settling.ts',
    find: 'if (ours) return',
    replace: 'if (false) return',
  },
  {
    guard: 'R9: only what takes this very version live is adopted',
    file: 'domain/settling.ts',
    find: "reach === 'live' && version === intent.version",
    replace: "reach === 'live'",
  },
  {
    guard: 'R9: what goes to preview is not adopted',
    file: 'domain/settling.ts',
    find: "reach === 'live' && version === intent.version",
    replace: "reach !== 'ended' && reach !== 'sign-off'",
  },
  {
    guard: 'R9: another version on its way to live is told, not waited for',
    file: 'domain/settling.ts',
    find: 'if (another) return',
    replace: 'if (false) return',
  },
  {
    guard: 'R9: another version in preview is not submitted',
    file: 'domain/settling.ts',
    find: 'if (versionIn(offer.preview) !== intent.version) {',
    replace: 'if (false) {',
  },
  {
    guard: 'R15: what is live by now was accepted, or needs no POST',
    file: 'domain/settling.ts',
    find: 'if (versionIn(offer.production) === intent.version) return succeed(state, intent.version);',
    replace: '',
  },
  {
    guard: 'R16: a refusal of a later POST says nothing of the first',
    file: 'domain/submission.ts',
    find: 'if (unsettled) return settleAgain(state, unsettled, result);\n      return refused(',
    replace: 'return refused(',
  },
  {
    guard: 'R16: a later POST that was not sent says nothing of the first',
    file: 'domain/submission.ts',
    find: 'if (unsettled) return settleAgain(state, unsettled, result);\n      return notSent(',
    replace: 'return notSent(',
  },
  {
    guard: 'R16: the first intent stays what is compared with',
    file: 'domain/submission.ts',
    find: 'settle(proven(state, provenAt), unsettled ?? first)',
    replace: 'settle(proven(state, provenAt), first)',
  },
  {
    guard: 'something that runs, and cannot be adopted, is no proof of absence',
    file: 'domain/settling.ts',
    find: 'running.some(isInTheWay) || ',
    replace: '',
  },
  {
    guard: 'a word or a slot that lags is waited for',
    file: 'domain/settling.ts',
    find: ' || lags(offer, intent)',
    replace: '',
  },
  {
    guard: 'a POST that was not processed gets the settle time before the next',
    file: 'domain/submission.ts',
    find: 'const dueAt = after(state.now, state.request.terms.settleSeconds);',
    replace: 'const dueAt = state.now;',
  },
  {
    guard: 'a refusal ends it',
    file: 'domain/submission.ts',
    find: 'lookAgain(state, refusal) : fail(state, cause);',
    replace: 'lookAgain(state, refusal) : lookAgain(state, refusal);',
  },
  {
    guard: 'R10: none says that nothing was submitted unless that is known',
    file: 'domain/last-words.ts',
    find: "'Whether the submission was accepted is not known.'",
    replace: "'Nothing was submitted.'",
  },
];
