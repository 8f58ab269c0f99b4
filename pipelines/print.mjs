/** Prints a line with date and time in UTC. */
export function say(text) {
  console.log(`${new Date().toISOString().slice(0, 19)}Z  ${plain(text)}`);
}

/** The text contains words from outside: neither a line break nor a command to the build agent may get through. */
export function plain(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').replaceAll('##', '# #');
}
