import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const NAME = 'AppServiceAuthSession';

/** The sessions of browsers that have signed in, identified by cookie; they end with this process. */
export interface Sessions {
  /** The `Set-Cookie` header that starts a session. */
  begin(key: string): string;
  /** `Set-Cookie` that ends it. */
  end(): string;
  /** The key of the signed-in person; undefined when the cookie is not one of ours. */
  read(cookie: string | undefined): string | undefined;
}

export function openSessions(): Sessions {
  const secret = randomBytes(32);
  const sign = (key: string) => createHmac('sha256', secret).update(key).digest('base64url');
  return {
    begin: (key) => `${NAME}=${Buffer.from(key).toString('base64url')}.${sign(key)}; Path=/; HttpOnly; SameSite=Lax`,
    end: () => `${NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    read(cookie = '') {
      const [, encoded = '', signature = ''] =
        new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)\\.([\\w-]+)`).exec(cookie) ?? [];
      const key = Buffer.from(encoded, 'base64url').toString();
      const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(key))];
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? key : undefined;
    },
  };
}
