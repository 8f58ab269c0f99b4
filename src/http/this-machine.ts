import type { HttpRequest } from '@azure/functions';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether an address has one of the usual names of this machine: narrower than what settings take for loopback. */
export function namesThisMachine(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}

/**
 * Whether host and caller are both on this machine. The host's settings show it, which no caller can change, and the
 * caller must have used a loopback name, which a page of another site cannot, whatever its own name resolves to.
 */
export function isOnThisMachine({ url }: HttpRequest, env: Record<string, string | undefined> = process.env): boolean {
  return namesThisMachine(`http://${env['WEBSITE_HOSTNAME']?.trim() ?? ''}`) && namesThisMachine(url);
}
