#!/usr/bin/env node
// Takes an offer live from a pipeline: asks the Go Live service once, follows the operation, and ends 0 when the offer is
// live and 1 when it is not, with the reason in the last line. Needs Node 20 or later and nothing else.
//
//   GO_LIVE_URL              base of the API, such as https://func-golive-x.azurewebsites.net/api
//   GO_LIVE_PUBLISHER        publisher id
//   GO_LIVE_OFFER            offer id
//   GO_LIVE_KEY              names this wish: the same key is the same operation, so a job that runs again follows the first
//   GO_LIVE_REQUEST          optional JSON, such as {"expectedVersion": 2}
//   GO_LIVE_FUNCTION_KEY     the caller's function key
//   GO_LIVE_API_APPLICATION  client id of the API's Entra application, where one guards it
//   GO_LIVE_CLIENT_ID        with it, on GitHub: client id of the identity that trusts the workflow
//   GO_LIVE_TENANT_ID        with it, on GitHub: that identity's tenant. Azure DevOps says both itself; elsewhere the Azure CLI signs in
//   GO_LIVE_AWAY_MINUTES     how long the service may be away (15)
//   GO_LIVE_WAIT_MINUTES     how long to follow (as long as it takes); the operation goes on without a follower

import { setTimeout as sleep } from 'node:timers/promises';
import { readConfiguration } from './configuration.mjs';
import { say, writeOutputs } from './print.mjs';
import { openService, pauseSeconds } from './service.mjs';
import { Stop } from './stop.mjs';

const ENDED = ['Succeeded', 'Failed', 'Canceled'];

try {
  const operation = await takeLive(readConfiguration(process.env));
  say(`Succeeded: ${operation.publisherId}/${operation.offerId} is live${versionOf(operation)}.`);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.line);
  process.exitCode = 1;
}

/** The operation, once the offer is live. */
async function takeLive(configuration) {
  const { url, publisher, offer, key, request, waitMinutes } = configuration;
  const ask = openService(configuration);
  say(`Go-live of ${publisher}/${offer}, key ${key}`);
  const started = await ask(
    `${url}/publishers/${encodeURIComponent(publisher)}/offers/${encodeURIComponent(offer)}/golive`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: request,
    },
  );
  const location = locationOf(started, url);
  say(`Operation ${location}`);
  const operation = await follow(ask, location, started, Date.now() + waitMinutes * 60_000).catch((error) => {
    throw error.code === 'SignInFailed' ? stillRunning(started.operation, error.message) : error;
  });
  const code = operation.error?.code ?? operation.status;
  writeOutputs({ 'operation-id': operation.id, status: operation.status, code });
  if (operation.status === 'Succeeded') return operation;
  throw new Stop(
    code,
    operation.error?.message ?? `The operation ended ${operation.status}`,
    operation.error?.remedy ?? 'Start another go-live, with another key, when it is wanted again',
  );
}

/** The caller's key or token goes to the service that was named, and to no other. */
function locationOf({ operation, headers }, url) {
  const location = headers.get('operation-location') ?? `${url}/operations/${operation.id}`;
  if (new URL(location, url).origin === new URL(url).origin) return new URL(location, url).href;
  throw new Stop(
    'UnexpectedLocation',
    `The operation is said to be at ${location}`,
    'Set GO_LIVE_URL to the address that the service gives itself',
  );
}

/** Looks as often as the service says, and prints what has changed since the look before. */
async function follow(ask, location, first, until) {
  const shown = new Map();
  for (let answer = first; ; answer = await ask(location)) {
    const { operation, headers } = answer;
    for (const [what, line] of linesOf(operation)) {
      if (shown.get(what) !== line) say(line);
      shown.set(what, line);
    }
    if (ENDED.includes(operation.status)) return operation;
    const pauseMs = pauseSeconds(headers, 5) * 1000;
    if (Date.now() + pauseMs > until) {
      throw stillRunning(operation, `It is in phase ${operation.phase}`);
    }
    await sleep(pauseMs);
  }
}

/** The follower ends; what it followed does not. */
function stillRunning({ id }, reason) {
  const remedy = 'Run the job again, with the same key, to go on following it';
  return new Stop('StillRunning', `Operation ${id} runs on. ${reason}`, remedy);
}

/** What a person wants to see once, and again when it changes: what it is, and its line. */
function linesOf({ phase, attention, marketplace }) {
  const steps = marketplace?.steps ?? [];
  const messages = steps.flatMap(({ name, messages = [] }) =>
    messages.map(({ level, text }) => `Step ${name}: ${level}: ${text}`),
  );
  return [
    ['phase', `Phase: ${phase}`],
    ...steps.map(({ id, name, status, progress }) => [
      `step ${id ?? name}`,
      `Step ${name}: ${status}${progress === undefined ? '' : `, ${progress} %`}`,
    ]),
    ...messages.map((line) => [line, line]),
    ...(attention ? [['attention', `Attention: ${attention.code}: ${attention.message}`]] : []),
  ];
}

function versionOf({ result }) {
  const version = result?.version === undefined ? '' : `, version ${result.version}`;
  return result?.alreadyLive ? `${version}; it was so before` : version;
}
