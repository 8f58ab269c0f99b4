import { inTurn, LOOK_WITHOUT_TURN, POST_WITHOUT_TURN } from '../../src/activities/in-turn.ts';
import { submit } from '../../src/activities/submit.ts';
import { createTurns } from '../../src/platform/turns.ts';
import { anIntent, anOffer, aRequest, goLive, START } from '../domain/go-lives.ts';

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

test('a POST that has waited for its turn for longer than it may be sent in is sent all the same', async () => {
  // Prepare
  let now = START;
  const clock = { wallMs: () => now, monotonicMs: () => now };
  const never = () => Promise.reject(new Error('not asked for'));
  const marketplace = {
    inspect: async () => ({ kind: 'inspected' as const, offer: anOffer() }),
    submit: async (_offer: string, _submission: object, inTime: () => boolean) =>
      ({ kind: 'unknown', message: inTime() ? 'sent' : 'late' }) as const,
    observe: never,
    cancel: never,
  };
  const takeTurn = async () => {
    now += 100_000;
    return () => {};
  };

  // Act
  const answer = await inTurn(submit, POST_WITHOUT_TURN)(
    {
      kind: 'submit',
      checkpoint: goLive(aRequest()),
      publisherId: 'contoso',
      offerId: 'vm',
      intent: anIntent(),
      settleSeconds: 60,
      untaken: [],
    },
    {
      takeTurn,
      clock,
      marketplace: () => marketplace,
      prepare: async () => {},
      takeTicket: async () => ({ kind: 'won', at: now }),
    },
  );

  // Assess
  expect(answer).toMatchObject({ message: 'sent', ticketAt: START + 100_000 });
});
