import type { Generation, GenerationRequest, Notes } from './generation.ts';
import type { Accountable } from './invocation.ts';
import type { Problem } from './problem.ts';
import type { Added, BusyPerson, QuotaRule, Usage, UsageKey, Warning } from './quota.ts';

/** A picture of an invocation, by number from 0. Adding the same one again changes nothing. */
export interface PictureKey {
  readonly invocation: string;
  readonly n: number;
}

/** Whose pictures: those of one invocation, or all of one person. */
export type Whose = { readonly invocation: string } | { readonly person: string };

/** A picture that waits or is being painted. */
export interface OpenPicture extends PictureKey {
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly orderedAt: number;
}

/** A picture to be painted when its turn comes. All ids are unique over platforms. */
export interface LaneOrder extends PictureKey, Accountable {
  /** What the person is called; untrusted text. */
  readonly name?: string | undefined;
  readonly request: GenerationRequest;
  readonly notes?: Notes | undefined;
  /** Millionths of the operator's currency, whole. */
  readonly price: number;
  /** How many pictures this person gets for one of somebody with weight 1. */
  readonly weight: number;
}

export interface LaneRules {
  /** Pictures that may wait at the same time. */
  readonly waitingPerPerson: number;
  readonly waitingPerChannel: number;
  readonly quotas: readonly QuotaRule[];
}

export interface ClaimLimits {
  /** Pictures painted at the same time, over all processes. */
  readonly concurrency: number;
  /** Starts a second over all processes, evenly spaced to the next whole millisecond; undefined: no limit. */
  readonly rate: number | undefined;
  /** Only this person's pictures, for a process that lives no longer than they do. */
  readonly person?: string | undefined;
  /** What repeating a call that was cut off must keep to: it may have to be paid twice. */
  readonly quotas?: readonly QuotaRule[];
}

/** The right to paint one picture. Whoever was replaced has a lower attempt and settles nothing any more. */
export interface Claim extends PictureKey {
  readonly attempt: number;
  readonly person: string;
  readonly request: GenerationRequest;
  /** Milliseconds since 1970. */
  readonly orderedAt: number;
  /** Start of the first attempt, and of this one: milliseconds since 1970. */
  readonly startedAt: number;
  readonly claimedAt: number;
  /** When the first of the calls was made that its retries count: milliseconds since 1970. */
  readonly triedSince: number;
  /** How many of those were turned away because the service was overloaded. */
  readonly overloads: number;
  /** Millionths counted for it so far, with the call that it is claimed for. */
  readonly cost: number;
  /** Whether an attempt before this one was cut off, so that the service may have been asked and paid already. */
  readonly repeated: boolean;
}

/** `wait`: milliseconds until asking again makes sense; undefined: nothing but an event can change the answer. */
export type Turn =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'wait'; readonly milliseconds: number | undefined };

/**
 * Whether one more call may be made for a claim: now, or not before so many milliseconds; `lost`: another process has the
 * picture.
 */
export type CallAgain =
  | { readonly kind: 'now'; readonly warnings: readonly Warning[] }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'lost' };

/**
 * How an attempt ended. Quotas get the picture back unless it is `done`, and the money of its last call unless the service
 * was `paid` for that one.
 * `again`: back to its place in line, with another request if one is given. `why`: an overload counts as a retry, and after
 * a denial all retries count anew; undefined: no call was made.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly generation: Generation }
  | { readonly kind: 'refused' | 'failed' | 'cancelled'; readonly problem: Problem; readonly paid: boolean }
  | { readonly kind: 'again'; readonly why?: 'overload' | 'denial'; readonly request?: GenerationRequest };

/** How a picture stands. */
export type Standing =
  /** `ahead`: pictures painted or served before it. */
  | { readonly state: 'waiting'; readonly orderedAt: number; readonly ahead: number }
  | { readonly state: 'running'; readonly orderedAt: number; readonly startedAt: number }
  | { readonly state: 'done'; readonly generation: Generation }
  | { readonly state: 'refused' | 'failed' | 'cancelled'; readonly problem: Problem };

/** Something changed. `cancel` asks whoever holds the picture to stop; `unknown` means look again at everything. */
export type LaneEvent =
  | ({ readonly kind: 'waiting' | 'running' | 'settled' | 'cancel' } & PictureKey)
  | { readonly kind: 'unknown' };

/** What there is to do, over all processes. */
export interface Load {
  readonly waiting: number;
  readonly running: number;
  /** Invocations without their last reply. */
  readonly openCalls: number;
}

/** Milliseconds from claim to picture, over the newest pictures of one model and size. */
export interface Estimate {
  readonly p50: number;
  readonly p90: number;
  readonly samples: number;
}

/**
 * The durable queue: one line for all processes, round robin over people, first come first served within a person.
 * Leases of the claims made here are renewed together. All methods throw Problem `storage_failed`.
 */
export interface Lane {
  /**
   * Puts a picture in line and reserves its quotas, on the disk no later than its claim. Throws `queue_full`, `channel_queue_full` or
   * `quota_used_up`.
   */
  add(order: LaneOrder, rules: LaneRules): Promise<Added>;
  /** Claims whose turn it is, if concurrency, rate and pause allow. */
  claim(limits: ClaimLimits): Promise<Turn>;
  /**
   * Asks for one more call for a claimed picture, within the rate and the pauses that hold for everyone. `counted`: how
   * many calls after the claim's first are to be counted in money with it, because those before them may have to be paid;
   * asking again for as many counts none twice. Throws `quota_used_up` when the money does not allow it.
   */
  callAgain(claim: Claim, counted: number, limits: Pick<ClaimLimits, 'rate' | 'quotas'>): Promise<CallAgain>;
  /**
   * Ends a claim. False: it was lost to another process, so nothing changed. When it throws anything but `storage_failed`,
   * the claim's lease is not renewed any more.
   */
  settle(claim: Claim, outcome: Outcome): Promise<boolean>;
  /** The heartbeat: extends the lease of every claim made here and returns those lost to another process or asked to stop. */
  renew(): Promise<readonly Claim[]>;
  /** A waiting picture is cancelled at once, a running one is asked to stop, `over` means there is nothing to stop. */
  cancel(key: PictureKey): Promise<'cancelled' | 'stopping' | 'over'>;
  find(key: PictureKey): Promise<Standing | undefined>;
  /** What waits or is being painted, in the order in which it was ordered. */
  open(whose: Whose): Promise<readonly OpenPicture[]>;
  /** Starts nothing for so long, in all processes; a longer pause stays. */
  pause(milliseconds: number): Promise<void>;
  /** Undefined while there are too few pictures to be honest. `pixels` before upscaling. */
  estimate(model: string, pixels: number): Promise<Estimate | undefined>;
  usage(keys: readonly UsageKey[]): Promise<readonly Usage[]>;
  /** Who made most pictures in a community today, at most so many people. */
  busiest(community: string, limit: number): Promise<readonly BusyPerson[]>;
  /** Tells changes made by any process; the returned function ends it. A listener must not throw. */
  subscribe(listener: (event: LaneEvent) => void): () => void;
}
