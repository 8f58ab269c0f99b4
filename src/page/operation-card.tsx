import type { OperationView } from '../domain/operation.ts';
import { Actions } from './actions.tsx';
import { Elsewhere, Estimate, Fact, Foreign, Labels, Progress, Remedy } from './facts.tsx';
import { durationText, Moment, secondsBetween } from './moment.tsx';
import { operationLink, type Reader } from './reader.ts';

/** An operation in a list: where it stands, why it needs attention, and which wishes are possible. */
export function OperationCard({ operation, reader }: { operation: OperationView; reader: Reader }) {
  const { id, publisherId, offerId, status, phase, labels, marketplace, attention, error, endedAt } = operation;
  const { say, language } = reader;
  const heading = `operation-${id}`;
  return (
    <li>
      <article aria-labelledby={heading} class={`is-${status.toLowerCase()}${attention ? ' needs-person' : ''}`}>
        <h3 id={heading} dir="auto">
          <a id={`link-${id}`} href={operationLink(reader, id)}>
            {publisherId}/{offerId}
          </a>
        </h3>
        <p>
          <strong>{phase === 'ended' ? say.status[status] : say.phase[phase]}</strong>
          {' · '}
          {endedAt === undefined ? (
            <>
              {say.fact.since} <Moment at={operation.createdAt} language={language} />
            </>
          ) : (
            <>
              <Moment at={endedAt} language={language} />
              {' · '}
              {durationText(secondsBetween(operation.createdAt, endedAt), say)}
            </>
          )}
        </p>
        <Labels labels={labels} />
        {attention && <Attention attention={attention} reader={reader} />}
        {phase !== 'ended' && <Progress steps={marketplace?.steps ?? []} say={say} />}
        {phase !== 'ended' && operation.estimate && (
          <p>
            <small>
              {say.fact.estimate} <Estimate operation={operation} reader={reader} />
            </small>
          </p>
        )}
        {error && (
          <p>
            <code>{error.code}</code> <Foreign text={error.message} />
          </p>
        )}
        <Actions operation={operation} reader={reader} />
      </article>
    </li>
  );
}

/** Why a person is needed, since when, and what helps. */
export function Attention({
  attention,
  marketplacePage,
  reader,
}: {
  attention: NonNullable<OperationView['attention']>;
  marketplacePage?: string;
  reader: Reader;
}) {
  const { say, language } = reader;
  return (
    <dl class="attention">
      <Fact name={say.fact.cause}>
        <code>{attention.code}</code> <Foreign text={attention.message} />
      </Fact>
      <Fact name={say.fact.since}>
        <Moment at={attention.since} language={language} />
      </Fact>
      <Fact name={say.fact.remedy}>
        <Remedy text={attention.remedy} reader={reader} />
        {marketplacePage !== undefined && (
          <>
            {' '}
            <Elsewhere url={marketplacePage} text={say.fact.marketplacePage} />
          </>
        )}
      </Fact>
    </dl>
  );
}
