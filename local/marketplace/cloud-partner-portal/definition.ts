/** The signature in the SAS URLs of all definitions: if it turns up outside the marketplace, a client has kept a secret. */
export const CANARY_SIGNATURE = 'REHEARSAL0CANARY0SIGNATURE0NEVER0TO0BE0KEPT';

const PLANS = 20;

/** The definition of a version, large and full of SAS URLs as the real one. */
export function offerDefinition(version: number): unknown {
  return {
    displayText: 'Contoso Virtual Machine Offer',
    metadata: { emails: 'jondoe@contoso.com' },
    offer: {
      'microsoft-azure-marketplace.title': 'Contoso App',
      'microsoft-azure-marketplace.smallLogo': sasUrl('small.png'),
      'microsoft-azure-marketplace.largeLogo': sasUrl('large.png'),
    },
    plans: Array.from({ length: PLANS }, (_, plan) => ({
      planId: `contoso-plan-${plan}`,
      'microsoft-azure-virtualmachines.skuTitle': 'Contoso App',
      'microsoft-azure-virtualmachines.vmImages': {
        [`${version}.0.0`]: { osVhdUrl: sasUrl(`plan-${plan}.vhd`), lunVhdDetails: [] },
      },
    })),
  };
}

/** The address of a file with a signature in it, as no client may keep it. */
export function sasUrl(file: string): string {
  const query = `sv=2014-02-14&sr=b&sig=${CANARY_SIGNATURE}%3D&se=2099-12-31T00%3A00%3A00Z&sp=r`;
  return `https://rehearsal.blob.core.windows.net/offers/${file}?${query}`;
}
