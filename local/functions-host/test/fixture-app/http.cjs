const { existsSync } = require('node:fs');
const { app } = require('@azure/functions');

// A test breaks the app by making this file.
if (existsSync(process.env.FIXTURE_BROKEN ?? '')) throw new Error('the fixture app is broken');

// Run with FIXTURE_STREAM=1 the same functions answer through the streaming mode.
if (process.env.FIXTURE_STREAM === '1') app.setup({ enableHttpStream: true });

app.http('echo', {
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  route: 'echo/{first}/{second?}',
  handler: async (request, context) => ({
    status: 201,
    headers: { 'x-function': context.functionName },
    jsonBody: {
      url: request.url,
      method: request.method,
      params: request.params,
      query: [...request.query.entries()],
      headers: Object.fromEntries(request.headers.entries()),
      body: await request.text(),
      traceParent: context.traceContext?.traceParent,
    },
  }),
});

app.http('rest', { route: 'rest/{*tail}', handler: (request) => ({ jsonBody: request.params }) });
app.http('unrouted', { methods: ['GET'], handler: () => ({ body: 'unrouted' }) });
app.http('byNumber', { route: 'ranked/{id:int}', handler: () => ({ body: 'byNumber' }) });
app.http('byName', { route: 'ranked/{id}', handler: () => ({ body: 'byName' }) });
app.http('byLiteral', { route: 'ranked/literal', handler: () => ({ body: 'byLiteral' }) });

app.http('cookies', {
  handler: () => ({
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'x-empty': '' },
    body: new Uint8Array([0, 1, 254, 255]),
    cookies: [
      { name: 'a', value: 'b c', httpOnly: true, sameSite: 'Strict', maxAge: 60 },
      { name: 'd', value: 'e', path: '/x', expires: 1_000_000_000_000 },
    ],
  }),
});
app.http('nothing', { handler: () => undefined });
app.http('empty', { handler: () => ({ status: 204 }) });
app.http('throws', {
  handler: () => {
    throw new Error('the handler threw');
  },
});
app.http('process', { handler: () => ({ jsonBody: { pid: process.pid } }) });
app.http('setting', { handler: (request) => ({ body: process.env[request.query.get('name')] ?? '' }) });
app.http('slow', {
  handler: async (request) => {
    await new Promise((resolve) => setTimeout(resolve, Number(request.query.get('ms'))));
    return { body: 'slow' };
  },
});
app.http('crash', { handler: () => process.exit(3) });
app.http('drip', {
  handler: () => ({
    body: new ReadableStream({
      async start(controller) {
        for (const piece of ['one,', 'two,', 'three']) {
          controller.enqueue(Buffer.from(piece));
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
        controller.close();
      },
    }),
  }),
});

const seen = [];
app.hook.preInvocation((context) => {
  context.hookData.started = true;
  seen.push(`pre ${context.invocationContext.functionName}`);
  if (context.invocationContext.functionName === 'hooked') context.inputs = ['replaced'];
});
app.hook.postInvocation((context) => {
  seen.push(
    `post ${context.invocationContext.functionName} ${context.hookData.started} ${context.error?.message ?? ''}`,
  );
  if (context.invocationContext.functionName === 'hooked') context.result = { body: `${context.result.body}, after` };
});
app.http('hooked', { handler: (input) => ({ body: `${input}` }) });
app.http('hooks', { handler: () => ({ jsonBody: seen.splice(0) }) });
