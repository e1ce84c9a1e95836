/** Answers of one bucket: how many in how many seconds. */
interface Bucket {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

/** Discord's usual figures. Interactions' callbacks have none, and neither they nor their edits count globally. */
function bucketOf(method: string, path: string): Bucket | undefined {
  if (path.startsWith('/interactions/')) return undefined;
  if (path.startsWith('/webhooks/')) return { name: path.split('/').slice(0, 4).join('/'), limit: 5, seconds: 2 };
  if (path.startsWith('/channels/')) return { name: `${method} ${path.split('/')[2]}`, limit: 5, seconds: 5 };
  return { name: `${method} ${path}`, limit: 10, seconds: 10 };
}

const globally = { name: 'global', limit: 50, seconds: 1 };

export interface Verdict {
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait, when there have been too many. */
  readonly retryAfter: number | undefined;
  readonly global: boolean;
}

/** Counts requests by the wall clock, because discord.js waits by it. */
export function createLimits() {
  const windows = new Map<string, { until: number; left: number }>();

  function take({ name, limit, seconds }: Bucket, now: number) {
    const open = windows.get(name);
    const window = open && open.until > now ? open : { until: now + seconds * 1000, left: limit };
    windows.set(name, window);
    window.left -= 1;
    return { left: window.left, resetAfter: (window.until - now) / 1000 };
  }

  return function count(method: string, path: string): Verdict {
    const now = Date.now();
    const exempt = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    const all = exempt ? undefined : take(globally, now);
    if (all && all.left < 0)
      return { headers: { 'X-RateLimit-Global': 'true' }, retryAfter: all.resetAfter, global: true };
    const bucket = bucketOf(method, path);
    if (!bucket) return { headers: {}, retryAfter: undefined, global: false };
    const { left, resetAfter } = take(bucket, now);
    return {
      headers: {
        'X-RateLimit-Limit': String(bucket.limit),
        'X-RateLimit-Remaining': String(Math.max(0, left)),
        'X-RateLimit-Reset': String((now / 1000 + resetAfter).toFixed(3)),
        'X-RateLimit-Reset-After': resetAfter.toFixed(3),
        'X-RateLimit-Bucket': Buffer.from(bucket.name.split('/').slice(0, 2).join()).toString('hex').slice(0, 32),
      },
      retryAfter: left < 0 ? resetAfter : undefined,
      global: false,
    };
  };
}
