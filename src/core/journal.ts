import type { Invocation, Subject } from './invocation.ts';

/** Where a surface is, in its platform's own ids and tokens, so that any process can find it again. */
export type Address = Readonly<Record<string, string>>;

/** Proof of holding an open invocation. Whoever was replaced has a lower attempt and changes nothing any more. */
export interface Hold {
  readonly id: string;
  /** 1 for the process that accepted it, one more each time it is taken up from one that died or was silent. */
  readonly attempt: number;
}

/** An invocation whose process is gone, to be run again. */
export interface OpenInvocation {
  readonly hold: Hold;
  readonly invocation: Invocation;
  readonly address: Address;
  /** Whether its platform was told in time that somebody heard it. */
  readonly acknowledged: boolean;
}

/** What a process can answer: calls of these platforms, and to end it whatever was accepted before that moment. */
export interface Reach {
  readonly platforms: readonly string[];
  /** Milliseconds since 1970. */
  readonly acceptedBefore: number;
}

/** `answered` and `failed`: the last word is shown. `unreachable`: the place for it is gone. */
export type Ending = 'answered' | 'failed' | 'unreachable';

/**
 * Every accepted invocation, durable. The ones held here are renewed together; when they are not, another process takes
 * them up. All methods throw Problem `storage_failed`; those with a `Hold` say whether it was still good.
 */
export interface Journal {
  /**
   * Writes it down, to be acknowledged once `flush` has resolved. Undefined: this event is known already, there is
   * nothing to do.
   */
  accept(invocation: Invocation, address: Address): Promise<Hold | undefined>;
  /** Resolves once everything that was accepted before is on the disk. The other methods have waited for it themselves. */
  flush(): Promise<void>;
  /** Remembers that its platform was told in time. */
  acknowledged(hold: Hold): Promise<boolean>;
  /**
   * Remembers where its surface is now; once people see a message, also which, and that for ever. `shows`: whose pictures
   * the message shows, where they are another call's.
   */
  move(hold: Hold, address: Address, message?: string, shows?: Subject): Promise<boolean>;
  /**
   * Closes it for good. `reason` is for the operator: a problem's code. `lasting`: its last reply has a button about this
   * call, so `recall` must find it for as long as people may press that. While nobody has heard whether it was accepted
   * here, that ends whatever attempt was written, from the named one on.
   */
  end(hold: Hold, ending: Ending, reason?: string, lasting?: boolean): Promise<boolean>;
  /** What a call is about that somebody makes under a message, however old. */
  shownBy(message: string): Promise<Subject | undefined>;
  /** The newest open invocation that came from a reaction (`Invocation.gesture`). */
  begunBy(gesture: string): Promise<string | undefined>;
  /** A call as it was asked. Ended ones are forgotten after a week unless they are lasting. */
  recall(id: string): Promise<Invocation | undefined>;
  /** Takes over, oldest first, open invocations whose process gave them up, died, or let its lease run out. */
  takeUp(limit: number, reach?: Reach): Promise<readonly OpenInvocation[]>;
  /** The heartbeat: extends the lease of everything held here and returns what was lost to another process meanwhile. */
  renew(): Promise<readonly Hold[]>;
}
