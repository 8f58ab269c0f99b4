import { setTimeout as sleep } from 'node:timers/promises';
import { troubleOf } from './connection-trouble.mjs';
import { EXIT } from './exit-codes.mjs';
import { parseObject } from './json.mjs';
import { say } from './print.mjs';
import { addressRemedy, refusal } from './refusal.mjs';
import { openCaller } from './sign-in.mjs';
import { Stop } from './stop.mjs';

const REQUEST_MS = 60_000;
const MAX_PAUSE_SECONDS = 300;

/**
 * The Go Live service. Transient failures, such as a restart, are retried; every call is safe to send twice, because a
 * start carries its idempotency key. Other failures are reported at once.
 */
export function openService(configuration) {
  const caller = openCaller(configuration);
  const { awayMinutes } = configuration;
  let hasAnswered = false;

  return async function ask(url, init = {}) {
    let awaySince;
    let signedInAgain = false;
    for (let tries = 0; ; tries++) {
      const answer = await send(url, init, await caller.headers());
      if (answer.kind === 'operation') {
        if (awaySince !== undefined) say('The service is back.');
        hasAnswered = true;
        return answer;
      }
      if (answer.kind === 'refused') {
        if (answer.status !== 401 || signedInAgain || !caller.signInAgain()) throw refusal(answer, configuration);
        signedInAgain = true;
        continue;
      }
      if (answer.kind === 'unsent' || (answer.kind === 'unreachable' && !hasAnswered))
        throw unsent(answer, configuration);
      if (awaySince === undefined) say(awayLine(answer, hasAnswered, configuration));
      awaySince ??= Date.now();
      const pauseMs = pauseSeconds(answer.headers, Math.min(2 ** tries, 30)) * 1000;
      if (Date.now() + pauseMs > awaySince + awayMinutes * 60_000)
        throw away(answer.reason, hasAnswered, configuration);
      await sleep(pauseMs);
    }
  };
}

/** `Retry-After` in seconds, or `usual` without it. */
export function pauseSeconds(headers, usual) {
  const header = headers?.get('retry-after') ?? '';
  return /^\d+$/.test(header) ? Math.min(Number(header), MAX_PAUSE_SECONDS) : usual;
}

async function send(url, init, credentials) {
  let response;
  let text;
  try {
    // Following a redirect could send the caller's key elsewhere.
    response = await fetch(url, {
      ...init,
      headers: { ...init.headers, ...credentials },
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    text = await response.text();
  } catch (error) {
    return troubleOf(error);
  }
  const { status, headers } = response;
  const body = parseObject(text);
  if (status >= 500 || status === 429 || status === 408) {
    return { kind: 'away', reason: [`HTTP ${status}`, body?.code, body?.detail].filter(Boolean).join(', '), headers };
  }
  if ((status === 200 || status === 202) && typeof body?.id === 'string') {
    return { kind: 'operation', operation: body, headers };
  }
  // While an app is being deployed, the platform answers for it with 404 or a page of its own; the app's own 404 has a
  // code. A start that meets either more likely has a wrong address, so it is reported instead.
  if (init.method !== 'POST' && !body?.code && [200, 202, 404].includes(status)) {
    return { kind: 'away', reason: `HTTP ${status} without an operation`, headers };
  }
  return { kind: 'refused', status, problem: body ?? {}, location: headers.get('location') };
}

function awayLine({ reason }, hasAnswered, { url, awayMinutes }) {
  const doubt = hasAnswered ? '' : ` GO_LIVE_URL is ${url}.`;
  return `Service unavailable (${reason}); retrying for up to ${awayMinutes} minutes.${doubt}`;
}

function away(reason, hasAnswered, configuration) {
  return new Stop(
    'ServiceAway',
    `The service has been away for ${configuration.awayMinutes} minutes (${reason})`,
    hasAnswered
      ? 'The operation that was started goes on. Run the job again when the service is back'
      : `Run the job again when the service is back; it finds what this one may have started. ${addressRemedy(configuration)}`,
    EXIT.away,
  );
}

function unsent({ kind, reason, detail, remedy }, { url }) {
  if (kind === 'unreachable') {
    return new Stop(
      'WrongAddress',
      `${url} cannot be reached: ${detail} (${reason})`,
      `${remedy}. It is GO_LIVE_URL`,
      EXIT.refused,
    );
  }
  return new Stop(
    'NotSent',
    `The call could not be made: ${detail} (${reason})`,
    'Nothing was asked by this call. Check the settings; "node go-live.mjs --help" lists them',
    EXIT.usage,
  );
}
