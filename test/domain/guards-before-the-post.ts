import type { Mutation } from './load-machine.ts';

/** The guards of the look before the POST, of the intent and of the sending, and the mutation that removes each. */
export const GUARDS_BEFORE_THE_POST: Mutation[] = [
  {
    guard: 'R1: with the ticket in hand all must be as the intent says',
    file: 'activities/submit.ts',
    find: 'if (changed) return changed;',
    replace: '',
  },
  {
    guard: 'R1: the preview is compared',
    file: 'domain/before.ts',
    find: 'tested === version ? undefined',
    replace: 'true ? undefined',
  },
  {
    guard: 'R2: the POST leaves soon after its ticket or never',
    file: 'activities/send-window.ts',
    find: 'Math.max(clock.wallMs() - openedAt.wall, clock.monotonicMs() - openedAt.monotonic) <= SEND_WINDOW_SECONDS * 1000',
    replace: 'true',
  },
  {
    guard: 'R2: by the wall clock, for a suspended machine',
    file: 'activities/send-window.ts',
    find: 'clock.wallMs() - openedAt.wall, ',
    replace: '',
  },
  {
    guard: 'R12: of an operation that was closed nothing is sent',
    file: 'activities/submit.ts',
    find: 'switch (ticket.kind) {',
    replace: "switch (ticket.kind === 'closed' ? 'won' : ticket.kind) {",
  },
  {
    guard: 'R15: looks before posting: what is live already is not sent',
    file: 'domain/checking.ts',
    find: 'if (wanted !== undefined && versionIn(production) === wanted)',
    replace: 'if (false)',
  },
  {
    guard: 'R15: what was asked for is live, whatever has come to preview',
    file: 'domain/checking.ts',
    find: 'const wanted = agreed ?? versionIn(preview);',
    replace: 'const wanted = versionIn(preview);',
  },
  {
    guard: 'looks before posting: nothing is sent while something runs',
    file: 'domain/checking.ts',
    find: 'if (first) return',
    replace: 'if (false) return',
  },
  {
    guard: 'looks before posting: a publish that waits for its sign-off is not in the way',
    file: 'domain/checking.ts',
    find: "return reach !== 'sign-off' && reach !== 'ended';",
    replace: "return reach !== 'ended';",
  },
  {
    guard: 'looks before posting: another version than expected is not sent',
    file: 'domain/checking.ts',
    find: 'agreed !== undefined && agreed !== preview.version',
    replace: 'false',
  },
  {
    guard: 'looks before posting: a busy word with an empty list gets the settle time',
    file: 'domain/checking.ts',
    find: 'if (isUnclear(offer) && ',
    replace: 'if (false && ',
  },
  {
    guard: 'the intent is recorded before the POST: its number',
    file: 'domain/intent.ts',
    find: 'submission: { ...state.submission, attempts: attempt },',
    replace: '',
  },
  {
    guard: 'R10: from the intent on something may have been submitted',
    file: 'domain/intent.ts',
    find: "submitted: 'not-known',",
    replace: '',
  },
];
