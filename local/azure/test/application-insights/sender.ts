// A separate process, like the app: sends one event with the SDK's defaults, then exits.
import appInsights from 'applicationinsights';

appInsights.setup().start();
appInsights.defaultClient.trackEvent({ name: 'golive-test' });
await appInsights.defaultClient.flush();
process.exit();
