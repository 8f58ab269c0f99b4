import type { GoLive } from './go-live.ts';

/** R10: what is known, at the end, of an operation's submission. No other code may state that nothing was submitted. */
export function lastWords({ submitted, submission, marketplace, joined, adopted }: GoLive): string {
  switch (submitted) {
    case 'no':
      if (joined && marketplace)
        return `This operation submitted nothing: it followed marketplace operation ${marketplace.operationId}.`;
      return submission.attempts === 0 ? 'Nothing was submitted.' : 'The marketplace accepted nothing.';
    case 'yes':
      return '';
    case 'not-known':
      return adopted && marketplace
        ? `The answer to the submission was lost: marketplace operation ${marketplace.operationId} was perhaps started by somebody else.`
        : 'Whether the submission was accepted is not known.';
  }
}
