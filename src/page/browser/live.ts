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
  const refreshOnce = async () => {
    if (!main || !live || document.hidden || document.querySelector('dialog[open]')) return;
    const answer = await pageNow(version);
    if (stale) stale.hidden = answer !== undefined;
    if (answer?.html === undefined) return;
    const next = new DOMParser().parseFromString(answer.html, 'text/html').querySelector('main');
    const content = next?.querySelector('#live');
    // A dialog may have been opened in the meantime: its buttons must not be taken away.
    if (!next || !content || document.querySelector('dialog[open]')) return;
    const said = next.dataset['news'] ?? '';
    replace(live, content);
    if (said !== main.dataset['news']) tell(said);
    version = answer.version;
    main.dataset['news'] = said;
  };
  // One request at a time: an older answer must not replace a newer one, nor a slow one be given up for the next.
  let underWay: Promise<void> | undefined;
  const refreshWhenFree = () => {
    underWay ??= refreshOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const refresh = async () => {
    // What is under way may have been answered before the wish that is to be shown.
    await underWay;
    return refreshWhenFree();
  };
  setInterval(refreshWhenFree, EVERY_MS);
  document.addEventListener('visibilitychange', refreshWhenFree);
  return { refresh, tell };
}

/** This page as it is now; without `html` when it is still the same, and nothing when it cannot be had. */
async function pageNow(version: string): Promise<{ version: string; html?: string } | undefined> {
  const headers: Record<string, string> = version === '' ? {} : { 'If-None-Match': version };
  try {
    const response = await fetch(location.href, { headers });
    if (response.status === 304) return { version };
    if (!response.ok) return undefined;
    return { version: response.headers.get('etag') ?? '', html: await response.text() };
  } catch {
    // Away, or broken off half way: the next request may succeed.
    return undefined;
  }
}

/** Keeps the focus on the link or button that had it. */
function replace(live: Element, content: Element): void {
  const focused = live.contains(document.activeElement) ? document.activeElement?.id : undefined;
  showLocalTimes(content);
  live.replaceChildren(...content.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
