import type { History } from '../domain/history.ts';
import { toRfc3339 } from '../domain/instant.ts';
import type { StepView } from '../domain/operation.ts';
import { Fact, Foreign } from './facts.tsx';
import { durationText, Moment, secondsBetween } from './moment.tsx';
import type { Reader } from './reader.ts';

interface StepsProps {
  steps: readonly StepView[];
  history: History | undefined;
  reader: Reader;
}

/** The marketplace's steps, with their times beside the usual ones and the marketplace's messages. */
export function Steps({ steps, history, reader }: StepsProps) {
  const { say } = reader;
  if (steps.length === 0) return <p>{say.noSteps}</p>;
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li key={step.id}>
          <h3 dir="auto">{step.name}</h3>
          <Step step={step} usual={history?.steps[step.id]?.p90} reader={reader} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step, usual, reader }: { step: StepView; usual: number | undefined; reader: Reader }) {
  const { say, language, now } = reader;
  const { status, progress, estimate, startedAt, endedAt, messages } = step;
  // Rounded to the minute, because a page that counts seconds would be new at each request.
  const until = endedAt ?? toRfc3339(Math.floor(now / 60_000) * 60_000);
  return (
    <>
      <dl class="facts">
        <Fact name={say.fact.status}>
          {Object.hasOwn(say.stepStatus, status) ? say.stepStatus[status] : <bdi>{status}</bdi>}
          {progress !== undefined && ` ${progress} %`}
        </Fact>
        <Fact name={say.began}>{startedAt !== undefined && <Moment at={startedAt} language={language} />}</Fact>
        <Fact name={say.took}>{startedAt !== undefined && durationText(secondsBetween(startedAt, until), say)}</Fact>
        <Fact name={say.usually}>{usual === undefined ? say.usuallyUnknown : durationText(usual, say)}</Fact>
        <Fact name={say.fact.estimate}>{estimate !== undefined && <Foreign text={estimate} />}</Fact>
      </dl>
      {messages.length > 0 && (
        <ul class="messages" aria-label={say.messages}>
          {messages.map(({ level, text, time }) => (
            <li key={`${time} ${text}`} class={`is-${level}`}>
              <code>{level}</code> <Foreign text={text} />
              {time !== undefined && !Number.isNaN(Date.parse(time)) && (
                <small>
                  {' '}
                  <Moment at={new Date(time).toISOString()} language={language} />
                </small>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
