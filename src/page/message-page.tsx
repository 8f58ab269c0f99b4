import type { Page } from './frame.tsx';

/** A page with one thing to say: why there is nothing else. */
export function messagePage({ title, message, path }: { title: string; message: string; path: string }): Page {
  return { title, path, news: message, live: <p>{message}</p> };
}
