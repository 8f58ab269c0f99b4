import type { AnswerOf, CommandOf } from '../domain/command.ts';
import type { History } from '../domain/history.ts';
import type { InspectOutcome } from '../domain/observation.ts';

interface Ports {
  /** @throws when the record is away. */
  readHistory: (publisherId: string, offerId: string) => Promise<History | undefined>;
}

/** Adds to a look, on request, how long earlier go-lives took. It does not use one of the publisher's turns. */
export function withHistory<P>(look: (command: CommandOf<'inspect'>, ports: P) => Promise<InspectOutcome>) {
  return async (command: CommandOf<'inspect'>, ports: P & Ports): Promise<AnswerOf<'inspect'>> => {
    const [outcome, history] = await Promise.all([look(command, ports), known(command, ports)]);
    return history && outcome.kind === 'inspected' ? { ...outcome, history } : outcome;
  };
}

/** A go-live works without a history, so a failing record must not keep it from looking at the offer. */
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
