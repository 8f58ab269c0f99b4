import * as z from 'zod';

/** A predicted resource; its expressions are evaluated as far as that is possible before a deployment. */
const Resource = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  apiVersion: z.string(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/** The predicted deployment of one set of parameters. */
export const Installation = z.looseObject({
  predictedResources: z.array(Resource),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

export type Resource = z.infer<typeof Resource>;
export type Installation = z.infer<typeof Installation>;

/** The resources of one type. */
export function ofType({ predictedResources }: Installation, type: string): Resource[] {
  return predictedResources.filter((resource) => resource.type === type);
}

/** The app settings of the function app; references stay expressions in brackets. */
export function appSettings(installation: Installation): Record<string, string> {
  const configs = ofType(installation, 'Microsoft.Web/sites/config');
  const settings = configs.find(({ name }) => name.endsWith('/appsettings'))?.properties ?? {};
  return z.record(z.string(), z.string()).parse(settings);
}
