import type { AnswerOf, CommandOf } from '../domain/command.ts';
import type { History } from '../domain/history.ts';
import type { InspectOutcome } from '../domain/observation.ts';

interface Ports {
  /** @throws when the record is away. */
  readHistory: (publisherId: string, offerId: string) => Promise<History | undefined>;
}

/** Lets a look at an offer bring with it, if asked, how long go-lives took before. It takes up no turn of the publisher's. */
export function withHistory<P>(look: (command: CommandOf<'inspect'>, ports: P) => Promise<InspectOutcome>) {
  return async (command: CommandOf<'inspect'>, ports: P & Ports): Promise<AnswerOf<'inspect'>> => {
    const [outcome, history] = await Promise.all([look(command, ports), known(command, ports)]);
    return history && outcome.kind === 'inspected' ? { ...outcome, history } : outcome;
  };
}

/** A go-live does without it: whatever keeps the record from telling must not keep the offer from being looked at. */
async function known(
  { publisherId, offerId, withHistory }: CommandOf<'inspect'>,
  { readHistory }: Ports,
): Promise<History | undefined> {
  if (!withHistory) return undefined;
  try {
    return await readHistory(publisherId, offerId);
  } catch {
    return undefined;
  }
}
