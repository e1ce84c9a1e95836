/** Calls a minute of each method (java-slack-sdk, MethodsRateLimits: tiers 1 to 4 are 1+, 20+, 50+, 100+). */
const perMinute: Readonly<Record<string, number>> = {
  'apps.connections.open': 10,
  'auth.test': 600,
  'chat.delete': 50,
  'chat.getPermalink': 100,
  'chat.postEphemeral': 100,
  'chat.unfurl': 50,
  'chat.update': 50,
  'conversations.history': 50,
  'conversations.info': 50,
  'conversations.join': 50,
  'conversations.replies': 50,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
  'files.info': 100,
  'files.list': 50,
  'files.delete': 50,
  'users.info': 100,
  'views.open': 100,
  'views.publish': 100,
};

/** chat.postMessage takes one a second in each channel, and some more for a moment. */
const postBurst = 5;

/** Says how many seconds a call has to wait, or 0. Counts it when it need not. */
export function createLimits(now: () => number) {
  const calls = new Map<string, number[]>();

  return (method: string, channel: string | undefined): number => {
    const post = method === 'chat.postMessage';
    const key = post ? `${method} ${channel}` : method;
    const [span, most] = post ? [postBurst * 1000, postBurst] : [60_000, perMinute[method] ?? 100];
    const recent = (calls.get(key) ?? []).filter((at) => at > now() - span);
    calls.set(key, recent);
    const [oldest] = recent;
    if (recent.length >= most && oldest !== undefined) return Math.max(1, Math.ceil((oldest + span - now()) / 1000));
    recent.push(now());
    return 0;
  };
}
