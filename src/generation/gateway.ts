import { type Meaning, meaning, rules } from './rule.ts';

const relayAccount = 'the relay’s own account at the image service';

/** Errors of the gateway in front of the image service: API sheet, section 6. They concern the relay's account, not ours. */
const rows: readonly (readonly [number | undefined, string, Meaning])[] = [
  [100001, 'UndefinedError', meaning('service_failed', 'undefined gateway error', rules.again)],
  [100002, 'MissingParameter', meaning('service_misconfigured', 'Action or Version got lost on the way')],
  [100003, 'MissingAuthenticationToken', meaning('service_access_denied', `no token: ${relayAccount}`)],
  [100004, 'MissingRequestInfo', meaning('service_misconfigured', 'a part of the request got lost on the way')],
  [100005, 'MissingSignature', meaning('service_access_denied', `no signature: ${relayAccount}`)],
  [100006, 'InvalidTimestamp', meaning('service_access_denied', 'the clock of the relay is wrong')],
  [100007, 'ServiceNotFound', meaning('service_misconfigured', 'the gateway knows no such service')],
  [100008, 'InvalidActionOrVersion', meaning('service_misconfigured', 'the gateway knows no such Action or Version')],
  [100009, 'InvalidAccessKey', meaning('service_access_denied', `wrong access key: ${relayAccount}`)],
  [100010, 'SignatureDoesNotMatch', meaning('service_access_denied', `wrong signature: ${relayAccount}`)],
  [100012, 'LackPolicy', meaning('service_access_denied', `no policy: ${relayAccount}`)],
  [100013, 'AccessDenied', meaning('service_access_denied', `no access: ${relayAccount}`)],
  [100014, 'InternalError', meaning('service_failed', 'internal gateway error', rules.again)],
  [100015, 'FailToConnect', meaning('service_failed', 'the gateway cannot reach the service', rules.again)],
  [
    100016,
    'InternalServiceTimeout',
    meaning('service_failed', 'the service behind the gateway is slow', rules.againOnce),
  ],
  [undefined, 'InvalidAuthorization', meaning('service_access_denied', `wrong authorization: ${relayAccount}`)],
  [undefined, 'InvalidCredential', meaning('service_access_denied', `wrong credential: ${relayAccount}`)],
  [undefined, 'InvalidSecretToken', meaning('service_access_denied', `wrong secret token: ${relayAccount}`)],
  [undefined, 'LackProjectPolicy', meaning('service_access_denied', `no policy for the project: ${relayAccount}`)],
];

const byName: ReadonlyMap<string, Meaning> = new Map(rows.map(([, name, row]) => [name, row]));
const byNumber: ReadonlyMap<number | undefined, Meaning> = new Map(rows.map(([number, , row]) => [number, row]));

/** What a gateway error means, by its name or else its number; undefined when only the HTTP status can tell. */
export function gatewayMeaning(name: string, number: number | undefined): Meaning | undefined {
  return byName.get(name) ?? (number === undefined ? undefined : byNumber.get(number));
}
