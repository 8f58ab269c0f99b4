import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { SAFE_HEADERS } from '../http/page-response.ts';
import { type Assets, encodedAsset } from '../page/assets.ts';

/** `GET ui/assets/{name}`: the page's stylesheet or script. The content behind a name never changes. */
export async function showAsset(request: HttpRequest, { assets }: { assets: () => Assets }): Promise<HttpResponseInit> {
  const asset = assets().find(request.params['name'] ?? '');
  if (!asset) return { status: 404, headers: { ...SAFE_HEADERS, 'Cache-Control': 'no-store' } };
  const { body, encoding } = encodedAsset(asset, request.headers.get('accept-encoding'));
  return {
    status: 200,
    headers: {
      ...SAFE_HEADERS,
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
      ...(encoding && { 'Content-Encoding': encoding }),
    },
    body,
  };
}
