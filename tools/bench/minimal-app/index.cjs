// The smallest Durable Functions app, as in the documentation's quickstart: one starter, one orchestrator, one
// activity.
const { app } = require('@azure/functions');
const df = require('durable-functions');

app.setup({ enableHttpStream: true });
df.app.orchestration('orchestrator', function* (context) {
  return yield context.df.callActivity('activity', 'Tokyo');
});
df.app.activity('activity', { handler: (input) => `Hello, ${input}` });
df.app.client.http('starter', {
  route: 'orchestrators/{name}',
  handler: async (request, client) =>
    client.createCheckStatusResponse(request, await client.startNew(request.params.name)),
});
