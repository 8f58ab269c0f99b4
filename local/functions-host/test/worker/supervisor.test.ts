import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '../../../../test/wait-until.ts';
import { type Fixture, startFixture } from '../start-fixture.ts';

describe.each([
  ['without streaming', '0'],
  ['with streaming', '1'],
])('the app in its worker process, %s', (_, streams) => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await startFixture({ FIXTURE_STREAM: streams });
  });
  afterEach(() => fixture.stop());

  test('serves requests from a new worker after the old one was killed', async () => {
    // Prepare
    const first = fixture.host.workerPid();
    expect(await (await fixture.get('/api/process')).json()).toEqual({ pid: first });

    // Act
    if (first) process.kill(first, 'SIGKILL');
    await waitUntil('another worker', () => fixture.host.workerPid() !== first);

    // Assess: a request that arrives while the new worker starts waits for it.
    const answer = await fixture.get('/api/process');
    expect(await answer.json()).toEqual({ pid: fixture.host.workerPid() });
    expect(fixture.lines.join('')).toContain('ended by SIGKILL');
  });

  test('answers 503 to the requests that died with the worker', async () => {
    // Prepare
    const pid = fixture.host.workerPid();
    const slow = [fixture.get('/api/slow?ms=60000'), fixture.get('/api/slow?ms=60000')];
    await fixture.get('/api/unrouted');

    // Act
    if (pid) process.kill(pid, 'SIGKILL');

    // Assess
    const statuses = (await Promise.all(slow)).map(({ status }) => status);
    expect(statuses).toEqual([503, 503]);
  });

  test('starts the app again when the app ends itself', async () => {
    // Act
    const answer = await fixture.get('/api/crash');

    // Assess
    expect(answer.status).toBe(503);
    expect((await fixture.get('/api/unrouted')).status).toBe(200);
    expect(fixture.lines.join('')).toContain('ended with exit code 3');
  });

  test('goes on when a caller leaves before the answer', async () => {
    // Act
    const leave = new AbortController();
    const left = fixture.get('/api/slow?ms=200', { signal: leave.signal });
    await fixture.get('/api/unrouted');
    leave.abort();

    // Assess
    await expect(left).rejects.toThrow('aborted');
    await waitUntil('the slow function to end', () => fixture.lines.join('').includes('Function.slow: Succeeded'));
    expect((await fixture.get('/api/unrouted')).status).toBe(200);
  });

  test('answers what still ran when the host stops', async () => {
    // Prepare
    const slow = fixture.get('/api/slow?ms=300');
    await fixture.get('/api/unrouted');

    // Act
    const stopped = fixture.host.stop();

    // Assess
    expect(await (await slow).text()).toBe('slow');
    await stopped;
    await expect(fixture.get('/api/unrouted')).rejects.toThrow();
    expect(fixture.host.workerPid()).toBeUndefined();
  });
});

describe('an app that cannot be loaded', () => {
  let directory: string;
  let brokenFile: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'broken-'));
    brokenFile = path.join(directory, 'broken');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test('keeps the host from starting', async () => {
    await writeFile(brokenFile, '');
    await expect(startFixture({ FIXTURE_BROKEN: brokenFile })).rejects.toThrow('the fixture app is broken');
  });

  test('is tried again and again once it has run, and serves as soon as it loads', async () => {
    // Prepare
    const fixture = await startFixture({ FIXTURE_BROKEN: brokenFile });
    try {
      await writeFile(brokenFile, '');

      // Act
      const pid = fixture.host.workerPid();
      if (pid) process.kill(pid, 'SIGKILL');
      await waitUntil('the pause before the next worker', () =>
        fixture.lines.join('').includes('a new one starts in 250 ms'),
      );
      await rm(brokenFile);

      // Assess
      expect(fixture.lines.join('')).toContain('the fixture app is broken');
      await waitUntil('an answer', async () => (await fixture.get('/api/unrouted')).status === 200);
    } finally {
      await fixture.stop();
    }
  });
});
