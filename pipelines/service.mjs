import { setTimeout as sleep } from 'node:timers/promises';
import { parseObject } from './json.mjs';
import { say } from './print.mjs';
import { openCaller } from './sign-in.mjs';
import { Stop } from './stop.mjs';

const REQUEST_MS = 60_000;
const LONGEST_PAUSE_SECONDS = 300;

/**
 * The Go Live service. What passes, as a restart does, is waited for: every call can be sent twice, because a start
 * carries its key.
 */
export function openService(configuration) {
  const caller = openCaller(configuration);
  const { awayMinutes } = configuration;

  return async function ask(url, init = {}) {
    let awaySince;
    let signedInAgain = false;
    for (let tries = 0; ; tries++) {
      const answer = await send(url, init, await caller.headers());
      if (answer.kind === 'operation') {
        if (awaySince !== undefined) say('The service is back.');
        return answer;
      }
      if (answer.kind === 'refused') {
        if (answer.status !== 401 || signedInAgain || !caller.signInAgain()) throw refusal(answer);
        signedInAgain = true;
        continue;
      }
      if (awaySince === undefined) say(`The service is away (${answer.reason}); waiting for it.`);
      awaySince ??= Date.now();
      const pauseMs = pauseSeconds(answer.headers, Math.min(2 ** tries, 30)) * 1000;
      if (Date.now() + pauseMs > awaySince + awayMinutes * 60_000) throw away(awayMinutes, answer.reason);
      await sleep(pauseMs);
    }
  };
}

/** `Retry-After` in seconds, or what is usual here. */
export function pauseSeconds(headers, usual) {
  const header = headers?.get('retry-after') ?? '';
  return /^\d+$/.test(header) ? Math.min(Number(header), LONGEST_PAUSE_SECONDS) : usual;
}

async function send(url, init, credentials) {
  let response;
  let text;
  try {
    // A redirect could take the caller's key elsewhere.
    response = await fetch(url, {
      ...init,
      headers: { ...init.headers, ...credentials },
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    text = await response.text();
  } catch (error) {
    return { kind: 'away', reason: error.cause?.code ?? error.name };
  }
  const { status, headers } = response;
  if (status >= 500 || status === 429 || status === 408) return { kind: 'away', reason: `HTTP ${status}`, headers };
  const body = parseObject(text);
  if (status === 200 || status === 202) {
    if (typeof body?.id === 'string') return { kind: 'operation', operation: body, headers };
    return { kind: 'away', reason: `HTTP ${status} without an operation`, headers };
  }
  // While an app is deployed, the platform answers 404 for it; the app's own 404 has a code.
  if (status === 404 && init.method !== 'POST' && !body?.code) return { kind: 'away', reason: 'HTTP 404', headers };
  return { kind: 'refused', status, problem: body ?? {} };
}

function refusal({ status, problem }) {
  const errors = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  const message = [problem.detail ?? `The service answered HTTP ${status}`, ...errors].join('; ');
  return new Stop(problem.code ?? `Http${status}`, message, remedyOf(status));
}

function remedyOf(status) {
  if (status === 401 || status === 403) return 'Check the function key, or the app role of this caller';
  if (status === 404) return 'Check GO_LIVE_URL: it ends in /api; an operation is known for the retention time only';
  return 'Repair the request; another request needs another key';
}

function away(minutes, reason) {
  return new Stop(
    'ServiceAway',
    `The service has been away for ${minutes} minutes (${reason})`,
    'An operation that was started goes on. Run the job again, with the same key, when the service is back',
  );
}
