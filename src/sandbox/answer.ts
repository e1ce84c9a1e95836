import type { GatewayCode, RelayErrorName } from './codes.ts';

/** A made picture, in every way the service has been seen to deliver one (API sheet, sections 3 and 10). */
export interface PictureAnswer {
  readonly kind: 'picture';
  /** `asked` obeys `return_url`; the others deliver that way whatever was asked. Default `asked`. */
  readonly by?: 'asked' | 'base64' | 'url';
  /** What stands in the field of the other way. Default `empty list`, as in the captured answers of this model. */
  readonly unused?: 'missing' | 'null' | 'empty list' | 'empty string';
  /** File format. Default `png`, as the picture is painted. */
  readonly format?: 'png' | 'jpeg' | 'webp';
  /** These bytes instead of a painted picture. */
  readonly bytes?: Uint8Array;
  /** This address instead of a link to the sandbox. */
  readonly link?: string;
  /** What happens to whoever opens the link: nothing bad, 403, a closed connection half way, or no answer ever. */
  readonly download?: 'works' | 'expired' | 'cut' | 'silent';
  /** `time_elapsed` as it is sent; `missing` leaves the field out. Default: the real one. */
  readonly elapsed?: string | number | 'missing';
  /** Which field holds the expanded prompt. Default: by `req_schedule_conf`. */
  readonly expandedIn?: 'pe_result' | 'llm_result' | 'rephraser_result' | 'none';
}

/** How the sandbox answers one call. Scripted with `Sandbox.script`, or by a directive in the prompt. */
export type Answer =
  | PictureAnswer
  /** Code 10000 without a picture in it. */
  | { readonly kind: 'no picture'; readonly data: 'null' | 'empty lists' | 'empty strings' | 'missing lists' }
  /**
   * A code of the service, with its official status and message unless others are given. `gateway numeric` and
   * `relay wrapped` put the same code into the shapes of those who forward it (API sheet, section 4).
   */
  | {
      readonly kind: 'business';
      readonly code: number;
      readonly shape?: 'business' | 'gateway numeric' | 'relay wrapped';
      readonly status?: number;
      readonly message?: string;
    }
  | { readonly kind: 'gateway'; readonly code: GatewayCode }
  | { readonly kind: 'relay'; readonly error: RelayErrorName }
  /** No body at all, as the relay's limiter by IP address answers. `retryAfter` in seconds. */
  | { readonly kind: 'empty'; readonly status: number; readonly retryAfter?: number }
  /** A proxy's error page. */
  | { readonly kind: 'html'; readonly status: number }
  /** Never answers. */
  | { readonly kind: 'silent' }
  /** `in json` ends properly after half of the JSON; the others close the connection. */
  | { readonly kind: 'cut'; readonly at: 'before headers' | 'after headers' | 'in body' | 'in json' }
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
    };
