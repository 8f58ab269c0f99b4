import { createTurns } from '../../src/platform/turns.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Lets decided promises settle, but not those that wait for time to pass. */
const settled = () => jest.advanceTimersByTimeAsync(0);

test('lets as many at once as are allowed, and the next in the order in which they came', async () => {
  // Prepare
  const takeTurn = createTurns(() => 2, 1000);
  const called: number[] = [];
  const turns = [0, 1, 2, 3].map(async (n) => {
    const endTurn = await takeTurn('contoso');
    called.push(n);
    return endTurn;
  });
  await settled();
  const atFirst = [...called];

  // Act
  (await turns[1])?.();
  await settled();

  // Assess
  expect(atFirst).toEqual([0, 1]);
  expect(called).toEqual([0, 1, 2]);
});

test('counts each name by itself', async () => {
  // Prepare
  const takeTurn = createTurns(() => 1, 1000);
  await takeTurn('contoso');

  // Act
  const turn = await takeTurn('fabrikam');

  // Assess
  expect(turn).toBeDefined();
});

test('sends away who has waited too long, and calls the next instead', async () => {
  // Prepare
  const takeTurn = createTurns(() => 1, 1000);
  const first = await takeTurn('contoso');
  const impatient = takeTurn('contoso');
  await jest.advanceTimersByTimeAsync(999);
  const next = takeTurn('contoso');

  // Act
  await jest.advanceTimersByTimeAsync(1);
  first?.();

  // Assess
  expect(await impatient).toBeUndefined();
  expect(await next).toBeDefined();
});

test('has its full number again when all turns have ended', async () => {
  // Prepare
  const takeTurn = createTurns(() => 1, 1000);
  (await takeTurn('contoso'))?.();

  // Act
  const again = await takeTurn('contoso');
  const more = takeTurn('contoso');
  await jest.advanceTimersByTimeAsync(1000);

  // Assess
  expect(again).toBeDefined();
  expect(await more).toBeUndefined();
});
