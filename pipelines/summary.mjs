import { actorText, attentionText, estimateText } from './operation-words.mjs';

/** The run's summary in Markdown. It contains words from outside, which must not become mark-up. */
export function summaryOf({ title, line, operation, location, key }) {
  const rows = [
    ['Operation', operation && location],
    ['Key', key],
    ['Status', operation && `${operation.status}, in phase ${operation.phase}`],
    ['Partner Center', operation?.links?.marketplace],
    ['Requested by', operation?.requestedBy && actorText(operation.requestedBy)],
    ['Accepted', operation?.createdAt],
    ['Ended', operation?.endedAt],
    ['Attention', operation?.attention && `since ${operation.attention.since}, ${attentionText(operation.attention)}`],
    ['Estimate', !operation?.endedAt && operation?.estimate && estimateText(operation.estimate)],
  ];
  const steps = operation?.marketplace?.steps ?? [];
  const parts = [
    `### ${escaped(title)}`,
    escaped(line),
    table(
      ['', ''],
      rows.filter(([, value]) => value),
    ),
    steps.length > 0 &&
      table(
        ['Step', 'Status', 'Progress'],
        steps.map(({ name, status, progress }) => [name, status, progress === undefined ? '' : `${progress} %`]),
      ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n\n`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** One line of arbitrary text, with every character escaped that Markdown could interpret. */
function escaped(text) {
  return String(text)
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~:@"'$]|^\d+(?=[.)])|^-|(?<=www)\./g, '\\$&');
}
