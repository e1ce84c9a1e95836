/** Holds the newest of something for one reader, who may be slower than the news. */
export interface Mailbox<Item> {
  put(item: Item): void;
  /** Nothing more will come. */
  end(): void;
  /** Yields the newest item whenever there is a new one, until the end. */
  items(): AsyncGenerator<Item, void, void>;
}

/** An empty mailbox. */
export function createMailbox<Item>(): Mailbox<Item> {
  const unread: Item[] = [];
  let news = Promise.withResolvers<void>();
  let ended = false;
  return {
    put(item) {
      unread[0] = item;
      news.resolve();
    },
    end() {
      ended = true;
      news.resolve();
    },
    async *items() {
      while (!ended || unread.length > 0) {
        await news.promise;
        news = Promise.withResolvers();
        yield* unread.splice(0);
      }
    },
  };
}
