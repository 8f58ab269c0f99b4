import { toRfc3339 } from '../domain/instant.ts';
import type { Transition } from '../domain/transition.ts';
import { Foreign, Who } from './facts.tsx';
import { Moment } from './moment.tsx';
import type { Reader } from './reader.ts';

/** The transitions of an operation, oldest first, and who brought each about. */
export function Timeline({ transitions, reader }: { transitions: readonly Transition[]; reader: Reader }) {
  const { say, language } = reader;
  return (
    <ol class="timeline">
      {transitions.map(({ sequence, name, at, by, operation: { attention, phase, look } }) => (
        <li key={sequence} value={sequence}>
          <Moment at={toRfc3339(at)} language={language} /> <strong>{say.transition[name] ?? name}</strong>
          {name === 'attention-needed' && attention && (
            <>
              {' '}
              <code>{attention.code}</code>
            </>
          )}
          {name === 'step-changed' && <> ({say.phase[phase]})</>}
          {by && (
            <>
              , {say.by} <Who actor={by} reader={reader} />
            </>
          )}
          {name === 'look-requested' && look?.reason !== undefined && (
            <>
              : <Foreign text={look.reason} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
