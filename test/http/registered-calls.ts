import { HttpRequest, type HttpResponseInit, InvocationContext } from '@azure/functions';

interface Binding {
  type: string;
  route?: string;
  methods?: string[];
  authLevel?: string;
}

type Callback = (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;

/** What the app has registered with the worker. */
export interface Registered {
  metadata: { name: string; bindings: Record<string, Binding> };
  callback: Callback;
}

/** An HTTP trigger from a caller's point of view. */
export interface RegisteredCall {
  name: string;
  /** `GET operations/{id}`. */
  call: string;
  authLevel: string;
  /** Calls it as the host does; the route's parameters are taken from `params`. */
  answer(sent: {
    method?: string;
    params: Record<string, string>;
    query?: string;
    headers: Record<string, string>;
    body?: unknown;
  }): Promise<HttpResponseInit>;
}

/** The HTTP triggers among everything that was registered, whatever the style of registration. */
export function callsOf(registered: Registered[]): RegisteredCall[] {
  return registered.flatMap(({ metadata, callback }) => {
    const bindings = Object.values(metadata.bindings);
    const trigger = bindings.find(({ type }) => type === 'httpTrigger');
    if (!trigger) return [];
    const { route = metadata.name, methods = [], authLevel = 'anonymous' } = trigger;
    const method = methods.join(',');
    return [
      {
        name: metadata.name,
        call: `${method} ${route}`,
        authLevel,
        answer: ({ method: other = method, params, query = '', headers, body }) => {
          const path = route.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'x');
          const text = body === undefined ? undefined : JSON.stringify(body);
          const request = new HttpRequest({
            method: other,
            url: `https://golive.example/api/${path}${query}`,
            params,
            query: Object.fromEntries(new URLSearchParams(query)),
            headers: { 'content-type': 'application/json', ...headers },
            ...(text !== undefined && { body: { string: text } }),
          });
          return callback(request, contextOf(metadata.name, bindings));
        },
      },
    ];
  });
}

/** A context whose durable client leads nowhere, because the ports never use it. */
function contextOf(functionName: string, bindings: Binding[]): InvocationContext {
  const clients = bindings.filter(({ type }) => type === 'durableClient');
  const context = new InvocationContext({
    functionName,
    invocationId: 'i-1',
    logHandler: () => {},
    // The library itself passes only these; its type demands more than it uses.
    options: { trigger: {}, extraInputs: clients, extraOutputs: [] } as never,
  });
  const nowhere = {
    taskHubName: 'x',
    creationUrls: {},
    managementUrls: {},
    baseUrl: '',
    rpcBaseUrl: 'http://127.0.0.1:9/',
  };
  for (const client of clients) context.extraInputs.set(client as never, nowhere);
  return context;
}
