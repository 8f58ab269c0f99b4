import type { Instance } from '../store/instances.ts';

/** The id under which an entity is stored and listed; its name is case-insensitive. */
export function entityIdOf({ name, key }: { name: string; key: string }): string {
  return `@${name.toLowerCase()}@${key}`;
}

/** The entity that an id names. */
export function entityOf(id: string): { name: string; key: string } {
  const at = id.indexOf('@', 1);
  return { name: id.slice(1, at), key: id.slice(at + 1) };
}

/** Whether messages for this id go to an entity; an orchestration may also have been started under such an id. */
export function isEntity(id: string, instance: Instance | undefined): boolean {
  return id.startsWith('@') && (instance === undefined || instance.name === id);
}
