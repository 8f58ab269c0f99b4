import type { CommandOf } from '../../src/domain/command.ts';
import type { Transition } from '../../src/domain/transition.ts';
import { aLiveOffer, anOffer } from '../domain/go-lives.ts';
import type { Answer } from './task-hub.ts';

/** A marketplace whose operation runs for a number of looks, or until it is canceled; plain data. */
export interface Marketplace {
  looksUntilLive: number;
  looks: number;
  canceled: boolean;
  /** The announced transitions. */
  announced: Pick<Transition, 'sequence' | 'name'>[];
}

export function marketplace(looksUntilLive: number): Marketplace {
  return { looksUntilLive, looks: 0, canceled: false, announced: [] };
}

/** The answers of the app's activities on this marketplace. */
export function answersOf(market: Marketplace): Answer {
  return (activity, input) => {
    const isLive = market.looks >= market.looksUntilLive;
    switch (activity) {
      case 'announce': {
        const { outbox, sequence } = (input as CommandOf<'announce'>).checkpoint;
        market.announced.push(...outbox.transitions.map(({ sequence, name }) => ({ sequence, name })));
        return { kind: 'announced', written: sequence, published: sequence };
      }
      case 'inspect':
        return { kind: 'inspected', offer: isLive ? aLiveOffer() : anOffer() };
      case 'submit':
        return { kind: 'accepted', operationId: 'ours', ref: '/operations/ours' };
      case 'observe': {
        market.looks++;
        const state = market.canceled ? 'canceled' : market.looks >= market.looksUntilLive ? 'succeeded' : 'running';
        return { kind: 'observed', operation: { state, status: state, steps: [], liveLinks: [], cancelable: true } };
      }
      case 'cancel':
        market.canceled = true;
        return { kind: 'canceling' };
      default:
        throw new Error(`The app has no activity "${activity}".`);
    }
  };
}
