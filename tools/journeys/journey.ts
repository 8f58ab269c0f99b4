import type { OperationView } from '../../src/domain/operation.ts';
import { waitUntil } from '../../test/wait-until.ts';
import { clientOf } from '../stack/client.ts';
import type { RunningStack } from '../stack/running-stack.ts';
import { signIn } from '../stack/sign-in.ts';

/** A question of a person, the one call that answers it, and what that says; nothing where it says nothing. */
export interface Answer {
  question: string;
  call: string;
  says: string | undefined;
}

type Json = Record<string, unknown>;

/** What a person does in a journey: calls of the API, as itself. */
export type Person = Awaited<ReturnType<typeof personOn>>;

/** What people do on a stack; each question is answered by one call. `signedInAs`: who asks, where people sign in. */
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
    /** Asks one call, and keeps what it says. */
    async ask<T = OperationView>(question: string, path: string, read: (answer: T) => unknown): Promise<void> {
      const says = read(await call<T>('GET', path));
      answers.push({ question, call: `GET ${path}`, says: textOf(says) });
    },
    /** The same of a call that changes something. */
    async wish<T = OperationView>(
      question: string,
      how: { method?: string; path: string; body: object; as?: string },
      read: (answer: T) => unknown,
    ): Promise<void> {
      const { method = 'POST', path, body, as } = how;
      const says = read(await call<T>(method, path, body, as));
      answers.push({ question, call: `${method} ${path} ${JSON.stringify(body)}`, says: textOf(says) });
    },
    /** What a person learns without a call: from an event, from a line of a job. */
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
