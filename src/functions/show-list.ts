import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { OperationView } from '../domain/operation.ts';
import { PHASES } from '../domain/phase.ts';
import { toContinuation } from '../http/api-url.ts';
import { labelIn, listPageQuery } from '../http/list-page-query.ts';
import { readQuery } from '../http/read-query.ts';
import { listSeen } from '../operations/list-seen.ts';
import { type ListedSection, type ListFilter, SECTIONS, type SectionName } from '../page/list-sections.ts';
import type { ListQuery } from '../platform/record/lists.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { answerPage, loadPages, type PagePorts, readerOf } from './page-reader.ts';

const TOP = 50;
/** Active operations read in one request: enough for the first page of each section, unless there are very many. */
const TOGETHER = 200;
const query = listPageQuery(SECTIONS);

type Scope = Pick<ListQuery, 'publisherId' | 'offerId' | 'labels'>;

const RUNNING = PHASES.filter((phase) => phase !== 'ended' && phase !== 'awaiting-approval');

/** The record query for each section that is read by itself. */
const ASKED: Record<SectionName, Omit<ListQuery, 'top'>> = {
  attention: { among: 'active', attention: true, phase: [...RUNNING, 'awaiting-approval'] },
  approval: { among: 'active', attention: false, phase: ['awaiting-approval'] },
  running: { among: 'active', attention: false, phase: RUNNING },
  ended: { phase: ['ended'] },
};

/** `GET ui`: the list of go-lives, those that need attention first. */
export async function showList(
  request: HttpRequest,
  ports: PagePorts & { record: OperationRecord },
): Promise<HttpResponseInit> {
  const [reader, { listPage }] = await Promise.all([readerOf(request, ports), loadPages()]);
  const read = readQuery(request, query);
  const asked = read.kind === 'query' ? read.value : {};
  const { publisherId, offerId, label, section, continuation } = asked;
  const filter: ListFilter = { publisherId, offerId, label };
  const scope = { publisherId, offerId, labels: labelIn(label) };
  const sections =
    section === undefined
      ? await firstPages(scope, ports)
      : [await pageOf(section, { ...scope, top: TOP, continuation }, ports)];
  const errors = read.kind === 'invalid' ? read.errors : [];
  const content = { filter, errors, sections, isLaterPage: section !== undefined };
  return answerPage(request, reader, listPage(reader, content), errors.length > 0 ? 400 : 200);
}

type ListPorts = Parameters<typeof listSeen>[1];

/** The first page of each section: two requests, and one more for each section that has further pages. */
async function firstPages(scope: Scope, ports: ListPorts): Promise<ListedSection[]> {
  const first = { ...scope, top: TOP };
  const [active, ended] = await Promise.all([
    listSeen({ among: 'active', ...scope, top: TOGETHER }, ports),
    pageOf('ended', first, ports),
  ]);
  const parts = Object.groupBy(newestFirst(active.operations), partOf);
  return Promise.all(
    SECTIONS.map((name) => {
      const operations = parts[name] ?? [];
      if (name === 'ended') return ended;
      const isWhole = active.continuation === undefined && operations.length <= TOP;
      return isWhole ? { name, operations } : pageOf(name, first, ports);
    }),
  );
}

async function pageOf(
  name: SectionName,
  asked: Scope & Pick<ListQuery, 'top' | 'continuation'>,
  ports: ListPorts,
): Promise<ListedSection> {
  const { operations, continuation } = await listSeen({ ...ASKED[name], ...asked }, ports);
  return {
    name,
    operations: newestFirst(operations),
    ...(continuation !== undefined && { continuation: toContinuation(continuation) }),
  };
}

/** The section of an active operation. One that has ended and waits for its last event is among the ended ones. */
function partOf({ phase, attention }: OperationView): SectionName | 'none' {
  if (phase === 'ended') return 'none';
  if (attention !== undefined) return 'attention';
  return phase === 'awaiting-approval' ? 'approval' : 'running';
}

function newestFirst(operations: readonly OperationView[]): OperationView[] {
  return operations.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
