import type { Live } from './live.ts';

/** Time for the service to act on a wish, before the page is refreshed once more. */
const EFFECT_MS = 1500;

/** The API call of each wish. */
const CALLS: Record<string, { call: string; body: (form: FormData) => Record<string, unknown> }> = {
  approve: { call: 'approvals', body: (form) => ({ decision: 'approve', ...reasonIn(form) }) },
  reject: { call: 'approvals', body: (form) => ({ decision: 'reject', ...reasonIn(form) }) },
  cancel: { call: 'cancel', body: reasonIn },
  look: { call: 'look', body: reasonIn },
  end: { call: 'end', body: (form) => ({ as: form.get('as'), ...reasonIn(form) }) },
};

function reasonIn(form: FormData): Record<string, unknown> {
  const reason = String(form.get('reason') ?? '').trim();
  return reason === '' ? {} : { reason };
}

/** Makes each button open its dialog, and each dialog make its call. */
export function offerWishes(live: Live): void {
  let operation = '';
  let opener = '';
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const button = target.closest<HTMLElement>('[data-opens]');
    if (button) {
      operation = button.dataset['operation'] ?? '';
      opener = button.id;
      open(button);
    }
    if (target.closest('[data-close]')) target.closest('dialog')?.close();
  });
  for (const dialog of document.querySelectorAll('dialog')) {
    // A refresh may have replaced the button by a new one with the same id.
    dialog.addEventListener('close', () => document.getElementById(opener)?.focus());
    const form = dialog.querySelector('form');
    form?.addEventListener('submit', async (event) => {
      event.preventDefault();
      const failure = await send(form, operation);
      show(dialog, failure);
      if (failure !== '') return;
      dialog.close();
      live.tell(document.body.dataset['sent'] ?? '');
      await live.refresh();
      setTimeout(live.refresh, EFFECT_MS);
    });
  }
}

function open({ dataset }: HTMLElement): void {
  const dialog = document.querySelector<HTMLDialogElement>(`#dialog-${dataset['opens']}`);
  if (!dialog) return;
  dialog.querySelector('form')?.reset();
  show(dialog, '');
  const subject = dialog.querySelector('[data-subject]');
  if (subject) subject.textContent = dataset['about'] ?? '';
  for (const text of dialog.querySelectorAll<HTMLElement>('[data-when]')) {
    text.hidden = text.dataset['when'] !== dataset['stands'];
  }
  dialog.showModal();
}

function show(dialog: Element, failure: string): void {
  const alert = dialog.querySelector('[data-failure]');
  if (alert) alert.textContent = failure;
}

/** Makes the call. Returns what went wrong, or an empty text. */
async function send(form: HTMLFormElement, operation: string): Promise<string> {
  const wish = CALLS[form.dataset['wish'] ?? ''];
  if (!wish) return '';
  const submit = form.querySelector<HTMLButtonElement>('[type=submit]');
  if (submit) submit.disabled = true;
  const { root = '', failed = '' } = document.body.dataset;
  try {
    const response = await fetch(`${root}operations/${encodeURIComponent(operation)}/${wish.call}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(wish.body(new FormData(form))),
    });
    if (response.ok) return '';
    const { code = '', detail = '' } = await response.json().catch(() => ({}));
    return `${code || response.status} ${detail}`.trim();
  } catch {
    return failed;
  } finally {
    if (submit) submit.disabled = false;
  }
}
