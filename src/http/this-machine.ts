import type { HttpRequest } from '@azure/functions';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Whether host and caller are both on this machine: the host says so, which no caller can change, and the caller used such
 * a name, which a page of another site cannot, whatever its own name leads to.
 */
export function isOnThisMachine({ url }: HttpRequest, env: Record<string, string | undefined> = process.env): boolean {
  const host = `http://${env['WEBSITE_HOSTNAME']?.trim() ?? ''}`;
  return URL.canParse(host) && LOOPBACK.test(new URL(host).hostname) && LOOPBACK.test(new URL(url).hostname);
}
