import { readOptions } from '../../local/command-line.ts';
import { type RunningStack, startStack } from '../stack/running-stack.ts';
import { peopleSettings } from '../stack/sign-in.ts';
import { integrator } from './integrator.ts';
import { type Answer, type Person, personOn } from './journey.ts';
import { operator } from './operator.ts';
import { releaseEngineer } from './release-engineer.ts';

// npm run journeys: three people use the whole product on this machine, and what each of them sees is printed. It fails
// when a question has no answer.

const WIDEST = 300;

readOptions('npm run journeys: three people use the product; red when a question has no answer.');

/** Settings of the stack on which people sign in; pipeline jobs use function keys and run on the other stack. */
const WITH_PEOPLE = peopleSettings({
  omar: ['GoLive.Submit', 'GoLive.Operate'],
  ann: ['GoLive.Approve'],
  bob: ['GoLive.Approve', 'GoLive.Operate'],
});

type Walk = (person: Person, stack: RunningStack) => Promise<void>;

/** By the stack that they share. */
const JOURNEYS: { settings: Record<string, string>; as?: string; walks: [title: string, walk: Walk][] }[] = [
  { settings: {}, walks: [['Release engineer: forty offers of one release', releaseEngineer]] },
  {
    settings: WITH_PEOPLE,
    as: 'omar',
    walks: [
      ['Integrator: cards out of events, requests by queue', integrator],
      ['Operator: 3 a.m.', operator],
    ],
  },
];

const unanswered: Answer[] = [];
for (const { settings, as, walks } of JOURNEYS) {
  const stack = await startStack(settings);
  try {
    for (const [title, walk] of walks) {
      const person = await personOn(stack, as);
      const startedAt = Date.now();
      await walk(person, stack);
      console.log(`\n## ${title} (${Math.round((Date.now() - startedAt) / 1000)} s)\n`);
      console.log('| question | call | answer |\n|---|---|---|');
      for (const answer of person.answers) console.log(rowOf(answer));
      unanswered.push(...person.answers.filter(({ says }) => says === undefined));
    }
  } finally {
    await stack.stop();
  }
}
console.log(
  unanswered.length === 0 ? '\nEvery question has an answer.' : `\n${unanswered.length} questions have no answer.`,
);
process.exitCode = unanswered.length === 0 ? 0 : 1;

function rowOf({ question, call, says = '**no answer**' }: Answer): string {
  const cells = [question, `\`${call}\``, says.length > WIDEST ? `${says.slice(0, WIDEST)}…` : says];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
