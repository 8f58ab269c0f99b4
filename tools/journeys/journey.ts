import type { OperationView } from '../../src/domain/operation.ts';
import { waitUntil } from '../../test/wait-until.ts';
import { clientOf } from '../stack/client.ts';
import type { RunningStack } from '../stack/running-stack.ts';
import { signIn } from '../stack/sign-in.ts';

/** A person's question, the one call that answers it, and the answer; `says` is undefined when there is none. */
export interface Answer {
  question: string;
  call: string;
  says: string | undefined;
}

type Json = Record<string, unknown>;

/** A person in a journey, who calls the API under their own name. */
export type Person = Awaited<ReturnType<typeof personOn>>;

/**
 * Lets a person use a stack; each question must be answered by one call. `signedInAs`: the person's name, if people
 * sign in.
 */
export async function personOn(stack: RunningStack, signedInAs?: string) {
  const headersOf = (name: string | undefined) => (name === undefined ? {} : signIn(stack, name));
  const own = await headersOf(signedInAs);
  const client = clientOf(stack, () => own);
  const answers: Answer[] = [];

  async function call<T = Json>(method: string, path: string, body?: object, name?: string): Promise<T> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const signedIn = name === undefined ? own : await headersOf(name);
    const response = await fetch(`${stack.endpoints().app}/api/${path}`, {
      method,
      headers: { 'Content-Type': type, ...signedIn },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }

  return {
    client,
    answers,
    call,
    get: <T = OperationView>(path: string) => call<T>('GET', path),
    /** Makes one call and records its answer. */
    async ask<T = OperationView>(question: string, path: string, read: (answer: T) => unknown): Promise<void> {
      const says = read(await call<T>('GET', path));
      answers.push({ question, call: `GET ${path}`, says: textOf(says) });
    },
    /** The same for a call that changes something. */
    async wish<T = OperationView>(
      question: string,
      how: { method?: string; path: string; body: object; as?: string },
      read: (answer: T) => unknown,
    ): Promise<void> {
      const { method = 'POST', path, body, as } = how;
      const says = read(await call<T>(method, path, body, as));
      answers.push({ question, call: `${method} ${path} ${JSON.stringify(body)}`, says: textOf(says) });
    },
    /** Records what a person learns without a call: from an event, or from a line of a job. */
    told(question: string, where: string, says: unknown): void {
      answers.push({ question, call: where, says: textOf(says) });
    },
    until: (id: string, what: string, is: (operation: OperationView) => unknown) =>
      waitUntil(
        `${id} to be ${what}`,
        async () => {
          const operation = await call<OperationView>('GET', `operations/${id}`);
          return is(operation) ? operation : undefined;
        },
        { withinMs: 60_000 },
      ),
  };
}

function textOf(says: unknown): string | undefined {
  if (says === undefined || says === null || says === '') return undefined;
  if (says === false) return undefined;
  return typeof says === 'string' ? says : JSON.stringify(says);
}
