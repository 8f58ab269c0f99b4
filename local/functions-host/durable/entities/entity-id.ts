import type { Instance } from '../store/instances.ts';

/** Id under which an entity is kept and listed: its name has no case. */
export function entityIdOf({ name, key }: { name: string; key: string }): string {
  return `@${name.toLowerCase()}@${key}`;
}

/** The entity that an id names. */
export function entityOf(id: string): { name: string; key: string } {
  const at = id.indexOf('@', 1);
  return { name: id.slice(1, at), key: id.slice(at + 1) };
}

/** Whether the messages of this id are an entity's; an orchestration may have been started under such an id as well. */
export function isEntity(id: string, instance: Instance | undefined): boolean {
  return id.startsWith('@') && (instance === undefined || instance.name === id);
}
