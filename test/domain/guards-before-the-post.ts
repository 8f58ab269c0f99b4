import type { Mutation } from './load-machine.ts';

/** The guards of the look before the POST and of the intent, and how each is taken away. */
export const GUARDS_BEFORE_THE_POST: Mutation[] = [
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
];
