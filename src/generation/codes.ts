import { type Meaning, meaning, rules } from './rule.ts';

const foreign = 'about another kind of input than text; is the model (req_key) a text-to-image one?';

/** Business error codes of the image service: API sheet, section 5, in its order. */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  // Safety filters.
  [50411, meaning('request_refused', 'an input picture was refused, though none was sent')],
  [50412, meaning('prompt_refused', 'the prompt was refused before painting')],
  [50413, meaning('prompt_names_refused', 'the prompt holds a listed name, brand or word')],
  [50511, meaning('picture_refused', 'the painted picture was refused; another seed may pass', rules.newSeed)],
  [50512, meaning('wording_refused', 'the expanded prompt was refused; enhance: false may pass')],
  [50513, meaning('request_refused', `refused a video: ${foreign}`)],
  [50514, meaning('request_refused', `refused a sound: ${foreign}`)],
  [50516, meaning('request_refused', `refused a painted video: ${foreign}`)],
  [50517, meaning('request_refused', `refused a made sound: ${foreign}`)],
  [50518, meaning('request_refused', 'an input picture was refused as protected, though none was sent')],
  [50519, meaning('picture_copyright_refused', 'the painted picture resembled protected work', rules.newSeed)],
  [50520, meaning('safety_check_down', 'the moderation service failed; the API says not to retry')],
  [50521, meaning('safety_check_down', 'the word filter failed; the API says not to retry')],
  [50522, meaning('safety_check_down', 'the copyright check failed; the API says not to retry')],
  // Load.
  [50429, meaning('service_busy', 'too many calls a second; lower IMAGE_API_RATE', rules.rate)],
  [50430, meaning('service_busy', 'too many calls at once; lower IMAGE_API_CONCURRENCY', rules.concurrency)],
  // Trouble inside the service.
  [50500, meaning('service_failed', 'internal error of the service', rules.again)],
  [50501, meaning('service_failed', 'the algorithm failed; also seen for a wrong model version', rules.again)],
  // The request itself.
  [50200, meaning('service_rejected_request', 'invalid parameters or content type')],
  [50201, meaning('service_rejected_request', 'a parameter is missing')],
  [50203, meaning('service_rejected_request', 'an undocumented parameter error')],
  [50204, meaning('service_rejected_request', 'a parameter has a wrong type, or IMAGE_MODEL is not served here')],
  [50205, meaning('service_rejected_request', `size of an input picture: ${foreign}`)],
  [50206, meaning('service_rejected_request', `no input picture: ${foreign}`)],
  [50207, meaning('service_rejected_request', `an input picture cannot be decoded: ${foreign}`)],
  [50209, meaning('service_rejected_request', `no input video: ${foreign}`)],
  [50210, meaning('service_rejected_request', `an input video cannot be decoded: ${foreign}`)],
  [50211, meaning('service_rejected_request', `size of an input video: ${foreign}`)],
  [50213, meaning('service_rejected_request', 'the request body is too large')],
  [50214, meaning('service_rejected_request', `length of an input video: ${foreign}`)],
  [50215, meaning('service_rejected_settings', 'size, aspect ratio, steps or IMAGE_MODEL do not suit the service')],
  [50218, meaning('request_refused', 'a risky resource')],
  // The account.
  [50400, meaning('service_access_denied', 'service not activated, no permission, arrears, or a wrong IMAGE_MODEL')],
  [50401, meaning('service_access_denied', 'no access; check IMAGE_API_KEY and the account')],
  [50402, meaning('service_access_denied', 'the service has no such action; check IMAGE_API_URL and the account')],
  // Codes of sibling services.
  [60102, meaning('service_rejected_request', `no face found: ${foreign}`)],
  [60208, meaning('request_refused', 'an input picture was refused, though none was sent')],
]);

/**
 * What a business code means; undefined when only the HTTP status can tell. Unknown ones go by their hundreds: 504xx are
 * permissions and refusals, and the status tells which.
 */
export function businessMeaning(code: number, status: number): Meaning | undefined {
  const known = meanings.get(code);
  if (known) return known;
  const hundred = Math.trunc(code / 100);
  if (hundred === 504 && status >= 401 && status <= 403) return undefined;
  if (hundred === 504 || hundred === 505) return meaning('request_refused', 'an unknown refusal or permission');
  if (hundred === 502) return meaning('service_rejected_request', 'an unknown parameter error');
  return undefined;
}

/** The service's own sentences, for relays that pass the text on without the code (API sheet, section 5, last lines). */
const sentences: readonly (readonly [RegExp, number])[] = [
  [/Post Img Risk Not Pass: Copyright/i, 50519],
  [/Post Img Risk Not Pass/i, 50511],
  [/Text Risk Not Pass/i, 50412],
  [/Risk Not Pass/i, 50411],
  [/Reached API Concurrent Limit/i, 50430],
  [/Reached API Limit/i, 50429],
  [/Access Denied/i, 50400],
  [/Internal RPC Error/i, 50501],
  [/Internal Error/i, 50500],
];

/** The business code that a message stands for. */
export function codeInText(message: string): number | undefined {
  return sentences.find(([pattern]) => pattern.test(message))?.[1];
}
