// A process of its own, as the app is: sends one event as the SDK does by default, and ends.
import appInsights from 'applicationinsights';

appInsights.setup().start();
appInsights.defaultClient.trackEvent({ name: 'golive-test' });
await appInsights.defaultClient.flush();
process.exit();
