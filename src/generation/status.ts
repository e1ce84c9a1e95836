import { type Meaning, meaning, rules } from './rule.ts';

const slow = meaning('service_timeout', 'a gateway gave up waiting; the picture may have been painted and paid for');
const hiccup = meaning('service_failed', 'the service or something in front of it failed', rules.again);
const address = meaning('service_misconfigured', 'IMAGE_API_URL must be the part before /volcv/v1');

/** What an HTTP status means when the body tells nothing: API sheet, sections 7 and 8. */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  [401, meaning('service_access_denied', 'IMAGE_API_KEY is missing, wrong, disabled, expired or used up')],
  [402, meaning('service_no_credit', 'top up the account of IMAGE_API_KEY')],
  [403, meaning('service_access_denied', 'IMAGE_API_KEY may not do this: address, group, model, or banned')],
  [404, address],
  [405, address],
  [413, meaning('service_rejected_request', 'the request is too large for the relay')],
  [429, meaning('service_busy', 'too many calls; lower IMAGE_API_CONCURRENCY or IMAGE_API_RATE', rules.rate)],
  [500, hiccup],
  [501, address],
  [502, hiccup],
  [503, hiccup],
  [504, slow],
  [520, hiccup],
  [521, hiccup],
  [522, hiccup],
  [523, hiccup],
  [524, slow],
]);

/**
 * Statuses that say more than any word in the body: no access, no credit, and time-outs of a gateway, after which the
 * picture may be painted and paid for, whatever the relay calls them.
 */
const decisive: ReadonlySet<number> = new Set([401, 402, 504, 524]);

/** What an HTTP status means if it decides alone; undefined when names and text in the body tell more. */
export function decisiveMeaning(status: number): Meaning | undefined {
  return decisive.has(status) ? meanings.get(status) : undefined;
}

/** What an HTTP status means. Undefined for success, which needs a body that says so. */
export function statusMeaning(status: number): Meaning | undefined {
  const known = meanings.get(status);
  if (known) return known;
  if (status >= 500) return meaning('service_failed', 'an uncommon server error, perhaps after painting');
  if (status >= 400) return meaning('service_rejected_request', 'an uncommon refusal of the request');
  return status >= 300 ? { ...address, hint: `${address.hint}; the server redirects elsewhere` } : undefined;
}
