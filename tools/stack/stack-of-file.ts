import { type Client, clientOf } from './client.ts';
import { type RunningStack, startStack } from './running-stack.ts';

const START_MS = 60_000;
const STOP_MS = 60_000;

/** A running stack and its client. Tests may keep both before the stack runs; they always refer to the running one. */
export interface OpenStack {
  stack: RunningStack;
  client: Client;
}

/**
 * One stack for all tests of the file that calls it at its top: started before the first test, ended after the last,
 * even when tests fail. Tests share it, so each must use its own offers. `settings` are app settings.
 */
export function stackOfFile(settings: Record<string, string> = {}): OpenStack {
  const opened = opener(settings);
  beforeAll(opened.open, START_MS);
  afterAll(opened.close, STOP_MS);
  return opened.shown;
}

/** A stack for each test of the file, for tests that stop or break what others would share. */
export function stackOfEachTest(settings: Record<string, string> = {}): OpenStack {
  const opened = opener(settings);
  beforeEach(opened.open, START_MS);
  afterEach(opened.close, STOP_MS);
  return opened.shown;
}

function opener(settings: Record<string, string>) {
  let running: RunningStack | undefined;
  const current = (): RunningStack => {
    if (running === undefined) throw new Error('The stack does not run yet: use it in a test or in a hook.');
    return running;
  };
  const stack: RunningStack = {
    get localDir() {
      return current().localDir;
    },
    endpoints: () => current().endpoints(),
    killHost: () => current().killHost(),
    endHost: () => current().endHost(),
    startHost: (changed) => current().startHost(changed),
    startAnotherHost: (how) => current().startAnotherHost(how),
    output: () => current().output(),
    stop: () => current().stop(),
  };
  return {
    shown: { stack, client: clientOf(stack) },
    async open() {
      running = await startStack(settings);
    },
    async close() {
      await running?.stop();
      running = undefined;
    },
  };
}
