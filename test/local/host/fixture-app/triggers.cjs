const { appendFileSync } = require('node:fs');
const { app } = require('@azure/functions');

/** What ran, for tests to read: one line of JSON a call. */
function record(entry) {
  appendFileSync(process.env.FIXTURE_RECORD, `${JSON.stringify({ pid: process.pid, ...entry })}\n`);
}

app.generic('background', {
  trigger: { type: 'timerTrigger', name: 'timer', schedule: '0 0 0 1 1 *' },
  handler: (timer, context) => record({ function: 'background', input: timer, metadata: context.triggerMetadata }),
});
