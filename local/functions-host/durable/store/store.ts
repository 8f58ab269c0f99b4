import { type History, historyOf } from './history.ts';
import { type Inbox, inboxOf } from './inbox.ts';
import { type Instances, instancesOf } from './instances.ts';
import type { Journal } from './journal.ts';
import { type WorkItems, workItemsOf } from './work-items.ts';

/** The journal's tables. Changes of several belong into one `journal.write`. */
export interface Store {
  instances: Instances;
  history: History;
  inbox: Inbox;
  workItems: WorkItems;
}

/** Called after the commit with the work that has become due. */
export interface Wake {
  message(instanceId: string, dueAt: number): void;
  workItem(position: number): void;
}

export function openStore(journal: Journal, wake: Wake): Store {
  return {
    instances: instancesOf(journal),
    history: historyOf(journal),
    inbox: inboxOf(journal, wake.message),
    workItems: workItemsOf(journal, wake.workItem),
  };
}
