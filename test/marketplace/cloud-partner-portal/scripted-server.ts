import { openCloudPartnerPortal } from '../../../src/marketplace/cloud-partner-portal/cloud-partner-portal.ts';
import { type Opened, type OpenOptions, openOn } from '../http/scripted-client.ts';
import type { Script } from '../http/scripted-server.ts';

export { closeServers } from '../http/scripted-client.ts';
export { limitsFor, type Reply, type Script } from '../http/scripted-server.ts';

/** Opens the client on a scripted server. */
export function open(script: Script, options: OpenOptions = {}): Promise<Opened> {
  return openOn(script, options, ({ origin: _, ...channel }) =>
    openCloudPartnerPortal({ ...channel, publisherId: 'contoso' }),
  );
}
