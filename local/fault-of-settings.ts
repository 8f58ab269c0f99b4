/**
 * The line that stands in the place of "ready" when the app cannot use its settings. It runs all the same, as it would in
 * Azure, but answers nothing else. What is wrong with them is in the app's log, which this process shares.
 */
export async function faultOfSettings(app: string): Promise<string | undefined> {
  const response = await fetch(`${app}/api/health`);
  const { dependencies } = (await response.json()) as { dependencies?: Record<string, string> };
  if (dependencies?.['settings'] !== 'failing') return undefined;
  return (
    'not ready: the app cannot use its settings; the lines above say which of them, and what is wanted. ' +
    'They come from the environment, then from local.settings.json. Correct them and start again.'
  );
}
