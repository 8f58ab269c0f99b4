import type { Actor } from '../../domain/actor.ts';
import type { OperationView } from '../../domain/operation.ts';
import type { Transition, TransitionName } from '../../domain/transition.ts';
import { fromColumns } from './columns.ts';
import { OPERATIONS, transitionKey, transitionsOf } from './keys.ts';
import type { Row, Table } from './table.ts';

export interface TransitionPage {
  transitions: Transition[];
  continuation?: string;
}

/** An operation's transitions after a given number, oldest first. */
export async function readTransitions(
  table: Table,
  id: string,
  options: { after?: number; top: number; continuation?: string | undefined },
): Promise<TransitionPage> {
  const { after = 0, top, continuation } = options;
  const { to } = transitionsOf(id);
  const page = await table.range(OPERATIONS, { from: transitionKey(id, after + 1), to, top, continuation });
  return {
    transitions: page.rows.map(toTransition),
    ...(page.continuation !== undefined && { continuation: page.continuation }),
  };
}

function toTransition({ columns }: Row): Transition {
  const operation = fromColumns<OperationView>('operation', columns);
  if (!operation) throw new Error('A row of a transition is not whole: something else wrote into the record.');
  // Written by this app, in this version or the one before.
  const name = columns['name'] as TransitionName;
  const by = fromColumns<Actor>('by', columns);
  return { sequence: Number(columns['sequence']), name, at: Number(columns['at']), ...(by && { by }), operation };
}
