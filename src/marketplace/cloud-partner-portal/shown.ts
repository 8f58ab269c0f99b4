import type { Message, Step } from '../../domain/observation.ts';

/**
 * An operation is shown in at most 16 KB, which is this many characters. More would never be seen, yet every look stays
 * in the history of an orchestration, and sixteen days hold thousands of them.
 */
const SHOWN_CHARACTERS = 8000;

/** The steps with as many of their messages as can be shown: the newest of each, then those before them, and so on. */
export function shownSteps(steps: readonly Step[]): Step[] {
  const shown = new Set<Message>();
  const longest = Math.max(0, ...steps.map(({ messages }) => messages.length));
  let left = SHOWN_CHARACTERS;
  for (let age = 1; age <= longest && left > 0; age++) {
    for (const { messages } of steps) {
      const message = messages.at(-age);
      if (message === undefined) continue;
      left -= message.text.length;
      if (left >= 0) shown.add(message);
    }
  }
  return steps.map((step) => ({ ...step, messages: step.messages.filter((message) => shown.has(message)) }));
}

/** As many links, from the first on, as can be shown. */
export function shownLinks(links: readonly string[]): string[] {
  let left = SHOWN_CHARACTERS;
  return links.filter((link) => {
    left -= link.length;
    return left >= 0;
  });
}
