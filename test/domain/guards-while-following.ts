import type { Mutation } from './load-machine.ts';

/** The guards of following, of the cancel and of the lane, and the mutation that removes each. */
export const GUARDS_WHILE_FOLLOWING: Mutation[] = [
  {
    guard: "R5: the operation's own version counts where none was asked for",
    file: 'domain/publishing.ts',
    find: 'const isFree = agreedVersion(state) === undefined;',
    replace: 'const isFree = false;',
  },
  {
    guard: 'R5: another version than the expected one is told at once',
    file: 'domain/publishing.ts',
    find: 'if (operation.version !== undefined && operation.version !== version) {',
    replace: 'if (false) {',
  },
  {
    guard: 'R5: another version that went live is no success',
    file: 'domain/confirmation.ts',
    find: 'if (carried === version) return',
    replace: 'return',
  },
  {
    guard: 'R6: what was live, and was replaced since, has succeeded',
    file: 'domain/confirmation.ts',
    find: 'if (live !== undefined && !isUnchanged && !isUntouched) {',
    replace: 'if (false) {',
  },
  {
    guard: 'R7: what is forgotten is over',
    file: 'domain/confirmation.ts',
    find: 'return isSettled ? overWithoutEffect(state, message) : needAttention(',
    replace: 'return needAttention(',
  },
  {
    guard: 'R7: what somebody else started and is gone leaves everything as before',
    file: 'domain/following.ts',
    find: "if (!state.joined || state.submitted !== 'no') return",
    replace: 'return',
  },
  {
    guard: 'R8: a go-live that was taken back is over: completed, and nothing came of it',
    file: 'domain/confirmation.ts',
    find: 'if (isSettled && !observed?.fixedVersion && (isUnchanged || isUntouched) && isTakenBack(offer, version)) {',
    replace: 'if (false) {',
  },
  {
    guard: 'R8: a go-live that was taken back is over: it waits for its sign-off again',
    file: 'domain/publishing.ts',
    find: "if (operation.reach === 'sign-off' && ",
    replace: 'if (false && ',
  },
  {
    guard: 'R8: what the offer shows of an end may lag',
    file: 'domain/confirmation.ts',
    find: "if (status === 'running' && running.length === 0) return false;",
    replace: '',
  },
  {
    guard: "R8: `completed` may be the publish's word (C17)",
    file: 'domain/confirmation.ts',
    find: ' && !isUntouched) {',
    replace: ') {',
  },
  {
    guard: 'R10: what came of a later POST does not tell what came of the first',
    file: 'domain/submission.ts',
    find: "if (state.submission.unknown) return fail({ ...state, submitted: 'not-known' }, cause);",
    replace: '',
  },
  {
    guard: 'R11: from the intent on a cancel waits for what there is to cancel',
    file: 'domain/cancellation.ts',
    find: "    case 'submitting':\n    case 'settling':",
    replace: "    case 'submitting':\n      return endCanceled(requested);\n    case 'settling':",
  },
  {
    guard: 'R11: a cancel that comes before the sending keeps it from being sent',
    file: 'domain/next.ts',
    find: '...(cancellation && { withheld: true }),',
    replace: '',
  },
  {
    guard: 'R11: canceled while settling: waits for the proof',
    file: 'domain/cancellation.ts',
    find: "    case 'submitting':\n    case 'settling':",
    replace: "    case 'settling':\n      return endCanceled(requested);\n    case 'submitting':",
  },
  {
    guard: 'R11: canceled while settling: nothing is sent again once it is proven absent',
    file: 'domain/settling.ts',
    find: 'if (state.cancellation) return endCanceled(state, none);',
    replace: '',
  },
  {
    guard: 'R11: canceled while settling: what is adopted is canceled',
    file: 'domain/following.ts',
    find: "cancellation?.state === 'requested'",
    replace: 'false',
  },
  {
    guard: 'R13: the lane passes on when what was submitted shows',
    file: 'domain/next.ts',
    find: 'Math.max(place.leaveAt ?? now, submission.provenAt)',
    replace: '(place.leaveAt ?? now)',
  },
  {
    guard: 'R14: a cancel is sent only while ours runs, and nothing else',
    file: 'activities/cancel.ts',
    find: 'if (obstacle) return obstacle;',
    replace: '',
  },
  {
    guard: "somebody else's operation is never canceled",
    file: 'domain/following.ts',
    find: 'return !joined && !(adopted && cancellation?.automatic);',
    replace: 'return !(adopted && cancellation?.automatic);',
  },
  {
    guard: 'what is perhaps somebody else’s is not canceled by an operation of ours',
    file: 'domain/following.ts',
    find: 'return !joined && !(adopted && cancellation?.automatic);',
    replace: 'return !joined;',
  },
  {
    guard: 'a wish that was refused can be wished again',
    file: 'domain/cancellation.ts',
    find: "if (cancellation && cancellation.state !== 'tooLate') {",
    replace: 'if (cancellation) {',
  },
  {
    guard: 'no word on how it ended is taken while nothing is followed, or the outcome of a POST is unknown',
    file: 'domain/asserted-end.ts',
    find: "if (may !== 'yes') {",
    replace: "if (may !== 'yes' && false) {",
  },
  {
    guard: 'a wish to look hurries no POST',
    file: 'domain/look-now.ts',
    find: 'const hurried = isHeldBack(state, stage)',
    replace: 'const hurried = false',
  },
];
