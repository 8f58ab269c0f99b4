import type { OperationView } from '../domain/operation.ts';
import { quantile } from '../domain/quantile.ts';
import { Fact } from './facts.tsx';
import { type Page, Section } from './frame.tsx';
import { durationText, Moment, secondsBetween } from './moment.tsx';
import { OperationCard } from './operation-card.tsx';
import { operationLink, type Reader } from './reader.ts';

export interface OfferContent {
  publisherId: string;
  offerId: string;
  /** Operations that have not ended. */
  active: readonly OperationView[];
  /** The latest operations that have ended, the newest first. */
  ended: readonly OperationView[];
}

/** A go-live that has ended, and its duration since its submission, or since its request if it had none. */
interface Past {
  operation: OperationView;
  endedAt: string;
  seconds: number;
}

/** An offer, and the history of its go-lives. */
export function offerPage(reader: Reader, { publisherId, offerId, active, ended }: OfferContent): Page {
  const { say } = reader;
  const past = ended.flatMap(pastOf);
  return {
    title: `${publisherId}/${offerId}`,
    path: `ui/publishers/${publisherId}/offers/${offerId}`,
    news: say.news(String(active.filter(({ attention }) => attention).length), String(active.filter(isAwaited).length)),
    above: <Credentials publisherId={publisherId} reader={reader} />,
    live: (
      <>
        <Section id="running" title={say.section.running}>
          {active.length === 0 ? (
            <p>{say.empty.running}</p>
          ) : (
            <ul class="cards">
              {active.map((operation) => (
                <OperationCard key={operation.id} operation={operation} reader={reader} />
              ))}
            </ul>
          )}
        </Section>
        <Section id="last" title={say.lastGoLives}>
          {past.length === 0 ? <p>{say.noGoLives}</p> : <PastGoLives past={past} reader={reader} />}
        </Section>
      </>
    ),
  };
}

const isAwaited = ({ phase }: OperationView) => phase === 'awaiting-approval';

function pastOf(operation: OperationView): Past[] {
  const { marketplace, createdAt, endedAt } = operation;
  if (endedAt === undefined) return [];
  return [{ operation, endedAt, seconds: Math.max(0, secondsBetween(marketplace?.since ?? createdAt, endedAt)) }];
}

function PastGoLives({ past, reader }: { past: readonly Past[]; reader: Reader }) {
  const { say } = reader;
  return (
    <>
      <Bars past={past.toReversed()} reader={reader} />
      <dl class="facts">
        <Fact name={say.median}>{medianOf(past, reader)}</Fact>
        <Fact name={say.failures}>
          <Failures past={past} reader={reader} />
        </Fact>
      </dl>
      <PastTable past={past} reader={reader} />
    </>
  );
}

/** Only of those that went live: the duration of any other predicts nothing. */
function medianOf(past: readonly Past[], { say }: Reader): string | undefined {
  const seconds = past
    .filter(({ operation: { status } }) => status === 'Succeeded')
    .map((each) => each.seconds)
    .sort((a, b) => a - b);
  return seconds.length === 0 ? undefined : durationText(quantile(seconds, 0.5), say);
}

function Failures({ past, reader: { say } }: { past: readonly Past[]; reader: Reader }) {
  const counts = new Map<string, number>();
  for (const { error } of past.map(({ operation }) => operation)) {
    if (error) counts.set(error.code, (counts.get(error.code) ?? 0) + 1);
  }
  if (counts.size === 0) return <>{say.noFailures}</>;
  return (
    <ul>
      {[...counts]
        .toSorted(([, a], [, b]) => b - a)
        .map(([code, count]) => (
          <li key={code}>
            <code>{code}</code>: {say.times(count)}
          </li>
        ))}
    </ul>
  );
}

const BAR = { width: 14, gap: 4, height: 120, least: 2 };

function Bars({ past, reader: { say } }: { past: readonly Past[]; reader: Reader }) {
  const longest = Math.max(...past.map(({ seconds }) => seconds), 1);
  const width = past.length * (BAR.width + BAR.gap);
  return (
    <svg class="bars" viewBox={`0 0 ${width} ${BAR.height}`} width={width} height={BAR.height} role="img">
      <title>{say.chart(past.length)}</title>
      {past.map(({ operation: { id, status }, seconds }, index) => {
        const height = Math.max(BAR.least, Math.round((seconds / longest) * BAR.height));
        return (
          <rect
            key={id}
            class={`is-${status.toLowerCase()}`}
            x={index * (BAR.width + BAR.gap)}
            y={BAR.height - height}
            width={BAR.width}
            height={height}
          />
        );
      })}
    </svg>
  );
}

function PastTable({ past, reader }: { past: readonly Past[]; reader: Reader }) {
  const { say, language } = reader;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say.fact.ended}</th>
          <th scope="col">{say.outcome}</th>
          <th scope="col">{say.duration}</th>
        </tr>
      </thead>
      <tbody>
        {past.map(({ operation: { id, status, error }, endedAt, seconds }) => (
          <tr key={id}>
            <td>
              <a href={operationLink(reader, id)}>
                <Moment at={endedAt} language={language} />
              </a>
            </td>
            <td>
              {say.status[status]} {error && <code>{error.code}</code>}
            </td>
            <td>{durationText(seconds, say)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A preflight calls the marketplace, so it runs only when somebody asks for it. */
function Credentials({ publisherId, reader: { say } }: { publisherId: string; reader: Reader }) {
  return (
    <Section id="credentials" title={say.credentials}>
      <p>
        <button type="button" data-preflight={publisherId} aria-describedby="examine-hint">
          {say.examine}
        </button>
      </p>
      <p id="examine-hint">
        <small>{say.examineHint}</small>
      </p>
      <p role="status" id="preflight" data-are={say.credentialsAre} data-left={say.daysLeft} />
    </Section>
  );
}
