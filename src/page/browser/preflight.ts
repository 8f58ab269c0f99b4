const DAY_MS = 86_400_000;

/** Makes the button on an offer's page run a preflight. */
export function offerPreflight(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-preflight]');
  const shown = document.querySelector<HTMLElement>('#preflight');
  if (!button || !shown) return;
  button.addEventListener('click', async () => {
    button.disabled = true;
    shown.textContent = await examine(button.dataset['preflight'] ?? '', shown.dataset);
    button.disabled = false;
  });
}

async function examine(publisherId: string, { are = '', left = '' }: DOMStringMap): Promise<string> {
  const { root = '', failed = '' } = document.body.dataset;
  try {
    const response = await fetch(`${root}publishers/${encodeURIComponent(publisherId)}/preflight`);
    const { credentials, detail = '', expiresOn, code = '', remedy = '' } = await response.json();
    if (!response.ok) return `${code} ${detail}`.trim();
    const days = expiresOn && Math.floor((Date.parse(expiresOn) - Date.now()) / DAY_MS);
    return `${are}: ${credentials}.${days === undefined ? '' : ` ${left}: ${days}.`} ${remedy}`.trim();
  } catch {
    return failed;
  }
}
