import http from 'node:http';
import { openCloudPartnerPortal } from '../../src/marketplace/cloud-partner-portal/cloud-partner-portal.ts';
import { createTelemetry } from '../../src/platform/telemetry.ts';
import { withTraceContext } from '../../src/platform/trace-context.ts';

/** Run by telemetry.test.ts, bundled as the app is, in a process of its own: the SDK patches the process it is in. */
async function main(host: string): Promise<void> {
  const telemetry = await createTelemetry({
    connectionString: 'InstrumentationKey=11111111-2222-3333-4444-555555555555',
    host,
    allowInsecureConnection: true,
    disableOfflineStorage: true,
    retryOptions: { maxRetries: 0 },
  });
  const marketplace = openCloudPartnerPortal({
    endpoint: host,
    scope: 'scope',
    publisherId: 'contoso',
    tokens: { token: async () => ({ kind: 'token', token: 'CANARY' }) },
  });

  await withTraceContext('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', async () => {
    for (let count = 0; count < 10; count++) await marketplace.observe('vm', '/api/operations/1');
    await get(`${host}/durabletask/orchestrators/goLive`);
    telemetry.event('golive.accepted', { operation: 'one' }, { checks: 3 });
    telemetry.exception(new Error('told'), { operation: 'one' });
    telemetry.metric('golive.checks', 3, { status: 'Succeeded' });
    telemetry.metric('golive.checks', 5, { status: 'Succeeded' });
    telemetry.metric('golive.checks', 1, { status: 'Failed' });
  });
  withTraceContext('nonsense', () => telemetry.event('golive.outside', {}));
  console.log('not collected');
  await telemetry.flush();
}

function get(url: string): Promise<void> {
  return new Promise((resolve) => {
    http.get(url, (answer) => answer.resume().once('end', resolve));
  });
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
