import { apply } from '../../src/domain/apply.ts';
import type { Signal } from '../../src/domain/command.ts';
import type { GoLive } from '../../src/domain/go-live.ts';
import { asWritten } from '../../src/domain/outbox.ts';
import { resume, sayGoodbye } from '../../src/domain/resume.ts';
import { accepted, answered, aRequest, at, endOf, goLive, inspected, signaled, take, unknown } from './go-lives.ts';

const LATER = at(3600);
const CANCEL: Signal = { kind: 'cancel', notificationEmails: [], wish: 'w1' };
const submitting = () => goLive(aRequest(), inspected());
const publishing = () => goLive(aRequest(), inspected(), accepted);

test('a resumed operation goes on where it was, under another run, and publishes at once', () => {
  // Prepare
  const checkpoint = { ...publishing(), run: 'first' };

  // Act
  const state = resume(checkpoint, 'second', [], LATER);

  // Assess
  expect(state).toMatchObject({ run: 'second', now: LATER, stage: { phase: 'publishing' } });
  expect(state.outbox).toMatchObject({ dueAt: LATER, consecutiveFailures: 0 });
});

test('a clock that is behind does not take a resumed operation back in time', () => {
  expect(resume({ ...publishing(), now: LATER }, 'second', [], at(10)).now).toBe(LATER);
});

test('a wish that came meanwhile is taken in, once', () => {
  // Act
  const state = resume(submitting(), 'second', [CANCEL, CANCEL], LATER);

  // Assess
  expect(state.wishes).toEqual(['w1']);
  expect(state.outbox.transitions.filter(({ name }) => name === 'cancel-requested')).toHaveLength(1);
});

test('of very many wishes the newest are remembered', () => {
  // Act
  const wishes = Array.from({ length: 60 }, (_, n) => signaled({ ...CANCEL, wish: `w${n}` }));
  const state = take(publishing(), ...wishes);

  // Assess
  expect(state.wishes).toHaveLength(50);
  expect(state.wishes?.at(-1)).toBe('w59');
});

test.each([
  ['before anything was submitted', 'Canceled', () => goLive(aRequest())],
  ['with a ticket that may have been taken', 'Failed Terminated', submitting],
  ['with a second ticket that may have been taken', 'Failed Terminated', (): GoLive => again()],
  ['after the submission', 'Failed Terminated', publishing],
])('one that was terminated %s ends as %s', (_, end, checkpoint) => {
  expect(endOf(sayGoodbye(checkpoint(), 'second', 'terminated', LATER))).toBe(end);
});

test('one that fails again and again ends with an error of our own', () => {
  expect(endOf(sayGoodbye(publishing(), 'second', 'keeps-failing', LATER))).toBe('Failed InternalError');
});

test('one that has ended keeps its end', () => {
  // Prepare
  const ended = sayGoodbye(publishing(), 'second', 'terminated', LATER);

  // Act
  const state = sayGoodbye(ended, 'third', 'keeps-failing', LATER);

  // Assess
  expect(endOf(state)).toBe('Failed Terminated');
  expect(state.run).toBe('third');
});

test('what may have been sent when it was terminated keeps the lane until it would show', () => {
  const { provenAt } = sayGoodbye(submitting(), 'second', 'terminated', LATER).submission;

  // The send window, the longest answer and the settle time.
  expect(provenAt).toBe(at(3600 + 30 + 100 + 60));
});

test('a run that was taken over hears so from its submission, and ends', () => {
  expect(take(submitting(), answered({ kind: 'taken-over' })).takenOver).toBe(true);
});

test('the record keeps a state without what is written beside it', () => {
  expect(asWritten(publishing()).outbox.transitions).toEqual([]);
});

/** A second submission after one with an unknown outcome. */
function again(): GoLive {
  const lost = goLive(aRequest(), inspected(), unknown);
  return apply(
    { ...submitting(), submission: { ...lost.submission, attempts: 2, untaken: [1] } },
    { kind: 'timed-out' },
    at(1),
  );
}
