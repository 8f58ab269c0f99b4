import type { HttpRequest } from '@azure/functions';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Whether host and caller are both on this machine. The host's settings show it, which no caller can change, and the
 * caller must have used a loopback name, which a page of another site cannot, whatever its own name resolves to.
 */
export function isOnThisMachine({ url }: HttpRequest, env: Record<string, string | undefined> = process.env): boolean {
  const host = `http://${env['WEBSITE_HOSTNAME']?.trim() ?? ''}`;
  return URL.canParse(host) && LOOPBACK.test(new URL(host).hostname) && LOOPBACK.test(new URL(url).hostname);
}
