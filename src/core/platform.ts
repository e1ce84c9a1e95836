/** A started platform. */
export interface Platform {
  readonly name: string;
  /** Hangs up. Calls still running are the bot's to end first. */
  close(): Promise<void>;
}
