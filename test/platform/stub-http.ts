import type { TokenCredential } from '@azure/core-auth';
import { createHttpHeaders, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';

export interface Canned {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A transport for the Azure SDK clients that answers from memory and records the requests. */
export function stubHttp(answer: (request: PipelineRequest) => Canned): HttpClient & { requests: PipelineRequest[] } {
  const requests: PipelineRequest[] = [];
  return {
    requests,
    sendRequest: async (request) => {
      requests.push(request);
      const { status, headers = {}, body } = answer(request);
      return {
        request,
        status,
        headers: createHttpHeaders({ 'content-type': 'application/json', ...headers }),
        bodyAsText: body === undefined ? '' : JSON.stringify(body),
      };
    },
  };
}

export const ourIdentity: TokenCredential = {
  getToken: async () => ({ token: 'our-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
};
