import type { FieldError } from '../domain/field-error.ts';
import { type Page, Section } from './frame.tsx';
import type { ListedSection, ListFilter } from './list-sections.ts';
import { OperationCard } from './operation-card.tsx';
import { pageLink, type Reader } from './reader.ts';

export interface ListContent {
  filter: ListFilter;
  /** The parts of the filter that could not be used. */
  errors: readonly FieldError[];
  /** All sections, or only the one of which this is a later page. */
  sections: readonly ListedSection[];
  isLaterPage: boolean;
}

/** The list of go-lives. */
export function listPage(reader: Reader, content: ListContent): Page {
  const { say } = reader;
  const { filter, sections, isLaterPage } = content;
  const counts = Object.fromEntries(
    sections.map(({ name, operations, continuation }) => [
      name,
      say.count(operations.length, continuation !== undefined),
    ]),
  );
  return {
    title: say.allGoLives,
    path: 'ui',
    query: given(filter),
    news: isLaterPage ? '' : say.news(counts['attention'] ?? '0', counts['approval'] ?? '0'),
    above: <Filter reader={reader} content={content} />,
    live: (
      <>
        {sections.map((section) => (
          <Section
            key={section.name}
            id={section.name}
            title={`${say.section[section.name]} (${counts[section.name]})`}
          >
            <SectionBody section={section} reader={reader} filter={filter} />
          </Section>
        ))}
        {isLaterPage && (
          <p>
            <a href={pageLink(reader, 'ui', given(filter))}>{say.firstPage}</a>
          </p>
        )}
      </>
    ),
  };
}

function SectionBody({ section, reader, filter }: { section: ListedSection; reader: Reader; filter: ListFilter }) {
  const { say } = reader;
  const { name, operations, continuation } = section;
  return (
    <>
      {operations.length === 0 ? (
        <p>{say.empty[name]}</p>
      ) : (
        <ul class="cards">
          {operations.map((operation) => (
            <OperationCard key={operation.id} operation={operation} reader={reader} />
          ))}
        </ul>
      )}
      {continuation !== undefined && (
        <p>
          <a
            id={`next-${name}`}
            href={pageLink(reader, 'ui', { ...given(filter), section: name, continuation })}
            aria-label={`${say.nextPage}: ${say.section[name]}`}
          >
            {say.nextPage}
          </a>
        </p>
      )}
    </>
  );
}

function Filter({ reader, content }: { reader: Reader; content: ListContent }) {
  const { say, isChosen, language } = reader;
  const { filter, errors } = content;
  const isFiltered = Object.keys(given(filter)).length > 0;
  return (
    <search>
      <details open={isFiltered || errors.length > 0}>
        <summary>{say.filter.heading}</summary>
        <form method="get">
          {errors.length > 0 && (
            <p role="alert">
              {say.wrongFilter}{' '}
              <span lang="en">{errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')}</span>
            </p>
          )}
          <div class="fields">
            <Field name="publisherId" label={say.filter.publisher} value={filter.publisherId} />
            <Field name="offerId" label={say.filter.offer} value={filter.offerId} />
            <Field name="label" label={say.filter.label} value={filter.label} hint={say.filter.labelHint} />
          </div>
          {isChosen && <input type="hidden" name="lang" value={language} />}
          <div class="buttons">
            <button type="submit">{say.filter.apply}</button>
            {isFiltered && <a href={pageLink(reader, 'ui')}>{say.filter.clear}</a>}
          </div>
        </form>
      </details>
    </search>
  );
}

function Field({
  name,
  label,
  value = '',
  hint,
}: {
  name: string;
  label: string;
  value?: string | undefined;
  hint?: string;
}) {
  const hintId = `${name}-hint`;
  return (
    <label>
      {label}
      <input
        type="text"
        name={name}
        value={value}
        dir="auto"
        autocomplete="off"
        aria-describedby={hint === undefined ? undefined : hintId}
      />
      {hint !== undefined && <small id={hintId}>{hint}</small>}
    </label>
  );
}

/** The filter as query parameters. */
function given(filter: ListFilter): Record<string, string> {
  const entries = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(entries);
}
