import { type Meaning, meaning, rules } from './rule.ts';

const noCredit = meaning('service_no_credit', 'top up the relay’s account of IMAGE_API_KEY');
const noAccess = meaning('service_access_denied', 'IMAGE_API_KEY may not do this: address, group, model, or banned');
const badRequest = meaning('service_rejected_request', 'the relay cannot use the request');
const refused = meaning('prompt_refused', 'the relay’s own word filter');
const trouble = meaning('service_failed', 'the relay could not reach the image service', rules.again);
/** The image service had begun to answer, so the picture may be painted and paid for, though the API sheet would repeat it. */
const answered = meaning('service_cut_off', 'the relay could not read the service’s answer; it may have been paid for');

/** Error codes of relays built like new-api: API sheet, section 7. */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['insufficient_user_quota', noCredit],
  ['pre_consume_token_quota_failed', noCredit],
  ['insufficient_quota', noCredit],
  ['billing', noCredit],
  ['access_denied', noAccess],
  ['invalid_request', badRequest],
  ['bad_request_body', badRequest],
  ['convert_request_failed', badRequest],
  ['read_request_body_failed', meaning('service_rejected_request', 'the relay finds the request too large')],
  ['sensitive_words_detected', refused],
  ['prompt_blocked', refused],
  [
    'token_concurrency_limit_reached',
    meaning('service_busy', 'too many calls at once for this key', rules.concurrency),
  ],
  ['do_request_failed', trouble],
  ['read_response_body_failed', answered],
  ['bad_response_body', answered],
  ['bad_response_status_code', trouble],
  ['query_data_error', trouble],
  ['get_channel_failed', trouble],
  ['channel:no_available_key', trouble],
  ['api_not_implemented', meaning('service_misconfigured', 'the relay has no such API; check IMAGE_API_URL')],
  [
    'model_not_found',
    { ...meaning('service_failed', 'the relay has no channel for IMAGE_MODEL', rules.againLater), alert: true },
  ],
]);

/** What a relay's code means; undefined when only the HTTP status can tell. */
export function relayMeaning(code: string): Meaning | undefined {
  return meanings.get(code);
}
