import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandFaults, commandsOf } from '../../infra/check/command-faults.ts';
import { ROOT } from './compiled.ts';

const PAGE = readFileSync(path.join(ROOT, 'docs', 'deploying.md'), 'utf8');
const NO_HELP = () => undefined;

describe('the commands of docs/deploying.md', () => {
  test('name files, scripts, variables and outputs that are there', () => {
    expect(commandFaults(ROOT, PAGE, NO_HELP)).toEqual([]);
    expect(commandsOf(PAGE).length).toBeGreaterThanOrEqual(20);
  });

  test.each([
    ['    bash pipelines/deploi.sh rg dev dist', 'no file pipelines/deploi.sh'],
    ['    npm ci && npm run pakage', 'no script pakage'],
    ['set `GO_LIVE_API_APP_ID`', 'Nothing reads GO_LIVE_API_APP_ID'],
    ['`identityObjectId` is an output of the deployment', 'There is no output identityObjectId'],
    ['    az keyvault secret set --vault v --name n', 'the tool does not know --vault'],
  ])('are refused: %s', (page, words) => {
    // Act
    const faults = commandFaults(ROOT, page, (command) =>
      command.join(' ') === 'keyvault secret set' ? 'Arguments\n    --name -n\n    --vault-name' : '',
    );

    // Assess
    expect(faults).toContainEqual(expect.stringContaining(words));
  });
});
