const { app } = require('@azure/functions');
const df = require('durable-functions');

df.app.orchestration('greet', function* (context) {
  const name = context.df.getInput();
  const greeting = yield context.df.callActivity('say', name);
  const event = yield context.df.waitForExternalEvent('go');
  return `${greeting} ${event}`;
});
df.app.activity('say', { handler: (name) => `Hello ${name}` });

app.http('startGreet', {
  route: 'greet/{name}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const id = await client.startNew('greet', { input: request.params.name });
    return client.createCheckStatusResponse(request, id);
  },
});
app.http('goGreet', {
  route: 'greet/{id}/go',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    await df.getClient(context).raiseEvent(request.params.id, 'go', await request.text());
    return { status: 202 };
  },
});
