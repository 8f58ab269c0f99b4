import { waitUntil } from './wait-until.ts';

const QUICKLY = { withinMs: 30, everyMs: 1 };

test('gives what was seen once it holds', async () => {
  // Prepare
  let looks = 0;

  // Act
  const seen = await waitUntil('the third look', () => ++looks, { ...QUICKLY, withinMs: 5_000, isSo: (n) => n === 3 });

  // Assess
  expect([seen, looks]).toEqual([3, 3]);
});

test('says what was awaited, for how long, and what was seen last', async () => {
  // Act
  const waiting = waitUntil('the end', () => ({ phase: 'publishing' }), { ...QUICKLY, isSo: () => false });

  // Assess
  await expect(waiting).rejects.toThrow(
    /^Waited \d+ ms for the end, in \d+ looks\. Seen last: \{ phase: 'publishing' \}$/,
  );
});

test('ends with the error of a look that fails', async () => {
  // Prepare
  const look = jest.fn().mockRejectedValue(new Error('refused'));

  // Act
  const waiting = waitUntil('an answer', look, { withinMs: 5_000 });

  // Assess
  await expect(waiting).rejects.toThrow(/^refused$/);
  expect(look).toHaveBeenCalledTimes(1);
});

test('looks again after an error where errors are expected, and names the last one when it gives up', async () => {
  // Prepare
  const look = jest.fn().mockRejectedValueOnce(new Error('refused')).mockResolvedValue('an answer');
  const never = () => Promise.reject(new Error('still refused'));

  // Act
  const seen = await waitUntil('an answer', look, { toleratesErrors: true, everyMs: 1 });
  const waiting = waitUntil('an answer', never, { ...QUICKLY, toleratesErrors: true });

  // Assess
  expect(seen).toBe('an answer');
  await expect(waiting).rejects.toThrow(/Seen last: an error: Error: still refused$/);
});
