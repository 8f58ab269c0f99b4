import { cancel } from '../../src/activities/cancel.ts';
import { inspect } from '../../src/activities/inspect.ts';
import { observe } from '../../src/activities/observe.ts';
import { submit } from '../../src/activities/submit.ts';
import type { Marketplace } from '../../src/marketplace/port.ts';
import { anIntent, anOffer, anOperation, aRequest, goLive } from '../domain/go-lives.ts';

const intent = anIntent({ ref: 'submission/2' });

test.each([['another'], [undefined]])(
  'every activity opens the marketplace through the API of its command: %s',
  async (api) => {
    // Prepare
    const opened: (string | undefined)[] = [];
    const marketplace = (_publisherId: string, name?: string): Marketplace => {
      opened.push(name);
      return {
        inspect: async () => ({ kind: 'inspected', offer: anOffer() }),
        submit: async (_offerId, submission) => {
          expect(submission).toEqual({ version: '2', ref: 'submission/2' });
          return { kind: 'accepted', operationId: 'ours', ref: 'ours' };
        },
        observe: async () => ({ kind: 'observed', operation: anOperation() }),
        cancel: async () => ({ kind: 'canceled' }),
      };
    };
    const offer = { publisherId: 'contoso', offerId: 'vm', ...(api !== undefined && { api }) };
    const ports = {
      marketplace,
      prepare: async () => {},
      takeTicket: async () => ({ kind: 'won' as const, at: 0 }),
      clock: { wallMs: () => 0, monotonicMs: () => 0 },
    };
    const operation = { operationId: 'ours', version: '2', ref: 'ours' };

    // Act
    await inspect({ kind: 'inspect', ...offer }, ports);
    await submit(
      { kind: 'submit', checkpoint: goLive(aRequest()), ...offer, intent, settleSeconds: 60, untaken: [] },
      ports,
    );
    await observe({ kind: 'observe', ...offer, ref: 'ours' }, ports);
    await cancel({ kind: 'cancel', ...offer, ...operation, notificationEmails: [] }, ports);

    // Assess
    expect(opened).toEqual([api, api, api, api]);
  },
);
