/** Status and message of each business code (API sheet, section 5). Where the sheet knows only a code's name, the message is that name in words. */
export const businessCodes: Readonly<Record<number, { readonly status: number; readonly message: string }>> = {
  50200: { status: 400, message: 'Request Invalid Args' },
  50201: { status: 400, message: 'Request Missing Args' },
  50203: { status: 400, message: 'Request Invalid' },
  50204: { status: 400, message: 'Parse Args Error' },
  50205: { status: 400, message: 'Image Size Limited' },
  50206: { status: 400, message: 'Image Empty' },
  50207: { status: 400, message: 'Image Decode Error' },
  50209: { status: 400, message: 'Video Empty' },
  50210: { status: 400, message: 'Video Decode Error' },
  50211: { status: 400, message: 'Video Size Limited' },
  50213: { status: 400, message: 'Request Body Size Limited' },
  50214: { status: 400, message: 'Video Time Too Long' },
  50215: { status: 400, message: 'Input invalid for this service.' },
  50218: { status: 400, message: 'Resource exists risk' },
  50400: { status: 401, message: 'Access Denied: Internal Error' },
  50401: { status: 401, message: 'Access Denied: Access Denied' },
  50402: { status: 404, message: 'Request Method Error' },
  50411: { status: 400, message: 'Pre Img Risk Not Pass' },
  50412: { status: 400, message: 'Text Risk Not Pass' },
  50413: { status: 400, message: 'Post Text Risk Not Pass' },
  50429: { status: 429, message: 'Request Has Reached API Limit, Please Try Later' },
  50430: { status: 429, message: 'Request Has Reached API Concurrent Limit, Please Try Later' },
  50500: { status: 500, message: 'Internal Error' },
  50501: {
    status: 500,
    message: "Internal RPC Error: RPC Internal Error: do predict failed. err='wanx-v1'. rpc service err_code=100202.",
  },
  50511: { status: 400, message: 'Post Img Risk Not Pass' },
  50512: { status: 400, message: 'Post Text Risk Not Pass' },
  50513: { status: 400, message: 'Pre Video Risk Not Pass' },
  50514: { status: 400, message: 'Pre Audio Risk Not Pass' },
  50516: { status: 400, message: 'Post Video Risk Not Pass' },
  50517: { status: 400, message: 'Post Audio Risk Not Pass' },
  50518: { status: 400, message: 'Pre Img Risk Not Pass: Copyright' },
  50519: { status: 400, message: 'Post Img Risk Not Pass: Copyright' },
  50520: { status: 400, message: 'Risk Internal Error' },
  50521: { status: 400, message: 'Antidirt Internal Error' },
  50522: { status: 400, message: 'Image Copyright Internal Error' },
  60102: { status: 400, message: 'No Face Found' },
  60208: { status: 400, message: 'Leader Risk Error' },
};

/** Status and number of each gateway code (API sheet, section 6). */
export const gatewayCodes = {
  UndefinedError: { status: 500, number: 100001 },
  MissingParameter: { status: 400, number: 100002 },
  MissingAuthenticationToken: { status: 401, number: 100003 },
  MissingRequestInfo: { status: 400, number: 100004 },
  MissingSignature: { status: 401, number: 100005 },
  InvalidTimestamp: { status: 403, number: 100006 },
  ServiceNotFound: { status: 404, number: 100007 },
  InvalidActionOrVersion: { status: 404, number: 100008 },
  InvalidAccessKey: { status: 401, number: 100009 },
  SignatureDoesNotMatch: { status: 401, number: 100010 },
  LackPolicy: { status: 403, number: 100012 },
  AccessDenied: { status: 403, number: 100013 },
  InternalError: { status: 500, number: 100014 },
  FailToConnect: { status: 502, number: 100015 },
  InternalServiceTimeout: { status: 504, number: 100016 },
  FlowLimitExceeded: { status: 429, number: 100018 },
  ServiceUnavailableTemp: { status: 503, number: 100019 },
  InvalidAuthorization: { status: 400, number: undefined },
  InvalidCredential: { status: 400, number: undefined },
  InvalidSecretToken: { status: 401, number: undefined },
  LackProjectPolicy: { status: 403, number: undefined },
} as const satisfies Record<string, { status: number; number: number | undefined }>;

export type GatewayCode = keyof typeof gatewayCodes;

interface RelayError {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  readonly message: string;
}

const newApi = 'new_api_error';

/** Errors of the relay itself (API sheet, section 7). */
export const relayErrors = {
  invalid_token: { status: 401, type: newApi, code: '', message: 'Invalid token' },
  insufficient_quota: { status: 402, type: 'billing', code: 'insufficient_quota', message: 'insufficient balance' },
  insufficient_user_quota: {
    status: 403,
    type: newApi,
    code: 'insufficient_user_quota',
    message: '用户额度不足, 剩余额度: ＄0.000000',
  },
  pre_consume_token_quota_failed: {
    status: 403,
    type: newApi,
    code: 'pre_consume_token_quota_failed',
    message: '预扣费额度失败',
  },
  access_denied: {
    status: 403,
    type: newApi,
    code: 'access_denied',
    message: 'This token has no access to model high_aes_general_v21_L',
  },
  invalid_request: { status: 400, type: newApi, code: 'invalid_request', message: 'invalid request' },
  sensitive_words_detected: {
    status: 400,
    type: newApi,
    code: 'sensitive_words_detected',
    message: 'sensitive words detected',
  },
  prompt_blocked: { status: 400, type: newApi, code: 'prompt_blocked', message: 'prompt blocked' },
  read_request_body_failed: {
    status: 413,
    type: newApi,
    code: 'read_request_body_failed',
    message: 'request body too large',
  },
  saturated: { status: 429, type: newApi, code: '', message: '当前分组上游负载已饱和，请稍后再试' },
  token_concurrency_limit_reached: {
    status: 429,
    type: newApi,
    code: 'token_concurrency_limit_reached',
    message: 'token concurrency limit reached',
  },
  do_request_failed: { status: 500, type: newApi, code: 'do_request_failed', message: 'do request failed' },
  bad_response_body: { status: 500, type: 'upstream_error', code: 'bad_response_body', message: 'bad response body' },
  api_not_implemented: { status: 501, type: newApi, code: 'api_not_implemented', message: 'API not implemented' },
  model_not_found: {
    status: 503,
    type: newApi,
    code: 'model_not_found',
    message: 'no available channel for model high_aes_general_v21_L in group default',
  },
} as const satisfies Record<string, RelayError>;

export type RelayErrorName = keyof typeof relayErrors;
