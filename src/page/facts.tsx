import type { ComponentChildren } from 'preact';
import type { Actor } from '../domain/actor.ts';
import { nameOf } from '../domain/actor.ts';
import type { OperationView, StepView } from '../domain/operation.ts';
import type { Catalogue } from './english.ts';
import { Moment } from './moment.tsx';
import { operationLink, type Reader } from './reader.ts';

/** One line of a description list; nothing when there is nothing to say. */
export function Fact({ name, children }: { name: string; children?: ComponentChildren }) {
  if (children === undefined || children === null || children === false) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A text written by the marketplace, a caller or a person. It gets its own text direction. */
export function Foreign({ text, language }: { text: string; language?: 'en' }) {
  return (
    <span dir="auto" lang={language ?? ''} class="foreign">
      {text}
    </span>
  );
}

/** A text that the service writes in English in whatever language the page is. */
export function Plain({ text }: { text: string }) {
  return <Foreign text={text} language="en" />;
}

/** What to do, in the reader's language; a remedy without a translation stays as the service wrote it. */
export function Remedy({ text, reader: { say, language } }: { text: string; reader: Reader }) {
  const words = say.remedy(text);
  return words === text && language !== 'en' ? <Plain text={text} /> : <span>{words}</span>;
}

export function Who({ actor, reader }: { actor: Actor; reader: Reader }) {
  const { say } = reader;
  switch (actor.kind) {
    case 'principal':
      return <bdi>{nameOf(actor)}</bdi>;
    case 'operation':
      return <a href={operationLink(reader, actor.id)}>{say.actor.operation}</a>;
    case 'key':
    case 'queue':
      return <>{say.actor[actor.kind]}</>;
  }
}

export function Labels({ labels = {} }: { labels?: OperationView['labels'] }) {
  const entries = Object.entries(labels);
  if (entries.length === 0) return null;
  return (
    <ul class="labels">
      {entries.map(([name, text]) => (
        <li key={name}>
          <bdi>{name}</bdi>=<bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  );
}

export function Estimate({ operation, reader }: { operation: OperationView; reader: Reader }) {
  const { estimate } = operation;
  const { say, language } = reader;
  if (!estimate) return null;
  return (
    <>
      {say.estimate} <Moment at={estimate.at} language={language} /> (
      <Moment at={estimate.earliest} language={language} />
      {' – '}
      <Moment at={estimate.latest} language={language} />; {say.estimateRange(estimate.samples)})
    </>
  );
}

/** How many of the steps are complete. */
export function Progress({ steps, say }: { steps: readonly StepView[]; say: Catalogue }) {
  if (steps.length === 0) return null;
  const done = steps.filter(({ status }) => status === 'complete').length;
  const share = steps.reduce((sum, step) => sum + shareOf(step), 0);
  const text = say.progress(done, steps.length);
  return (
    <p class="progress">
      <progress value={Math.round(share * 100)} max={steps.length * 100} aria-label={text} />
      <small>{text}</small>
    </p>
  );
}

function shareOf({ status, progress = 0 }: StepView): number {
  return status === 'complete' ? 1 : Math.min(progress, 100) / 100;
}

/** An external link. An address that is not a web page's is shown as text, because a browser might execute it. */
export function Elsewhere({ url, text = url }: { url: string; text?: string }) {
  return URL.canParse(url) && new URL(url).protocol === 'https:' ? (
    <a href={url} rel="noreferrer noopener" dir="auto">
      {text}
    </a>
  ) : (
    <Foreign text={text} />
  );
}
