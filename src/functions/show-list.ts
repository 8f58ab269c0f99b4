import type { HttpRequest, HttpResponseInit } from '@azure/functions';
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
const query = listPageQuery(SECTIONS);

/** What each part of the list asks the record for: one request each. */
const ASKED: Record<SectionName, Omit<ListQuery, 'top'>> = {
  attention: { among: 'active', attention: true, phase: PHASES.filter((phase) => phase !== 'ended') },
  approval: { among: 'active', attention: false, phase: ['awaiting-approval'] },
  running: {
    among: 'active',
    attention: false,
    phase: PHASES.filter((phase) => phase !== 'ended' && phase !== 'awaiting-approval'),
  },
  ended: { phase: ['ended'] },
};

/** `GET ui`: the list of go-lives, what needs a person first. */
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
  const sections = await Promise.all(
    (section === undefined ? SECTIONS : [section]).map(async (name): Promise<ListedSection> => {
      const page = await listSeen({ ...ASKED[name], ...scope, top: TOP, continuation }, ports);
      const operations = page.operations.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      return {
        name,
        operations,
        ...(page.continuation !== undefined && { continuation: toContinuation(page.continuation) }),
      };
    }),
  );
  const errors = read.kind === 'invalid' ? read.errors : [];
  const content = { filter, errors, sections, isLaterPage: section !== undefined };
  return answerPage(request, reader, listPage(reader, content), errors.length > 0 ? 400 : 200);
}
