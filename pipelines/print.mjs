import { appendFileSync } from 'node:fs';

/** Prints a line. Words of others are in it: no line break and no command to the build agent may come from them. */
export function say(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const plain = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').replaceAll('##', '# #');
  console.log(`${new Date().toISOString().slice(11, 19)}  ${plain}`);
}

/** For later steps of a GitHub job. */
export function writeOutputs(outputs) {
  const file = process.env.GITHUB_OUTPUT;
  if (!file) return;
  for (const [name, value] of Object.entries(outputs)) {
    appendFileSync(file, `${name}=${String(value).replace(/\s+/g, ' ')}\n`);
  }
}
