import * as df from 'durable-functions';
// The whole app, together with the smallest function that starts an orchestration over HTTP.
import '../../src/index.ts';

// biome-ignore lint/correctness/useYield: the least orchestration does nothing
df.app.orchestration('bare', function* () {
  return 'done';
});
df.app.client.http('bareStart', {
  route: 'bare',
  methods: ['POST'],
  handler: async (request, client) => client.createCheckStatusResponse(request, await client.startNew('bare')),
});
