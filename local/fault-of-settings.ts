/**
 * The line to print instead of "ready" when the app cannot use its settings. As in Azure the app runs nevertheless, but
 * answers nothing else. The details are in the app's log, which goes to the same output.
 */
export async function faultOfSettings(app: string): Promise<string | undefined> {
  const response = await fetch(`${app}/api/health`);
  const { dependencies } = (await response.json()) as { dependencies?: Record<string, string> };
  if (dependencies?.['settings'] !== 'failing') return undefined;
  return (
    'not ready: the app cannot use its settings; the lines above name them, with the reasons. ' +
    'They come from the environment, then from local.settings.json. Correct them and start again.'
  );
}
