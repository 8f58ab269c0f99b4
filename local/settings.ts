import { readState } from './azure/state-file.ts';
import { readAppSettings, type Settings } from './functions-host/app-settings.ts';

/** These route the SDKs to the stand-ins; the machine's own proxy settings would bypass them. */
const ROUTES = ['HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];

/** A go-live at the rehearsal marketplace takes seconds, so looks are more frequent than in Azure. */
const PACE: Settings = {
  GO_LIVE_POLL_MIN_SECONDS: '1',
  GO_LIVE_POLL_MAX_SECONDS: '10',
  PRODUCT_INGESTION_POLL_MIN_SECONDS: '0.01',
  GO_LIVE_SETTLE_SECONDS: '5',
};

/** The settings from the environment and local.settings.json, without any stand-in. */
export function ownSettings(appDir: string): Promise<Settings> {
  return readAppSettings(appDir, process.env);
}

/** The app's settings next to the stand-ins: the environment, over local.settings.json, over the stand-ins' values. */
export async function settingsWithStandIns(appDir: string, stateDir: string): Promise<Settings> {
  const standIns: Settings = readState(stateDir)?.settings ?? {};
  const routes = Object.fromEntries(ROUTES.filter((name) => name in standIns).map((name) => [name, standIns[name]]));
  return { ...PACE, ...standIns, ...(await ownSettings(appDir)), ...routes };
}
