import type { Period, Scope } from './quota.ts';

/** Whose move it is: the asker's words, the operator's settings, the image service's fault, or plain load. */
export type Blame = 'asker' | 'operator' | 'service' | 'load';

type Nothing = Record<never, never>;

/**
 * Every failure that a person can be told about, with the values its sentence may mention. The sentences are in
 * `commands/words`; a code without one does not pass the type check.
 */
export interface ProblemFacts {
  // What was asked for cannot be understood.
  option_missing: { option: string };
  option_unknown: { given: string; suggestion: string | undefined };
  option_twice: { option: string };
  option_value_missing: { option: string };
  option_value_unwanted: { option: string };
  option_not_a_number: { option: string; given: string };
  option_not_whole: { option: string; given: string };
  option_out_of_range: { option: string; given: string; minimum: number; maximum: number };
  option_not_a_choice: { option: string; given: string; choices: readonly string[]; suggestion: string | undefined };
  option_not_a_flag: { option: string; given: string };
  option_too_long: { option: string; length: number; maximum: number };
  options_conflict: { options: readonly string[] };
  options_belong_together: { options: readonly string[] };
  size_too_large_for_model: { model: string; maximum: number };
  command_unknown: { given: string; suggestion: string | undefined };
  /** Of another version, or of no command that there is. */
  button_unknown: Nothing;
  too_many_pictures: { count: number; maximum: number };
  /** A brace of `{red, blue}` that nothing closes, or nothing between two. */
  braces_unclear: { given: string };
  list_unknown: { given: string; suggestion: string | undefined };
  preset_unknown: { given: string; suggestion: string | undefined };
  name_unusable: { given: string };
  too_many_kept: { limit: number };
  emoji_unusable: { given: string };
  person_unknown: { given: string };
  channel_unknown: { given: string };
  zone_unknown: { given: string };
  time_unreadable: { given: string };
  /** No gallery has this code. */
  gallery_unknown: { given: string };
  /** Nothing is bound where it was asked. */
  gallery_missing: Nothing;
  /** A gallery cannot hang in the channel whose pictures it collects. */
  gallery_echo: Nothing;
  /** Not everybody reads in the channel whose pictures a gallery is to collect, so it has to be asked for there. */
  source_closed: { given: string };
  /** A forum was asked for and the channel is none, or the other way round. */
  forum_needed: { channel: string };
  forum_unfit: { channel: string };
  /** The operator has set no address under which web galleries are reached. */
  web_unreachable: Nothing;
  /** What was to be replaced or taken away is not in the prompt. */
  change_unmatched: { given: string };
  // What was asked about is not there, or not for everybody.
  picture_needed: Nothing;
  picture_unknown: { recipe: string };
  picture_removed: Nothing;
  picture_not_ready: Nothing;
  /** It was cancelled or came to nothing. */
  picture_never_made: Nothing;
  picture_private: Nothing;
  /** Made where only adults are let in, and asked for elsewhere. */
  picture_restricted: Nothing;
  recipe_mistyped: { given: string };
  undo_too_late: Nothing;
  wording_unknown: Nothing;
  settings_unreadable: Nothing;
  file_unreachable: Nothing;
  call_forgotten: Nothing;
  /** What it is to begin with does not fit into a form of the platform, and would come back cut. */
  form_too_small: Nothing;
  administrators_only: Nothing;
  // The place where it was asked does not allow the answer.
  permission_missing: { permissions: readonly string[] };
  not_in_channel: { bot: string };
  not_in_direct_message: Nothing;
  picture_too_large_for_place: { limit: number };
  direct_messages_closed: Nothing;
  /** A channel's rule. */
  pictures_off_here: Nothing;
  spoiler_always_here: Nothing;
  /** The message, the channel or the right to write there is gone for good. */
  place_unreachable: Nothing;
  /** Somebody has deleted the message that was to be changed. */
  message_gone: Nothing;
  /** The bot may not do in a channel what galleries need there. */
  wall_permissions_missing: { channel: string; permissions: readonly string[] };
  /** The platform did not answer; it may later. */
  place_silent: Nothing;
  // The safety filters of the image service (API sheet, section 5).
  prompt_refused: Nothing;
  prompt_names_refused: Nothing;
  wording_refused: Nothing;
  picture_refused: Nothing;
  picture_copyright_refused: Nothing;
  request_refused: Nothing;
  safety_check_down: Nothing;
  // The image service cannot or will not work at the moment.
  service_busy: Nothing;
  service_failed: Nothing;
  service_unreachable: Nothing;
  service_timeout: { seconds: number };
  service_cut_off: Nothing;
  service_unclear: Nothing;
  service_gave_no_picture: Nothing;
  picture_unreadable: Nothing;
  picture_expired: Nothing;
  picture_download_failed: Nothing;
  picture_address_refused: Nothing;
  picture_too_large: Nothing;
  // Only whoever runs Easel can mend these.
  service_access_denied: Nothing;
  service_no_credit: Nothing;
  service_misconfigured: Nothing;
  service_rejected_settings: Nothing;
  service_rejected_request: Nothing;
  service_paused: { seconds: number };
  // Easel itself.
  cancelled: Nothing;
  nothing_to_cancel: Nothing;
  not_yours: Nothing;
  queue_full: { limit: number };
  channel_queue_full: { limit: number };
  /** `refillsAt`: milliseconds since 1970. */
  quota_used_up: { scope: Scope; period: Period; refillsAt: number };
  shutting_down: Nothing;
  interrupted: Nothing;
  storage_failed: Nothing;
  unexpected: Nothing;
}

export type ProblemCode = keyof ProblemFacts;

const blamedOnOthers: Partial<Record<ProblemCode, Blame>> = {
  permission_missing: 'operator',
  not_in_channel: 'operator',
  web_unreachable: 'operator',
  wall_permissions_missing: 'operator',
  message_gone: 'operator',
  place_unreachable: 'operator',
  place_silent: 'service',
  file_unreachable: 'service',
  safety_check_down: 'service',
  service_busy: 'load',
  service_failed: 'service',
  service_unreachable: 'service',
  service_timeout: 'service',
  service_cut_off: 'service',
  service_unclear: 'service',
  service_gave_no_picture: 'service',
  picture_unreadable: 'service',
  picture_expired: 'service',
  picture_download_failed: 'service',
  picture_address_refused: 'operator',
  picture_too_large: 'service',
  service_access_denied: 'operator',
  service_no_credit: 'operator',
  service_misconfigured: 'operator',
  service_rejected_settings: 'operator',
  service_rejected_request: 'operator',
  service_paused: 'operator',
  queue_full: 'load',
  channel_queue_full: 'load',
  quota_used_up: 'load',
  shutting_down: 'operator',
  interrupted: 'operator',
  storage_failed: 'operator',
  unexpected: 'operator',
};

export interface ProblemDetails {
  /** For the log only: what the operator should look at. Never a key, a prompt or a signed address. */
  readonly hint?: string | undefined;
  /** The image service's own id of the failed request, which its support asks for. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** A failure with a code that a person can be told about. Its `message` is for the log, never for a chat. */
export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'Problem';
  readonly code: Code;
  readonly blame: Blame;
  readonly facts: ProblemFacts[Code];
  readonly hint: string | undefined;
  readonly requestId: string | undefined;

  constructor(code: Code, facts: ProblemFacts[Code], details: ProblemDetails = {}) {
    super(details.hint ? `${code}: ${details.hint}` : code, { cause: details.cause });
    this.code = code;
    this.blame = blamedOnOthers[code] ?? 'asker';
    this.facts = facts;
    this.hint = details.hint;
    this.requestId = details.requestId;
  }
}

/** Turns anything thrown into a Problem; what nobody foresaw becomes `unexpected`. */
export function asProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem('unexpected', {}, { cause: thrown });
}
