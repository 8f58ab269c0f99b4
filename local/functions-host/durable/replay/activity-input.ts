/**
 * The text that the extension makes of an activity's input: .NET text for scalars, JSON for the rest.
 * Strings come as JSON text already, from the SDK.
 */
export function activityInputText(input: unknown): string | null {
  if (input === undefined || input === null) return null;
  if (typeof input === 'string') return input;
  if (typeof input === 'boolean') return input ? 'True' : 'False';
  return JSON.stringify(input);
}
