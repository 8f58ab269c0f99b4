import { inTurn, LOOK_WITHOUT_TURN } from '../../src/activities/in-turn.ts';
import { createTurns } from '../../src/platform/turns.ts';

const COMMAND = { publisherId: 'Contoso' };

test('never more act for one publisher than there are turns, however its name is written', async () => {
  // Prepare
  const ports = { takeTurn: createTurns(() => 3, 10_000) };
  let acting = 0;
  let most = 0;
  const act = inTurn(async (_: typeof COMMAND) => {
    most = Math.max(most, ++acting);
    await new Promise(setImmediate);
    acting--;
    return 'acted';
  }, LOOK_WITHOUT_TURN);

  // Act
  const names = Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? 'Contoso' : 'contoso'));
  const answers = await Promise.all(names.map((publisherId) => act({ publisherId }, ports)));

  // Assess
  expect(most).toBe(3);
  expect(answers).toEqual(names.map(() => 'acted'));
});

test('does not act when no turn came, and says so', async () => {
  // Prepare
  const act = jest.fn();

  // Act
  const answer = await inTurn(act, LOOK_WITHOUT_TURN)(COMMAND, { takeTurn: async () => undefined });

  // Assess
  expect(answer).toEqual(LOOK_WITHOUT_TURN);
  expect(act).not.toHaveBeenCalled();
});

test('ends its turn when it fails as well', async () => {
  // Prepare
  const endTurn = jest.fn();
  const act = inTurn(() => Promise.reject(new Error('broken')), LOOK_WITHOUT_TURN);

  // Act
  const failing = act(COMMAND, { takeTurn: async () => endTurn });

  // Assess
  await expect(failing).rejects.toThrow('broken');
  expect(endTurn).toHaveBeenCalledTimes(1);
});
