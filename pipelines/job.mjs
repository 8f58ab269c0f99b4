import { earlierResult } from './earlier-result.mjs';
import { EXIT } from './exit-codes.mjs';
import { follow } from './follow.mjs';
import { actorText, attentionText, cancelText, standingOf, successOf } from './operation-words.mjs';
import { say } from './print.mjs';
import { openService } from './service.mjs';
import { Stop, sentences } from './stop.mjs';

/**
 * Starts the go-live, follows it, and returns how the job ends: code, last line, exit code. Everything that becomes
 * known is put into `job` at once, for a signal that ends the job.
 * @throws {Stop} when the offer is not live, or that cannot be determined.
 */
export async function takeLive({ job, agent, beganAt }) {
  const { configuration } = job;
  const { url, publisher, offer, key, keyHeader, request, waitMinutes, neutralOnTimeout } = configuration;
  const ask = openService(configuration);
  say(`Go-live of ${publisher}/${offer}, key ${key}`);
  const until = Date.now() + waitMinutes * 60_000;
  job.isAsked = true;
  const started = await ask(
    `${url}/publishers/${encodeURIComponent(publisher)}/offers/${encodeURIComponent(offer)}/golive`,
    { method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': keyHeader }, body: request },
  );
  job.location = locationOf(started, url);
  job.operation = started.operation;
  say(`Operation ${job.location}`);
  const old = earlierResult(started, beganAt);
  const { id, status } = started.operation;
  // Written before anything can end this job, so that a later step can continue from here.
  agent.writeOutputs({ operationId: id, operationUrl: job.location, status, oldResult: old !== undefined });
  if (old) say(`${old}.`);

  const { operation, ended } = await follow({
    ask,
    location: job.location,
    first: started,
    until,
    onLook(operation) {
      job.operation = operation;
    },
    onAttention: (attention) =>
      agent.annotate('warning', `${publisher}/${offer} needs attention`, attentionText(attention)),
  }).catch((error) => {
    throw cannotFollow(error, job.operation);
  });
  if (!ended) return stoppedWaiting(operation, job.location, neutralOnTimeout);
  return endOf(operation, old);
}

/** The caller's key or token must never be sent to another service than the configured one. */
function locationOf({ operation, headers }, url) {
  const location = headers.get('operation-location') ?? `${url}/operations/${operation.id}`;
  if (new URL(location, url).origin === new URL(url).origin) return new URL(location, url).href;
  throw new Stop(
    'UnexpectedLocation',
    `The operation is said to be at ${location}`,
    'Set GO_LIVE_URL to the address that the service gives itself',
    EXIT.refused,
  );
}

function endOf(operation, old) {
  const { status, result, error } = operation;
  const another = 'Only another key asks again; without GO_LIVE_KEY each attempt of a run has its own';
  if (status !== 'Succeeded') {
    throw new Stop(
      error?.code ?? status,
      sentences(old, error?.message ?? cancelText(operation)),
      sentences(error?.remedy ?? 'Start another go-live when it is wanted again', old && another),
      EXIT.failed,
    );
  }
  if (result?.confirmed === false) {
    throw new Stop(
      'NotConfirmed',
      sentences(
        old,
        `${actorText(result.assertedBy)} ended operation ${operation.id} as succeeded; the marketplace has not confirmed it`,
      ),
      `Look in Partner Center${operation.links?.marketplace ? ` (${operation.links.marketplace})` : ''} whether ${operation.publisherId}/${operation.offerId} is live before anything is built on it`,
      EXIT.notConfirmed,
    );
  }
  const line = `Succeeded: ${sentences(successOf(operation), old, old && another)}`;
  return { code: 'Succeeded', line, exitCode: EXIT.live, ...(old && { level: 'warning' }) };
}

function stoppedWaiting(operation, location, isNeutral) {
  const stop = stillRunning(
    operation,
    standingOf(operation),
    `Run the job again to go on following it, or look at it: ${location}`,
  );
  if (!isNeutral) throw stop;
  return { code: stop.code, line: stop.line, exitCode: EXIT.live, level: 'warning', isNeutral: true };
}

/** Ends only the follower; the operation continues. */
function stillRunning({ id }, reason, remedy) {
  return new Stop('StillRunning', sentences(`Operation ${id} runs on`, reason), remedy, EXIT.stillRunning);
}

/** That the caller is refused from now on says nothing about the operation. */
function cannotFollow(error, operation) {
  const isAboutCaller =
    error.exitCode === EXIT.signIn || (error.exitCode === EXIT.refused && error.code !== 'OperationNotFound');
  if (!isAboutCaller) return error;
  const reason = `It cannot be followed any more: ${error.code}: ${error.message}`;
  return stillRunning(operation, reason, `${error.remedy}. Then run the job again to go on following it`);
}
