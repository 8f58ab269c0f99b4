const { appendFileSync } = require('node:fs');
const { connect } = require('node:http2');
const { app } = require('@azure/functions');

/** Records each call as one line of JSON, for tests to read. */
function record(entry) {
  appendFileSync(process.env.FIXTURE_RECORD, `${JSON.stringify({ pid: process.pid, ...entry })}\n`);
}

/** Encodes a protobuf field of fewer than 128 bytes. */
function field(number, content) {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}

/** Settles a message through the host's gRPC endpoint. */
async function deadLetter(lockToken, reason) {
  const session = connect(process.argv[process.argv.indexOf('--functions-uri') + 1]);
  const call = session.request({
    ':method': 'POST',
    ':path': '/Settlement/Deadletter',
    'content-type': 'application/grpc',
  });
  const message = Buffer.concat([field(1, lockToken), field(3, field(1, reason))]);
  call.end(Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]));
  const status = new Promise((resolve) => call.on('trailers', (trailers) => resolve(trailers['grpc-status'])));
  call.resume();
  if ((await status) !== '0') throw new Error(`settling ended with status ${await status}`);
  session.close();
}

app.generic('background', {
  trigger: { type: 'timerTrigger', name: 'timer', schedule: '0 0 0 1 1 *' },
  handler: (timer, context) => record({ function: 'background', input: timer, metadata: context.triggerMetadata }),
});

// The queue's name is a setting, so that a host without a namespace has no trigger that waits for one.
if (process.env.FIXTURE_QUEUE) {
  app.serviceBusQueue('queued', {
    connection: 'FixtureBus',
    queueName: '%FIXTURE_QUEUE%',
    handler: async (message, context) => {
      record({ function: 'queued', message, metadata: context.triggerMetadata, trace: context.traceContext });
      if (message === 'throw') throw new Error('the queue handler threw');
      if (message?.crashAtFirst && context.triggerMetadata.deliveryCount === 1) process.kill(process.pid, 'SIGKILL');
      if (message?.deadLetter) await deadLetter(context.triggerMetadata.lockToken, message.deadLetter);
      if (message?.andThrow) throw new Error('the queue handler threw after it had settled');
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
