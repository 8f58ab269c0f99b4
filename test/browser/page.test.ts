import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { clientOf } from '../../tools/stack/client.ts';
import { type RunningStack, startStack } from '../../tools/stack/running-stack.ts';
import { peopleSettings, signIn } from '../../tools/stack/sign-in.ts';
import { waitUntil } from '../wait-until.ts';
import { openBrowser, overflows, violationsOf, windowOf } from './browser.ts';
import { fillRecord, LONG_TURKISH, RIGHT_TO_LEFT, SCRIPT } from './filled-record.ts';

const PEOPLE = {
  rosa: ['GoLive.Submit', 'GoLive.Operate', 'GoLive.Approve'],
  ann: ['GoLive.Approve'],
};
const PHONE = { width: 390, height: 844 };
const MAX_BYTES = 60 * 1024;
/** `GO_LIVE_SCREENSHOTS=1 npm run test:browser` renews the README's pictures. */
const IMAGES = process.env['GO_LIVE_SCREENSHOTS'] === undefined ? undefined : path.resolve('docs/images');
const MAX_IMAGE_BYTES = 150 * 1024;

let stack: RunningStack;
let browser: Browser;
let client: ReturnType<typeof clientOf>;
let blockedId: string;

const ui = (below = '') => `${stack.endpoints().app}/api/ui${below}`;
const open = (person: string | undefined, options = {}) => windowOf(browser, stack, person, options);

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack(peopleSettings(PEOPLE));
  const rosa = await signIn(stack, 'rosa');
  client = clientOf(stack, () => rosa);
  await fillRecord(stack);
  await client.scenario('blocked-for-ever', {
    faults: [
      {
        on: 'golive',
        do: 'blocked-step',
        step: 'displaycertify',
        message: `${LONG_TURKISH} ${RIGHT_TO_LEFT} ${SCRIPT}`,
      },
    ],
  });
  blockedId = (await client.goLive('blocked-for-ever', { labels: { note: SCRIPT } })).operation.id;
  await attended(blockedId);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
}, 60_000);

const read = async (id: string) =>
  (await (await client.get(`operations/${id}`)).json()) as { attention?: object; phase: string; status: string };
const attended = (id: string) => waitUntil('attention', async () => (await read(id)).attention);
const phaseIs = (id: string, phase: string) => waitUntil(phase, async () => (await read(id)).phase === phase);

async function picture(page: Page, name: string): Promise<void> {
  if (IMAGES === undefined) return;
  mkdirSync(IMAGES, { recursive: true });
  const file = path.join(IMAGES, `${name}.png`);
  await page.screenshot({ path: file, scale: 'css' });
  expect(statSync(file).size).toBeLessThan(MAX_IMAGE_BYTES);
}

test('an approver follows a link to the API on a phone, signs in, and approves', async () => {
  // Prepare
  const { operation } = await client.goLive('approved-by-phone', { approval: { required: 1, expiresAfter: 'PT1H' } });
  await phaseIs(operation.id, 'awaiting-approval');
  const { page, context, faults } = await open(undefined, { viewport: PHONE, isMobile: true, hasTouch: true });

  // Act
  await page.goto(`${stack.endpoints().app}/api/operations/${operation.id}`);
  await page.getByRole('link', { name: /ann/i }).tap();
  await page.waitForURL(`**/api/ui/operations/${operation.id}`);
  await picture(page, 'approve-on-a-phone');
  const sideways = await overflows(page);
  await page.getByRole('button', { name: /^Approve/ }).tap();
  const dialog = page.getByRole('dialog', { name: 'Approve this go-live?' });
  const said = await dialog.textContent();
  await dialog.getByLabel('Reason').fill('Tested this morning');
  await dialog.getByRole('button', { name: 'Approve the go-live' }).tap();
  await dialog.waitFor({ state: 'hidden' });
  const ended = await client.follow(operation.id);

  // Assess
  expect(sideways).toBe(false);
  expect(said).toContain('contoso/approved-by-phone');
  expect(ended).toMatchObject({
    status: 'Succeeded',
    approval: { decisions: [{ name: 'ann@contoso.com', reason: 'Tested this morning' }] },
  });
  await page.reload();
  expect(await page.getByText('Tested this morning').count()).toBe(1);
  expect(faults).toEqual([]);
  await context.close();
});

test('an operator finds the offer that is stuck, sees what waits behind it, looks, and ends it by word', async () => {
  // Prepare
  await client.scenario('stuck', {
    faults: [{ on: 'golive', do: 'blocked-step', step: 'displaycertify', message: 'No image' }],
  });
  const { operation } = await client.goLive('stuck');
  await attended(operation.id);
  const next = await client.goLive('stuck', { onConflict: 'queue' });
  await phaseIs(next.operation.id, 'queued');
  const { page, context, faults } = await open('rosa');

  // Act
  await page.goto(ui('?publisherId=contoso&offerId=stuck'));
  await page
    .getByRole('region', { name: /^Needs a person/ })
    .getByRole('link', { name: 'contoso/stuck' })
    .click();
  const behind = await page.getByRole('region', { name: 'Waits behind' }).textContent();
  const messages = await page.getByRole('list', { name: 'Messages' }).first().textContent();
  await page.getByRole('button', { name: /^Look now/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Look now' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /^End/ }).click();
  const dialog = page.getByRole('dialog', { name: 'End this go-live' });
  await dialog.getByLabel('It ended as').selectOption('Failed');
  await dialog.getByLabel('Reason').fill('Seen in Partner Center');
  await dialog.getByRole('button', { name: 'End the go-live' }).click();
  const ended = await client.follow(operation.id);

  // Assess
  expect(behind).toContain(next.operation.id);
  expect(messages).toContain('No image');
  expect(ended).toMatchObject({
    status: 'Failed',
    endedBy: { name: 'rosa@contoso.com' },
    ending: { reason: 'Seen in Partner Center' },
  });
  // The page updates itself.
  await page.getByText('Seen in Partner Center', { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('a refusal of the API stays in the dialog, in its own words', async () => {
  const { operation } = await client.goLive('late', { approval: { required: 1, expiresAfter: 'PT1H' } });
  await phaseIs(operation.id, 'awaiting-approval');
  const { page, context } = await open('ann');
  await page.goto(ui(`/operations/${operation.id}`));
  await page.getByRole('button', { name: /^Reject/ }).click();
  await client.post(`operations/${operation.id}/cancel`);
  await client.follow(operation.id);

  await page.getByRole('dialog').getByLabel('Reason').fill('Too late');
  await page.getByRole('dialog').getByRole('button', { name: 'Reject the go-live' }).click();

  await page.getByRole('dialog').getByText('AlreadyEnded').waitFor();
  await context.close();
});

test('a release engineer sees how 40 go-lives of a release went', async () => {
  const { page, context, faults } = await open('rosa', { viewport: { width: 1280, height: 900 } });
  await page.goto(ui('?publisherId=northwind'));
  await page.locator('summary').click();
  await picture(page, 'list');
  await page.goto(ui());

  await page.locator('summary').click();
  await page.getByLabel('Label').fill('release=2026-11');
  await page.getByRole('button', { name: 'Filter' }).click();

  const ended = page.getByRole('region', { name: 'Ended (40)' });
  expect(await ended.getByRole('article').count()).toBe(40);
  expect(await ended.getByText('SubmissionRejected').count()).toBe(4);
  expect(faults).toEqual([]);
  await context.close();
});

test('shows an offer: its last twenty go-lives, and whether its credentials are good', async () => {
  const { page, context, faults } = await open('rosa', { viewport: { width: 1000, height: 800 } });
  await page.goto(ui('/publishers/contoso/offers/virtual-desktop'));
  await picture(page, 'offer');

  await page.getByRole('button', { name: 'Examine the credentials' }).click();
  await page.getByText('The credentials are: ok').waitFor();

  expect(await page.locator('svg rect').count()).toBe(20);
  expect(await page.getByRole('row', { name: /Failed MarketplaceFailed/ }).count()).toBe(3);
  expect(faults).toEqual([]);
  await context.close();
});

test('brings itself up to date, and keeps the focus', async () => {
  const { page, context } = await open('rosa');
  await page.clock.install();
  await page.goto(ui(`/operations/${blockedId}`));
  await page.getByRole('button', { name: /^Look now/ }).focus();
  const asked: number[] = [];
  page.on('response', (response) => asked.push(response.status()));

  for (let round = 0; round < 3; round++) {
    await page.clock.fastForward(15_000);
    await waitUntil('an answer', () => asked.length > round);
  }

  expect(asked[0]).toBe(200);
  expect(asked.slice(1).every((status) => status === 200 || status === 304)).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^look-/);
  await context.close();
});

describe.each(['en', 'tr'])('in %s', (lang) => {
  test.each(['light', 'dark'] as const)('axe finds nothing on any page, %s', async (colorScheme) => {
    const { page, context, faults } = await open('rosa', { colorScheme });
    const found: Record<string, string[]> = {};
    for (const below of ['', `/operations/${blockedId}`, '/publishers/contoso/offers/virtual-desktop']) {
      await page.goto(ui(`${below}?lang=${lang}`));
      found[below] = await violationsOf(page);
    }
    await page.goto(ui(`/operations/${blockedId}?lang=${lang}`));
    await page.locator('[data-opens=end]').click();
    found['dialog'] = await violationsOf(page);

    expect(Object.values(found).flat()).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  test('nothing has to be scrolled sideways at 200 % on a small screen', async () => {
    const { page, context } = await open('rosa', { viewport: { width: 320, height: 400 } });
    for (const below of ['', `/operations/${blockedId}`, '/publishers/contoso/offers/virtual-desktop']) {
      await page.goto(ui(`${below}?lang=${lang}`));
      expect([below, await overflows(page)]).toEqual([below, false]);
    }
    await context.close();
  });
});

test('works with the keyboard alone', async () => {
  // Prepare
  const { operation } = await client.goLive('by-keyboard', { approval: { required: 1, expiresAfter: 'PT1H' } });
  await phaseIs(operation.id, 'awaiting-approval');
  const { page, context } = await open('ann');
  await page.goto(ui(`/operations/${operation.id}`));
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (text: string) => {
    for (let step = 0; step < 60 && (await focused()) !== text; step++) await page.keyboard.press('Tab');
    expect(await focused()).toBe(text);
  };

  // Act
  await page.keyboard.press('Tab');
  const first = await focused();
  await page.keyboard.press('Enter');
  await tabTo('Reject');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  const after = await focused();
  await tabTo('Approve');
  await page.keyboard.press('Enter');
  await tabTo('Approve the go-live');
  await page.keyboard.press('Enter');
  const ended = await client.follow(operation.id);

  // Assess
  expect(first).toBe('Skip to content');
  expect(after).toBe('Reject');
  expect(ended.status).toBe('Succeeded');
  await context.close();
});

test('buttons are large enough to be hit', async () => {
  const { page, context } = await open('rosa', { viewport: PHONE });
  await page.goto(ui());

  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, header a, h3 a, summary')]
      .filter((each) => each.checkVisibility())
      .map((each) => ({ text: each.textContent, height: each.getBoundingClientRect().height }))
      .filter(({ height }) => height < 24),
  );

  expect(small).toEqual([]);
  await context.close();
});

test('a first view takes at most 60 KB over the wire, everything included', async () => {
  const { page, context } = await open('rosa');
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const sizes: number[] = [];
  session.on('Network.loadingFinished', ({ encodedDataLength }) => sizes.push(encodedDataLength));

  await page.goto(ui(), { waitUntil: 'networkidle' });

  const sum = sizes.reduce((all, size) => all + size, 0);
  console.info(`first view: ${sizes.length} answers, ${sum} bytes`);
  expect(await page.getByRole('article').count()).toBeGreaterThan(80);
  expect(sizes.length).toBeGreaterThanOrEqual(3);
  expect(sum).toBeLessThan(MAX_BYTES);
  await context.close();
});
