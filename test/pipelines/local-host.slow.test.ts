import type { Server } from 'node:http';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';
import { startFront } from './front.ts';
import { runScript } from './run-script.ts';

const { stack, client } = stackOfFile();
let front: { url: string; server: Server };

beforeAll(async () => {
  front = await startFront(() => stack.endpoints().app);
});
afterAll(() => {
  front?.server.closeAllConnections();
  front?.server.close();
});

const run = (offer: string) => runScript({ GO_LIVE_URL: front.url, GO_LIVE_OFFER: offer });
/** An attempt of a workflow run; its key comes from the attempt. */
const attempt = (offer: string, number: number, env: Record<string, string> = {}) =>
  runScript({
    GO_LIVE_URL: front.url,
    GO_LIVE_OFFER: offer,
    GO_LIVE_KEY: '',
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: String(number),
    ...env,
  });
const posts = async (offer: string) => await client.goLivePosts(offer);

describe('a pipeline and the whole product', () => {
  test('takes an offer live, and when it is run again there is no second go-live', async () => {
    // Act
    const first = await run('by-pipeline');
    const again = await run('by-pipeline');

    // Assess
    expect(first).toMatchObject({ code: 0, last: 'Succeeded: contoso/by-pipeline is live, version 2.' });
    expect(first.lines.filter((line) => line.startsWith('Step ')).length).toBeGreaterThanOrEqual(2);
    expect(again.code).toBe(0);
    expect(again.last).toMatch(/^Succeeded: contoso\/by-pipeline is live, version 2\./);
    expect(again.lines[1]).toBe(first.lines[1]);
    expect(await posts('by-pipeline')).toHaveLength(1);
  }, 60_000);

  test("ends red with the failure's code and remedy in its last line", async () => {
    // Prepare
    const steps = [{ id: 'displaycertify', seconds: 0.2, outcome: 'fails' }];
    await client.scenario('fails-certification', { goLive: { steps } });

    // Act
    const { code, last } = await run('fails-certification');

    // Assess
    expect(code).toBe(1);
    expect(last).toMatch(/^CertificationFailed: .+\. .+\.$/);
  }, 60_000);

  test('outlives the service being killed and started again in the middle', async () => {
    // Prepare
    await client.scenario('restarted', { goLive: { steps: [{ id: 'live', seconds: 6 }] } });
    const following = run('restarted');
    await waitUntil('the go-live to be submitted', async () => (await posts('restarted')).length > 0);

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

  test('goes live when a run that failed is run again after the repair, with one more POST', async () => {
    // Prepare
    const steps = [{ id: 'displaycertify', seconds: 0.2, outcome: 'fails' }];
    await client.scenario('repaired', { goLive: { steps } });
    const failed = await attempt('repaired', 1);
    await client.scenario('repaired', {});
    const before = (await posts('repaired')).length;

    // Act
    const again = await attempt('repaired', 2);

    // Assess
    expect(failed).toMatchObject({ code: 1, last: expect.stringMatching(/^CertificationFailed: /) });
    expect(again).toMatchObject({ code: 0, last: 'Succeeded: contoso/repaired is live, version 2.' });
    expect((await posts('repaired')).length).toBe(before + 1);
  }, 60_000);

  test('is green without a POST when a run that went live is run again', async () => {
    // Prepare
    const first = await attempt('run-again', 1);

    // Act
    const again = await attempt('run-again', 2);

    // Assess
    expect(first).toMatchObject({ code: 0, last: 'Succeeded: contoso/run-again is live, version 2.' });
    expect(again).toMatchObject({
      code: 0,
      last: 'Succeeded: contoso/run-again is live, version 2; it was so before.',
    });
    expect(await posts('run-again')).toHaveLength(1);
  }, 60_000);

  test('joins without a POST when a run that stopped waiting is run again', async () => {
    // Prepare
    await client.scenario('still-running', { goLive: { steps: [{ id: 'live', seconds: 8 }] } });
    const stopped = await attempt('still-running', 1, { GO_LIVE_WAIT_MINUTES: '0', GO_LIVE_ON_TIMEOUT: 'neutral' });
    await waitUntil('the go-live to be submitted', async () => (await posts('still-running')).length > 0);

    // Act
    const again = await attempt('still-running', 2);

    // Assess
    expect(stopped).toMatchObject({ code: 0, last: expect.stringMatching(/^StillRunning: Operation /) });
    expect(again).toMatchObject({ code: 0, last: 'Succeeded: contoso/still-running is live, version 2.' });
    const [, id = ''] = again.lines.find((line) => line.startsWith('Operation '))?.match(/operations\/(\S+)/) ?? [];
    expect(await (await client.get(`operations/${id}`)).json()).toMatchObject({ joined: true });
    expect(await posts('still-running')).toHaveLength(1);
  }, 60_000);

  test('says that a result is old when its key is used again later', async () => {
    // Prepare
    await run('old-result');
    await client.sleep(1100); // The service's clock is read in whole seconds.

    // Act
    const { code, lines } = await run('old-result');

    // Assess
    expect(code).toBe(0);
    expect(lines.filter((line) => line.startsWith('This is an old result: '))).toHaveLength(1);
  }, 60_000);
});
