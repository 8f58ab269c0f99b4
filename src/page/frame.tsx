import { createHash } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Dialogs } from './dialogs.tsx';
import { LANGUAGES, type Language } from './language.ts';
import { pageLink, type Reader } from './reader.ts';

export interface Page {
  /** Without the product's name. */
  title: string;
  /** The part that is kept when the page is refreshed. */
  above?: VNode;
  /** The part that is replaced when the page is refreshed. */
  live: VNode;
  /** Read aloud whenever it changes. */
  news: string;
  /** The page's own path and query, without the language. */
  path: string;
  query?: Record<string, string>;
}

/** The document, and a version that changes with its content. */
export function renderPage(reader: Reader, page: Page): { html: string; version: string } {
  const html = `<!doctype html>${renderToString(<Document reader={reader} page={page} />)}`;
  return { html, version: createHash('sha256').update(html).digest('base64url') };
}

function Document({ reader, page }: { reader: Reader; page: Page }) {
  const { say, language, root, assets } = reader;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${page.title} · ${say.title}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${root}ui/assets/${assets.style}`} />
        <script type="module" src={`${root}ui/assets/${assets.script}`} />
      </head>
      <body data-root={root} data-sent={say.sent} data-failed={say.failed}>
        <a class="skip" href="#content">
          {say.skip}
        </a>
        <Header reader={reader} page={page} />
        <main id="content" tabIndex={-1} data-news={page.news}>
          <h1 dir="auto">{page.title}</h1>
          {page.above}
          <div id="live">{page.live}</div>
        </main>
        <footer>
          <p role="status" id="news" />
          <p id="stale" hidden>
            {say.stale}
          </p>
          <noscript>
            <p>{say.withoutScript}</p>
          </noscript>
        </footer>
        <Dialogs say={say} />
      </body>
    </html>
  );
}

function Header({ reader, page }: { reader: Reader; page: Page }) {
  const { say, language, name } = reader;
  const others = Object.entries(LANGUAGES).filter(([tag]) => tag !== language);
  return (
    <header>
      <nav aria-label={say.title}>
        <a href={pageLink(reader, 'ui')}>
          <strong>{say.title}</strong>
        </a>
        {name !== undefined && (
          <span>
            <bdi>{say.signedInAs(name)}</bdi>
          </span>
        )}
        <span>
          {others.map(([tag, { language: own }]) => (
            <a key={tag} href={languageLink(reader, page, tag)} lang={tag} hreflang={tag}>
              {own}
            </a>
          ))}
        </span>
      </nav>
    </header>
  );
}

function languageLink(reader: Reader, { path, query }: Page, tag: string): string {
  return pageLink({ ...reader, isChosen: true, language: tag as Language }, path, query);
}

/** A heading and its content. */
export function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
