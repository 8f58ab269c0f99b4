import type { Action } from './orchestrator-state.ts';
import { type ReplayScope, runAction } from './run-action.ts';

/**
 * Performs actions one after the other. A loop, because thousands of actions may end at once and recursion would
 * overflow.
 */
export function runInOrder(scope: ReplayScope, actions: Action[], done: () => void): void {
  const queue = actions[Symbol.iterator]();
  let isLooping = false;
  let isBusy = false;
  const advance = () => {
    if (isLooping) return;
    isLooping = true;
    while (!isBusy) {
      const next = queue.next();
      if (next.done) {
        isBusy = true;
        done();
        break;
      }
      isBusy = true;
      runAction(scope, next.value, () => {
        isBusy = false;
        advance();
      });
    }
    isLooping = false;
  };
  advance();
}
