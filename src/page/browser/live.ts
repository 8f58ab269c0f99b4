import { showLocalTimes } from './times.ts';

const EVERY_MS = 15_000;

export interface Live {
  /** Requests the page now, and shows it if it is new. */
  refresh(): Promise<void>;
  /** Makes a screen reader announce the text. */
  tell(text: string): void;
}

/** Requests the same page every 15 s and inserts what is new, except while the page is hidden or a dialog is open. */
export function keepUpToDate(): Live {
  const main = document.querySelector('main');
  const live = document.querySelector('#live');
  const news = document.querySelector('#news');
  const stale = document.querySelector<HTMLElement>('#stale');
  const tell = (text: string) => {
    if (news) news.textContent = text;
  };
  let version = '';
  const refresh = async () => {
    if (!main || !live || document.hidden || document.querySelector('dialog[open]')) return;
    const headers: Record<string, string> = version === '' ? {} : { 'If-None-Match': version };
    const response = await fetch(location.href, { headers }).catch(() => undefined);
    if (stale) stale.hidden = response?.ok === true || response?.status === 304;
    if (response?.ok !== true) return;
    const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
    const content = next?.querySelector('#live');
    // A dialog may have been opened in the meantime: its buttons must not be taken away.
    if (!next || !content || document.querySelector('dialog[open]')) return;
    replace(live, content);
    if (next.dataset['news'] !== main.dataset['news']) tell(next.dataset['news'] ?? '');
    version = response.headers.get('etag') ?? '';
    main.dataset['news'] = next.dataset['news'];
  };
  setInterval(refresh, EVERY_MS);
  document.addEventListener('visibilitychange', refresh);
  return { refresh, tell };
}

/** Keeps the focus on the link or button that had it. */
function replace(live: Element, content: Element): void {
  const focused = live.contains(document.activeElement) ? document.activeElement?.id : undefined;
  showLocalTimes(content);
  live.replaceChildren(...content.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
