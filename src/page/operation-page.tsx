import type { History } from '../domain/history.ts';
import type { OperationView } from '../domain/operation.ts';
import type { Transition } from '../domain/transition.ts';
import { Actions } from './actions.tsx';
import { Elsewhere, Estimate, Fact, Foreign, Labels, Plain, Progress, Remedy, Who } from './facts.tsx';
import { type Page, Section } from './frame.tsx';
import { Moment } from './moment.tsx';
import { Attention } from './operation-card.tsx';
import { Steps } from './operation-steps.tsx';
import { Timeline } from './operation-timeline.tsx';
import { offerLink, operationLink, type Reader } from './reader.ts';

export interface OperationContent {
  operation: OperationView;
  transitions: readonly Transition[];
  /** How long the steps of earlier go-lives took, where that is known. */
  history?: History | undefined;
  /** Operations of the same offer that wait for this one. */
  waiting: readonly OperationView[];
}

/** One operation: its state, its history, who acted on it, and which wishes are possible. */
export function operationPage(reader: Reader, content: OperationContent): Page {
  const { operation, transitions, history, waiting } = content;
  const { id, publisherId, offerId, phase, status, attention, marketplace } = operation;
  const { say } = reader;
  const state = phase === 'ended' ? say.status[status] : say.phase[phase];
  return {
    title: `${publisherId}/${offerId}`,
    path: `ui/operations/${id}`,
    news: attention ? `${state}. ${attention.code}` : state,
    live: (
      <>
        <p class="state">
          <strong>{state}</strong>
        </p>
        {attention && (
          <Attention attention={attention} marketplacePage={operation.links?.marketplace} reader={reader} />
        )}
        <Ending operation={operation} reader={reader} />
        <Actions operation={operation} reader={reader} />
        {phase !== 'ended' && <Progress steps={marketplace?.steps ?? []} say={say} />}
        <Facts operation={operation} reader={reader} />
        <Section id="steps" title={say.steps}>
          <Steps steps={marketplace?.steps ?? []} history={history} reader={reader} />
        </Section>
        <Section id="timeline" title={say.timeline}>
          <Timeline transitions={transitions} reader={reader} />
        </Section>
        <Section id="waiting" title={say.waiting}>
          <Waiting waiting={waiting} reader={reader} />
        </Section>
      </>
    ),
  };
}

function Ending({ operation, reader }: { operation: OperationView; reader: Reader }) {
  const { error, result, ending, cancellation } = operation;
  const { say } = reader;
  const links = result?.liveLinks ?? [];
  const words = [ending?.message, cancellation?.message].filter((text) => text !== undefined);
  if (!error && links.length === 0 && words.length === 0) return null;
  return (
    <dl>
      {error && (
        <>
          <Fact name={say.fact.error}>
            <code>{error.code}</code> {error.marketplaceCode !== undefined && <code>{error.marketplaceCode}</code>}{' '}
            <Foreign text={error.message} />
          </Fact>
          <Fact name={say.fact.remedy}>
            <Remedy text={error.remedy} reader={reader} />
          </Fact>
        </>
      )}
      {words.map((text) => (
        <Fact key={text} name={say.fact.cause}>
          <Plain text={text} />
        </Fact>
      ))}
      {links.length > 0 && (
        <Fact name={say.fact.liveLinks}>
          {links.map((url) => (
            <p key={url}>
              <Elsewhere url={url} />
            </p>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Facts({ operation, reader }: { operation: OperationView; reader: Reader }) {
  const { say, language } = reader;
  const { approval, behind, marketplace, requestedBy, canceledBy, endedBy, ending, cancellation } = operation;
  const moment = (at: string | undefined) => at !== undefined && <Moment at={at} language={language} />;
  return (
    <dl class="facts">
      <Fact name={say.fact.operation}>
        <code>{operation.id}</code>
      </Fact>
      <Fact name={say.fact.offer}>
        <a href={offerLink(reader, operation.publisherId, operation.offerId)} dir="auto">
          {operation.publisherId}/{operation.offerId}
        </a>
      </Fact>
      <Fact name={say.fact.requested}>{moment(operation.createdAt)}</Fact>
      <Fact name={say.fact.requestedBy}>{requestedBy && <Who actor={requestedBy} reader={reader} />}</Fact>
      <Fact name={say.fact.version}>{marketplace?.version ?? approval?.version}</Fact>
      <Fact name={say.fact.estimate}>{operation.estimate && <Estimate operation={operation} reader={reader} />}</Fact>
      <Fact name={say.fact.nextLook}>{moment(operation.nextCheckAt)}</Fact>
      <Fact name={say.fact.notBefore}>{moment(operation.notBefore)}</Fact>
      <Fact name={say.fact.ended}>{moment(operation.endedAt)}</Fact>
      <Fact name={say.fact.deadline}>{operation.phase !== 'ended' && moment(operation.deadline)}</Fact>
      <Fact name={say.fact.queue}>{operation.queuePosition}</Fact>
      <Fact name={say.fact.behind}>{behind && <Behind behind={behind} reader={reader} />}</Fact>
      <Fact name={say.fact.marketplaceOperation}>
        {marketplace && (
          <>
            <code>{marketplace.operationId}</code> (<bdi>{marketplace.status}</bdi>)
          </>
        )}
      </Fact>
      <Fact name={say.fact.approvals}>{approval && <Approvals approval={approval} reader={reader} />}</Fact>
      <Fact name={say.fact.canceledBy}>{canceledBy && <Who actor={canceledBy} reader={reader} />}</Fact>
      <Fact name={say.fact.endedBy}>{endedBy && <Who actor={endedBy} reader={reader} />}</Fact>
      <Fact name={say.fact.reason}>{reasonOf(ending?.reason ?? cancellation?.reason)}</Fact>
      <Fact name={say.fact.labels}>{operation.labels && <Labels labels={operation.labels} />}</Fact>
    </dl>
  );
}

function reasonOf(reason: string | undefined) {
  return reason !== undefined && <Foreign text={reason} />;
}

function Behind({ behind, reader }: { behind: NonNullable<OperationView['behind']>; reader: Reader }) {
  const { say } = reader;
  return 'operationId' in behind ? (
    <a href={operationLink(reader, behind.operationId)}>
      {say.fact.operation} <code>{behind.operationId}</code>
    </a>
  ) : (
    <>
      {say.fact.marketplaceOperation} <code>{behind.marketplaceOperationId}</code>
    </>
  );
}

function Approvals({ approval, reader }: { approval: NonNullable<OperationView['approval']>; reader: Reader }) {
  const { say, language } = reader;
  const { decisions, required } = approval;
  const given = decisions.filter(({ decision }) => decision === 'approve').length;
  return (
    <>
      {say.approvalsGiven(given, required)}
      {decisions.length > 0 && (
        <ul>
          {decisions.map(({ principalId, name, decision, reason, at }) => (
            <li key={principalId}>
              <bdi>{name ?? principalId}</bdi> {say.decision[decision]}, <Moment at={at} language={language} />
              {reason !== undefined && (
                <>
                  : <Foreign text={reason} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Waiting({ waiting, reader }: { waiting: readonly OperationView[]; reader: Reader }) {
  const { say, language } = reader;
  if (waiting.length === 0) return <p>{say.nothingWaits}</p>;
  return (
    <ol>
      {waiting.map(({ id, createdAt }) => (
        <li key={id}>
          <a href={operationLink(reader, id)}>
            <code>{id}</code>
          </a>
          , {say.fact.requested} <Moment at={createdAt} language={language} />
        </li>
      ))}
    </ol>
  );
}
