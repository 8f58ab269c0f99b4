import { cut } from './cut.ts';
import { decodeEntities } from './entities.ts';

const MAX_INPUT_CHARACTERS = 20_000;
const MAX_TEXT_CHARACTERS = 2000;
const MAX_TAG_CHARACTERS = 2000;

/**
 * Converts a marketplace message, which may be text or HTML, to plain text: tags are removed, line-breaking ones become
 * line ends, a link becomes `text (url)`, entities are decoded once, signatures and tokens are removed.
 */
export function toPlainText(html: string): string {
  const text = tidy(withoutKeys(decodeEntities(stripTags(html.slice(0, MAX_INPUT_CHARACTERS)))));
  return text.length > MAX_TEXT_CHARACTERS ? `${cut(text, MAX_TEXT_CHARACTERS - 1)}…` : text.toWellFormed();
}

/**
 * A SAS is a key: anybody who has it may read what it signs. The whole query is removed, as its other parts are useless
 * without it, and so are tokens, which an error might echo.
 */
function withoutKeys(text: string): string {
  return text
    .replace(/\?([^\s"'<>()?]*)/g, (query, parameters: string) =>
      /(^|[&;])(sig|signature|sv|se|token|code)=/i.test(parameters) ? '?…' : query,
    )
    .replace(/\bBearer [\w~+/.=-]+/gi, 'Bearer …')
    .replace(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '…');
}

function tidy(text: string): string {
  return text
    .replace(/[^\P{C}\n]/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

const LINE_BREAKING = new Set(['br', 'p', 'div', 'li', 'ul', 'ol', 'tr', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** The content of these tags is not meant to be read. */
const UNREADABLE = new Set(['script', 'style', 'head', 'template', 'iframe', 'object', 'svg']);

interface Tag {
  name: string;
  closing: boolean;
  attributes: string;
  end: number;
}

/** One pass over the text; entities are left for later, so that an encoded tag stays text. */
function stripTags(html: string): string {
  const lower = html.toLowerCase();
  let text = '';
  let link: { url: string; from: number } | undefined;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open < 0) return text + html.slice(at);
    text += html.slice(at, open);
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open);
      continue;
    }
    const tag = readTag(html, open);
    if (tag === undefined) {
      text += '<';
      at = open + 1;
      continue;
    }
    at = tag.end;
    if (UNREADABLE.has(tag.name) && !tag.closing) {
      const close = lower.indexOf(`</${tag.name}`, at);
      at = close < 0 ? html.length : close;
    } else if (LINE_BREAKING.has(tag.name)) {
      text += tag.name === 'li' && !tag.closing ? '\n- ' : '\n';
    } else if (tag.name === 'a') {
      if (link !== undefined) text += target(link.url, text.slice(link.from));
      const url = tag.closing ? '' : href(tag.attributes);
      link = url === '' ? undefined : { url, from: text.length };
    }
  }
  return text;
}

function readTag(html: string, open: number): Tag | undefined {
  const start = /^<(\/?)([a-z][a-z0-9]*|!doctype)/i.exec(html.slice(open, open + 40));
  if (start === null) return undefined;
  // A quote that never closes would swallow the rest of the message: then the next bracket ends the tag.
  const bracket = html.indexOf('>', open);
  if (bracket < 0) return undefined;
  let quote = '';
  for (let at = open + start[0].length; at < Math.min(html.length, open + MAX_TAG_CHARACTERS); at++) {
    const letter = html.charAt(at);
    if (quote === '' && letter === '>') return tagOf(html, open, start, at);
    if (quote === '' && letter === '<') return undefined;
    if (quote === letter) quote = '';
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
  }
  return tagOf(html, open, start, bracket);
}

function tagOf(html: string, open: number, start: RegExpExecArray, end: number): Tag {
  return {
    name: (start[2] ?? '').toLowerCase(),
    closing: start[1] === '/',
    attributes: html.slice(open + start[0].length, end),
    end: end + 1,
  };
}

function href(attributes: string): string {
  const match = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes);
  const url = (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim();
  return /^(https?:\/\/|mailto:)/i.test(url) ? url : '';
}

function target(url: string, label: string): string {
  return label.trim() === url || label.trim() === url.replace(/^mailto:/i, '') ? '' : ` (${url})`;
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}
