import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { missingDotnet } from '../../conformance/dotnet-build.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

const FOLDER = 'test/e2e/dotnet-sender';
const BUILD = ['--configuration', 'Release', '--output', `${FOLDER}/bin`, '--nologo', '--verbosity', 'quiet'];

const { stack, client } = stackOfFile();
// Without .NET on the machine there is no such upstream system to test.
const onDotnet = missingDotnet() === undefined ? test : test.skip;

/** Builds the program from the packages that its lock file names, and runs it. */
async function runSender(): Promise<Record<string, unknown>> {
  const project = `${FOLDER}/dotnet-sender.csproj`;
  const built = spawnSync('dotnet', ['build', project, ...BUILD, '-p:RestoreLockedMode=true'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The .NET program cannot be built:\n${built.stdout}${built.stderr}`);
  const { stdout } = await promisify(execFile)('dotnet', [
    `${FOLDER}/bin/dotnet-sender.dll`,
    stack.endpoints().serviceBus ?? '',
  ]);
  return JSON.parse(stdout);
}

async function endOf(offer: string): Promise<string> {
  const id = await waitUntil(`a go-live of ${offer}`, async () => {
    const list = (await (await client.get(`operations?publisherId=contoso&offerId=${offer}`)).json()) as {
      value: { id: string }[];
    };
    return list.value[0]?.id;
  });
  return (await client.follow(id)).status;
}

onDotnet(
  'a .NET system sends requests to the local broker in every way that its client has, and they go live',
  async () => {
    // Act
    const said = await runSender();
    const offers = ['dotnet-single', 'dotnet-batch-1', 'dotnet-batch-2', 'dotnet-scheduled'];
    const ends = await Promise.all(offers.map(endOf));

    // Assess
    expect(said).toEqual({
      batch: true,
      peeked: ['dotnet-never'],
      deadLetter: 'dotnet-malformed',
      noSuchQueue: 'MessagingEntityNotFound',
      session: 'InvalidOperationException',
    });
    expect(ends).toEqual(offers.map(() => 'Succeeded'));
  },
  180_000,
);
