import type { CommandOf } from '../../src/domain/command.ts';
import { openRecord } from '../../src/platform/record/record.ts';
import { waitUntil } from '../../test/wait-until.ts';
import { clientOf } from './client.ts';
import { tableOf } from './record-of.ts';
import type { RunningStack } from './running-stack.ts';

/**
 * Runs a submission through the host's admin endpoint in the ways the engine may run it: twice, simultaneously, on two
 * hosts. The operation itself waits for a date far ahead, so that only these runs send its POST.
 */
export async function submitByHand(stack: RunningStack) {
  const client = clientOf(stack);
  const record = openRecord(await tableOf(stack));

  return {
    /** Requests a go-live in an hour; returns the command that would submit it. */
    async prepare(offerId: string): Promise<CommandOf<'submit'>> {
      // The intent is written by hand, for a publish that waits without being listed.
      await client.scenario(offerId, { answers: { waiting: 'documented' } });
      const notBefore = new Date(Date.now() + 3_600_000).toISOString();
      const { operation } = await client.goLive(offerId, { notBefore });
      const checkpoint = await waitUntil(`a row of ${offerId}`, () => record.readCheckpoint(operation.id), {
        // Under a thousand simultaneous requests the table's answer may come too late.
        toleratesErrors: true,
      });
      const before = {
        running: [],
        status: 'waiting-for-publisher' as const,
        statusWord: 'WaitingForPublisherReview',
        production: '1',
      };
      const intent = { attempt: 1, version: '2', before, intendedAt: checkpoint.now };
      const { publisherId, api = '' } = checkpoint.request;
      return { kind: 'submit', publisherId, offerId, api, checkpoint, intent, settleSeconds: 60, untaken: [] };
    },

    /** Starts a run of the activity in the app at this address; the answer comes before the run has ended. */
    async run(app: string, command: CommandOf<'submit'>): Promise<void> {
      const response = await fetch(`${app}/admin/functions/submit`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ input: JSON.stringify(command) }),
      });
      if (response.status !== 202) throw new Error(`A run of submit answered ${response.status}.`);
    },

    /** How many go-live POSTs for the offer the marketplace received. */
    async postsOf(offerId: string): Promise<number> {
      return (await client.goLivePosts(offerId)).length;
    },
  };
}
