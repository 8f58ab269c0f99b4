import { EXIT } from './exit-codes.mjs';
import { Stop } from './stop.mjs';

/** Reports an answer that a retry would not change, with the service's own words and what the reader can do. */
export function refusal({ status, problem, location }, configuration) {
  if (problem.code)
    return new Stop(problem.code, messageOf(problem), remedyOf(status, problem, configuration), EXIT.refused);
  if (status >= 300 && status < 400) {
    return new Stop(
      'WrongAddress',
      `${configuration.url} answered HTTP ${status} and leads to ${location ?? 'another place'}; the key is sent to no other address`,
      'Set GO_LIVE_URL to the address of the service itself; a sign-in page there wants GO_LIVE_API_APPLICATION to be set',
      EXIT.refused,
    );
  }
  if (status === 401 || status === 403) {
    return new Stop(
      `Http${status}`,
      `The service answered HTTP ${status}`,
      callerRemedy(status, configuration),
      EXIT.refused,
    );
  }
  return new Stop(
    'WrongAddress',
    `${configuration.url} answered HTTP ${status}, and not as Go Live does`,
    addressRemedy(configuration),
    EXIT.refused,
  );
}

function messageOf({ code, detail = code, errors = [] }) {
  const unsaid = errors.filter((error) => !detail.includes(error.detail));
  return [detail, ...unsaid.map((error) => `${error.pointer}: ${error.detail}`)].join('; ');
}

function remedyOf(status, { code }, configuration) {
  if (status === 401 || status === 403) return callerRemedy(status, configuration);
  switch (code) {
    case 'OperationNotFound':
      return 'An operation is known for the retention time only; start another go-live when it is wanted again';
    case 'IdempotencyKeyReused':
      return 'Give another GO_LIVE_KEY, or the request that the key was first given with';
    case 'InvalidRequest':
      return 'Repair what is named; GO_LIVE_REQUEST holds the body, and docs/openapi.json says what it may have';
    default:
      return 'Repair the request; another request needs another key';
  }
}

/** The caller's remedy depends on which credentials were sent and which were missing. */
function callerRemedy(status, { functionKey, application }) {
  if (status === 403) {
    return 'Check the app role of this caller and the callers that the API allows; an app that is stopped or closed to this network answers so too';
  }
  if (!functionKey && !application) {
    return 'Neither function key nor token was sent: set GO_LIVE_FUNCTION_KEY (a secret that is not defined, or a run from a fork, is empty) or GO_LIVE_API_APPLICATION';
  }
  if (!application) {
    return 'Check that GO_LIVE_FUNCTION_KEY is a key of the app that GO_LIVE_URL names; where Entra guards the API, set GO_LIVE_API_APPLICATION too';
  }
  const key = functionKey
    ? 'and that GO_LIVE_FUNCTION_KEY is a key of this app'
    : 'and set GO_LIVE_FUNCTION_KEY: none was sent';
  return `Check that ${application} is the application that guards this API, ${key}`;
}

/** The remedy when something else answers at the address. */
export function addressRemedy({ url }) {
  const end = url.endsWith('/api') ? '' : '; the API of the function app ends in /api';
  return `Check GO_LIVE_URL${end}`;
}
