import { member } from './exposure-faults.ts';
import { type Installation, ofType } from './installation.ts';

/** With a lower maximum, HTTP calls fail when many come at once ("Flex Consumption plan hosting", instance limits). */
const LEAST_MAXIMUM = 40;

/** Settings that Flex Consumption advises against, and missing prerequisites of zone redundancy. */
export function scaleFaults(installation: Installation): string[] {
  const [plan] = ofType(installation, 'Microsoft.Web/serverfarms');
  const [site] = ofType(installation, 'Microsoft.Web/sites');
  const [account] = ofType(installation, 'Microsoft.Storage/storageAccounts');
  const scale = member(member(site?.properties, 'functionAppConfig'), 'scaleAndConcurrency');
  const maximum = Number(member(scale, 'maximumInstanceCount'));
  const groups = member(scale, 'alwaysReady');
  const counts = ['http', 'durable'].map((name) =>
    Array.isArray(groups)
      ? Number(
          member(
            groups.find((group) => member(group, 'name') === name),
            'instanceCount',
          ) ?? 0,
        )
      : 0,
  );
  const inZones = plan?.properties?.['zoneRedundant'] === true;
  return [
    ...(maximum < LEAST_MAXIMUM ? [`At most ${maximum} instances; HTTP calls want ${LEAST_MAXIMUM}.`] : []),
    ...(inZones && counts.some((count) => count < 2) ? ['Zones want two always-ready instances in each group.'] : []),
    ...(inZones && member(account?.['sku'], 'name') !== 'Standard_ZRS'
      ? ['The app is in zones, its storage is not.']
      : []),
  ];
}
