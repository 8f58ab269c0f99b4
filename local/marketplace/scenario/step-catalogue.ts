/** A step of publishing as the marketplace describes it to people. */
export interface StepDescription {
  id: string;
  name: string;
  description: string;
  estimate?: string;
}

/** The steps that the marketplace documents, in their order ("Retrieve operations", "Retrieve offer status"). */
export const STEP_CATALOGUE: readonly StepDescription[] = [
  {
    id: 'displaydummycertify',
    name: 'Validate Pre-Requisites',
    description: 'Offer settings provided are validated.',
    estimate: '< 15 min',
  },
  {
    id: 'displaycertify',
    name: 'Certification',
    description: 'Your offer is analyzed by our certification systems for issues.',
    estimate: '< 5 day',
  },
  {
    id: 'displayprovision',
    name: 'Provisioning',
    description: 'Your virtual machine is being replicated in our production systems.',
    estimate: '< 1 day',
  },
  {
    id: 'displaypackage',
    name: 'Packaging and Lead Generation Registration',
    description: 'Your virtual machine is being packaged for customers, and lead systems are being set up.',
    estimate: '< 1 hour',
  },
  {
    id: 'publisher-signoff',
    name: 'Publisher signoff',
    description: 'Offer is available to preview. Ensure that everything looks good before making your offer live.',
  },
  {
    id: 'live',
    name: 'Live',
    description: 'Offer is publicly visible and is available for purchase.',
    estimate: '~2-5 days',
  },
];

/** Describes a step; an undocumented step is called by its id. */
export function describeStep(id: string): StepDescription {
  return STEP_CATALOGUE.find((step) => step.id === id) ?? { id, name: id, description: '' };
}
