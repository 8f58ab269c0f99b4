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

// The queue's name comes as a setting, so that a host without a namespace has no trigger that waits for one.
if (process.env.FIXTURE_QUEUE) {
  app.serviceBusQueue('queued', {
    connection: 'FixtureBus',
    queueName: '%FIXTURE_QUEUE%',
    handler: async (message, context) => {
      record({ function: 'queued', message, metadata: context.triggerMetadata, trace: context.traceContext });
      if (message === 'throw') throw new Error('the queue handler threw');
      if (message?.crashAtFirst && context.triggerMetadata.deliveryCount === 1) process.kill(process.pid, 'SIGKILL');
      if (message?.waitMs) await new Promise((resolve) => setTimeout(resolve, message.waitMs));
    },
  });
}

app.timer('everySecond', {
  schedule: '%FIXTURE_SCHEDULE%',
  handler: (timer, context) => record({ function: 'everySecond', timer, name: context.functionName }),
});
app.timer('atStart', {
  schedule: '0 0 0 1 1 *',
  runOnStartup: true,
  handler: (timer) => record({ function: 'atStart', timer }),
});
