// This host checks no keys, but the SDK wants one in its URLs.
const CODE = 'code=local';

export interface ClientUrls {
  /** Where the SDK sends its calls, for example `http://127.0.0.1:17071/durabletask/`. */
  rpcBaseUrl: string;
  /** The public management API, for example `http://localhost:7071/runtime/webhooks/durabletask`. */
  baseUrl: string;
}

/** JSON text of the durable client's input binding. */
export function durableClientBinding(taskHub: string, { rpcBaseUrl, baseUrl }: ClientUrls): string {
  const create = `${baseUrl}/orchestrators/{functionName}[/{instanceId}]`;
  return JSON.stringify({
    taskHubName: taskHub,
    connectionName: 'Storage',
    rpcBaseUrl,
    baseUrl,
    requiredQueryStringParameters: CODE,
    httpBaseUrl: null,
    creationUrls: {
      createNewInstancePostUri: `${create}?${CODE}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${CODE}`,
    },
    managementUrls: { id: 'INSTANCEID', ...managementUrls(taskHub, baseUrl, 'INSTANCEID') },
  });
}

/** The links for managing an instance. */
export function managementUrls(taskHub: string, baseUrl: string, id: string) {
  const instance = `${baseUrl}/instances/${id}`;
  const common = `taskHub=${taskHub}&connection=Storage&${CODE}`;
  const withReason = `reason={text}&${common}`;
  return {
    statusQueryGetUri: `${instance}?${common}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${common}`,
    terminatePostUri: `${instance}/terminate?${withReason}`,
    rewindPostUri: `${instance}/rewind?${withReason}`,
    purgeHistoryDeleteUri: `${instance}?${common}`,
    restartPostUri: `${instance}/restart?${common}`,
    suspendPostUri: `${instance}/suspend?${withReason}`,
    resumePostUri: `${instance}/resume?${withReason}`,
  };
}
