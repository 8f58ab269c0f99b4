/**
 * Asks the app whether it can use its settings, for without them every other answer of it is that it is not available.
 * What is wrong with them is in its log, which this process shares.
 */
export async function faultOfSettings(app: string): Promise<string | undefined> {
  const response = await fetch(`${app}/api/health`);
  const { dependencies } = (await response.json()) as { dependencies?: Record<string, string> };
  if (dependencies?.['settings'] !== 'failing') return undefined;
  return (
    'The app cannot use its settings; the lines above say which of them, and what is wanted. ' +
    'They come from the environment, then from local.settings.json.'
  );
}
