import type { Marketplace } from '../../../src/marketplace/port.ts';
import type { Deed, Rehearsal } from './rehearsal.ts';

/** An action of somebody else right before our n-th call, counted from 0. */
export interface Meanwhile {
  call: number;
  deed: Deed;
}

export const SOMEBODY_ELSE = 'somebody else';

/**
 * A marketplace at which others act between any two of our calls; it records the versions that ours meant and the
 * strangers that they affected.
 */
export function amongStrangers(marketplace: Marketplace, rehearsal: Rehearsal, meanwhile: Meanwhile[]) {
  let calls = 0;
  /** The rehearsal marketplace's number of each version that a look has shown in preview. */
  const numbers = new Map<string, number>();
  /** The number of the version that each submission meant. */
  const meant: (number | undefined)[] = [];
  /** Operations started by others that one of our cancels reached. */
  const strangersCanceled: string[] = [];

  async function letOthers(offer: string): Promise<void> {
    const call = calls++;
    for (const { deed } of meanwhile.filter((each) => each.call === call)) await rehearsal.others(offer, deed);
  }

  const canceled = async (offer: string) => {
    const { operations } = await rehearsal.truth(offer);
    const strangers = operations.filter(({ startedBy }) => startedBy === SOMEBODY_ELSE).map(({ id }) => id);
    return operations.flatMap(({ cancels }) => (cancels !== undefined && strangers.includes(cancels) ? [cancels] : []));
  };

  const { running } = marketplace;
  const port: Marketplace = {
    async inspect(offer, watched) {
      await letOthers(offer);
      const outcome = await marketplace.inspect(offer, watched);
      const { preview } = (await rehearsal.truth(offer)).slots;
      if (outcome.kind === 'inspected' && outcome.offer.preview.kind === 'holds' && preview !== undefined)
        numbers.set(outcome.offer.preview.version, preview);
      return outcome;
    },
    async submit(offer, submission, inTime) {
      await letOthers(offer);
      meant.push(numbers.get(submission.version));
      return marketplace.submit(offer, submission, inTime);
    },
    async observe(offer, ref) {
      await letOthers(offer);
      return marketplace.observe(offer, ref);
    },
    ...(running && {
      async running(offer: string, ours: Parameters<typeof running>[1]) {
        await letOthers(offer);
        return running.call(marketplace, offer, ours);
      },
    }),
    async cancel(offer, operation, how) {
      const before = await canceled(offer);
      const outcome = await marketplace.cancel(offer, operation, how);
      const now = await canceled(offer);
      strangersCanceled.push(...now.filter((id) => !before.includes(id)));
      return outcome;
    },
  };
  return { port, numbers, meant, strangersCanceled };
}
