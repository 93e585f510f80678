import type { IncomingMessage } from 'node:http';

/**
 * Why a request is refused, or undefined. The name in `Host` must be the very address that was printed: a page of another
 * site whose name was made to lead here (DNS rebinding) sends its own. `Origin` and `Sec-Fetch-Site` are set by the
 * browser and tell who asks.
 */
export function refusal(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  address: string,
): string | undefined {
  if (headers.host !== address) return 'This address is not the one that was printed.';
  if (headers.origin !== undefined && headers.origin !== `http://${address}`) return 'Another site asks.';
  const site = headers['sec-fetch-site'];
  const isPage = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  // A link from anywhere may open the page itself: without the token it can do nothing.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isPage) return 'Another site asks.';
  if (method !== 'GET' && method !== 'HEAD') return 'Only looking is possible here.';
  return undefined;
}

/** A socket is opened by our own page alone: a browser always says which. */
export function socketRefusal(
  request: Pick<IncomingMessage, 'method' | 'headers' | 'url'>,
  address: string,
): string | undefined {
  if (request.url !== '/wire') return 'There is no such wire.';
  if (request.headers.origin !== `http://${address}`) return 'Another site asks.';
  return refusal(request, address);
}

/** Styles may be inline because the component library sets them on elements; scripts come from our own files alone. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
  'cache-control': 'no-store',
};
