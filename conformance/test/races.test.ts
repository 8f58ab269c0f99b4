import { waitUntil } from '../../test/wait-until.ts';
import { clientOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { submitByHand } from '../../tools/stack/submit-by-hand.ts';
import { isShort } from '../short-form.ts';
import { atOnce } from './at-once.ts';

// The engine runs an activity at least once, and possibly on two hosts at the same moment. Only the record decides
// which run sends.

const SUBMISSIONS = isShort() ? 60 : 1000;
const AT_ONCE = 10;
const MAX_MS = 1_200_000;

const { stack } = stackOfFile();

test(
  'a submission that two hosts run at once is one POST, while each tenth answer of the table is lost',
  async () => {
    // Prepare
    const byHand = await submitByHand(stack);
    const hosts = [stack.endpoints().app ?? '', await stack.startAnotherHost()];
    const offers = Array.from({ length: SUBMISSIONS }, (_, index) => `raced-${index}`);
    const commands = await atOnce(AT_ONCE, offers, (offer) => byHand.prepare(offer));
    await clientOf(stack).fault({ service: 'storage', lost: true, every: 10, times: 1_000_000 });

    // Act
    const posts = await atOnce(AT_ONCE, commands, async (command) => {
      await Promise.all(hosts.map((host) => byHand.run(host, command)));
      await waitUntil(`a POST for ${command.offerId}`, async () => (await byHand.postsOf(command.offerId)) > 0, {
        withinMs: 60_000,
      });
      return command.offerId;
    });
    await clientOf(stack).sleep(3_000);

    // Assess
    expect(posts).toHaveLength(SUBMISSIONS);
    const counts = await atOnce(AT_ONCE, offers, (offer) => byHand.postsOf(offer));
    expect(counts.filter((count) => count !== 1)).toEqual([]);
  },
  MAX_MS,
);
