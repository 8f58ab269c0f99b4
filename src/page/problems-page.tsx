import { ERROR_CODES } from '../domain/error-code.ts';
import { REMEDIES } from '../domain/remedy.ts';
import type { Page } from './frame.tsx';
import type { Reader } from './reader.ts';

/** A problem code; the `type` of an answer leads to it. */
export interface ShownProblem {
  code: string;
  status: number;
  title: string;
}

/** Every code of the API and of a failed go-live, each where its `type` points. Titles are English, as in answers. */
export function problemsPage({ say }: Reader, problems: readonly ShownProblem[]): Page {
  return {
    title: say.problems.title,
    path: 'ui/problems',
    news: say.problems.title,
    live: (
      <>
        <h2>{say.problems.ofCalls}</h2>
        <dl lang="en">
          {problems.map(({ code, status, title }) => (
            <Entry key={code} code={code} text={`HTTP ${status}: ${title}.`} />
          ))}
        </dl>
        <h2>{say.problems.ofGoLives}</h2>
        <dl>
          {ERROR_CODES.map((code) => (
            <Entry key={code} code={code} text={say.remedy(REMEDIES[code].remedy)} />
          ))}
          <Entry code="OperationCanceled" text={say.problems.canceled} />
        </dl>
      </>
    ),
  };
}

function Entry({ code, text }: { code: string; text: string }) {
  return (
    <>
      <dt id={code}>
        <code>{code}</code>
      </dt>
      <dd>{text}</dd>
    </>
  );
}
