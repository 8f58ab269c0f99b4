/**
 * An activity's input in the extension's text form: .NET text for scalars, JSON for everything else. Strings already
 * arrive from the SDK as JSON text.
 */
export function activityInputText(input: unknown): string | null {
  if (input === undefined || input === null) return null;
  if (typeof input === 'string') return input;
  if (typeof input === 'boolean') return input ? 'True' : 'False';
  return JSON.stringify(input);
}
