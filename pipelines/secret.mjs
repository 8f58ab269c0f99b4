import { EXIT } from './exit-codes.mjs';
import { Stop } from './stop.mjs';

/** Usual mistakes in copying a secret, and how to report them. No message shows the value. */
const FAULTS = [
  [
    /^\$\(.*\)$/,
    'is the name of a variable that the pipeline does not know',
    'Define the secret variable, or link the variable group that has it',
  ],
  [/^\$\{\{/, 'is an expression that nothing has evaluated', 'Hand the secret over in the workflow itself'],
  [/^https?:\/\//i, 'is an address', 'Give the key alone: what follows "code=" in the address'],
  [/^code=/i, 'begins with "code="', 'Give the key alone, without "code="'],
  [/^bearer /i, 'is a token', 'Give a function key; a token is asked for by GO_LIVE_API_APPLICATION'],
  [/^(["']).*\1$/, 'is in quotes', 'Give the key without them'],
  [/^\*+$/, 'is a row of stars, as logs show a secret', 'Copy the value itself, from the app\'s page "App keys"'],
  [
    /[^\x21-\x7e]/,
    'has a character that no function key has: a space, a line break, or a letter with an accent',
    'Copy the key once more; one secret holds one key',
  ],
];

/**
 * A secret without the white space that copying adds at its ends; undefined when it is empty.
 * @throws {Stop} whose text never contains the value.
 */
export function readSecret(env, name) {
  const value = env[name]?.trim();
  if (!value) return undefined;
  for (const [form, what, remedy] of FAULTS) {
    if (form.test(value)) throw new Stop('InvalidConfiguration', `${name} ${what}`, remedy, EXIT.usage);
  }
  return value;
}
