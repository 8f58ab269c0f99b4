import type { Server } from 'node:http';
import { clientOf } from '../../tools/stack/client.ts';
import { type RunningStack, startStack, until } from '../../tools/stack/running-stack.ts';
import { startFront } from './front.ts';
import { runScript } from './run-script.ts';

let stack: RunningStack;
let client: ReturnType<typeof clientOf>;
let front: { url: string; server: Server };

beforeAll(async () => {
  stack = await startStack();
  client = clientOf(stack);
  front = await startFront(() => stack.endpoints().app);
}, 60_000);
afterAll(async () => {
  front?.server.closeAllConnections();
  front?.server.close();
  await stack?.stop();
}, 30_000);

const run = (offer: string) => runScript({ GO_LIVE_URL: front.url, GO_LIVE_OFFER: offer });
const posts = async (offer: string) => (await client.portalRequests(offer)).filter(({ action }) => action === 'golive');

describe('a pipeline and the whole product', () => {
  it('takes an offer live, and when it is run again there is no second go-live', async () => {
    // Act
    const first = await run('by-pipeline');
    const again = await run('by-pipeline');

    // Assess
    expect(first).toMatchObject({ code: 0, last: 'Succeeded: contoso/by-pipeline is live, version 2.' });
    expect(first.lines.filter((line) => line.startsWith('Step ')).length).toBeGreaterThanOrEqual(2);
    expect(again).toMatchObject({ code: 0, last: first.last });
    expect(again.lines[1]).toBe(first.lines[1]);
    expect(await posts('by-pipeline')).toHaveLength(1);
  }, 60_000);

  it("ends red with the failure's code and remedy in its last line", async () => {
    // Prepare
    const steps = [{ id: 'displaycertify', seconds: 0.2, outcome: 'fails' }];
    await client.scenario('fails-certification', { goLive: { steps } });

    // Act
    const { code, last } = await run('fails-certification');

    // Assess
    expect(code).toBe(1);
    expect(last).toMatch(/^CertificationFailed: .+\. .+\.$/);
  }, 60_000);

  it('outlives the service being killed and started again in the middle', async () => {
    // Prepare
    await client.scenario('restarted', { goLive: { steps: [{ id: 'live', seconds: 6 }] } });
    const following = run('restarted');
    await until('the go-live to be submitted', async () => (await posts('restarted')).length > 0);

    // Act
    await stack.killHost();
    await client.sleep(1500);
    await stack.startHost();
    const { code, lines } = await following;

    // Assess
    expect({ code, lines }).toMatchObject({
      code: 0,
      lines: expect.arrayContaining(['The service is back.', 'Succeeded: contoso/restarted is live, version 2.']),
    });
    expect(await posts('restarted')).toHaveLength(1);
  }, 90_000);
});
