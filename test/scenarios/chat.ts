/** A picture as people see it. */
export interface ShownImage {
  /** SHA-256 of the bytes that were delivered, in hex. */
  readonly sha: string;
  readonly alt: string;
  /** Whether it is hidden until somebody wants to see it. */
  readonly spoiler: boolean;
}

/** Something that people, or only one of them, read. */
export interface Shown {
  /** Names it for as long as it is there. */
  readonly id: string;
  /** Everything that it says, without its buttons and menus. */
  readonly says: string;
  readonly quote: string | undefined;
  /** A line that can be copied as it is. */
  readonly code: string | undefined;
  readonly images: readonly ShownImage[];
  readonly buttons: readonly string[];
  readonly menus: readonly { readonly label: string; readonly choices: readonly string[] }[];
  /** Where links to other messages lead. */
  readonly links: readonly string[];
  /** Where buttons lead that open a page. */
  readonly pages: readonly string[];
}

/** An open form, by the labels of its fields. */
export interface Form {
  readonly values: Readonly<Record<string, string>>;
  /** Fills it in and sends it off. Resolves with the errors that the form itself shows, where the platform can. */
  submit(values: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  /** What is filled in for an option of the command, by its own name and wherever it stands. */
  holds(option: string): string | undefined;
  /** Changes options by their own names, and sends it off. */
  sends(changes: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
}

export type Fits = (shown: Shown) => boolean;

/** A channel. */
export interface Room {
  readonly id: string;
  /** What everybody there can read now, in order. */
  shown(): readonly Shown[];
  /** Waits for the newest message that fits. */
  shows(fits: Fits): Promise<Shown>;
  /** Takes from the bot what it needs to show a picture here. */
  closes(): void;
  /** Somebody deletes the channel. */
  vanishes(): void;
}

/** Somebody with the chat's client in front of them. What it would not let them do, throws. */
export interface Person {
  readonly name: string;
  /** As Easel names them. */
  readonly id: string;
  /** Types a command: `/imagine a fox --ar 16:9`. */
  asks(line: string, room?: Room): Promise<void>;
  /** Takes a line of `/imagine` that they have copied and sends it off, in the way that comes first to mind. */
  pastes(line: string, room?: Room): Promise<void>;
  presses(shown: Shown, label: string): Promise<void>;
  chooses(shown: Shown, menu: string, choice: string): Promise<void>;
  /** Reacts with an emoji by Slack's name for it: `repeat`. */
  reacts(shown: Shown, emoji: string): Promise<void>;
  takesBack(shown: Shown, emoji: string): Promise<void>;
  /** Opens the menu of a message and takes an entry of the bot's. */
  opens(shown: Shown, entry: string): Promise<void>;
  /** Looks at what somebody made lately, as one does on the platform: in the menu of the person, or by asking for them. */
  looksAt(person: Person, room?: Room): Promise<void>;
  /** Says something that is not to the bot. */
  says(text: string, room?: Room): Promise<Shown>;
  /** Writes to the bot in a room, perhaps in answer to a message. */
  mentions(text: string, answering?: Shown, room?: Room): Promise<void>;
  /** Writes to the bot in direct messages. */
  writes(text: string): Promise<void>;
  /** Posts a picture file; what others see of it. */
  posts(bytes: Uint8Array, room?: Room): Promise<Shown>;
  /** Takes a message of the bot's away, as moderators can. */
  deletes(shown: Shown): Promise<void>;
  /** Their platform tells once more what they did last, as it does when it cannot be sure that it was heard. */
  again(): Promise<void>;
  /** Waits for the form in front of them. */
  form(): Promise<Form>;
  /** Waits for what only they see in a room. */
  whispered(fits: Fits): Promise<Shown>;
  /** Waits for what stands in their direct messages. */
  told(fits: Fits): Promise<Shown>;
  /** Waits for what only they see, wherever that is: what a platform cannot whisper, it tells in direct messages. */
  alone(fits: Fits): Promise<Shown>;
  /** Waits for what answers them, for everybody in the room or for them alone: platforms differ in that. */
  answered(fits: Fits, room?: Room): Promise<Shown>;
  /** Begins to fill in a command and types into one of its options; the values that are offered then. */
  offered(command: string, option: string, typed: string, room?: Room): Promise<readonly string[]>;
  /** What only they see: in rooms, and in their direct messages. */
  private(): readonly Shown[];
}

export interface PersonOptions {
  /** Looks after the place and everybody's messages. */
  readonly administers?: boolean;
  /** Is a program. `itself`: Easel, as its token is used elsewhere. */
  readonly bot?: boolean | 'itself';
  /** BCP 47. */
  readonly locale?: string;
}

/** One chat platform. */
export interface Chat {
  readonly name: 'discord' | 'slack';
  /** The room that people are in when they do not say. */
  readonly room: Room;
  newRoom(): Room;
  /** A room that lets in adults alone, as its platform or an administrator says. */
  adultRoom(): Promise<Room>;
  /** A room that only some people see, and the bot. */
  hiddenRoom(): Room;
  person(name: string, options?: PersonOptions): Person;
  /** A message of Easel's as its first version wrote them, perhaps with a button that cancels a call. */
  leaves(words: string, room: Room, cancels?: string): Promise<Shown>;
  /** How often the bot has asked the platform for anything. */
  requests(): number;
  /** The file of a picture that somebody sees. */
  bytes(image: ShownImage): Uint8Array;
  /** What the platform finds wrong with what the bot has sent. Should stay empty. */
  violations(): readonly string[];
}

/** Waits for what comes of doing something, where the same may have been said to them alone before. */
export async function hears(person: Person, fits: Fits, act: () => Promise<void>): Promise<Shown> {
  const count = () => person.private().filter(fits).length;
  const before = count();
  await act();
  return person.alone((shown) => fits(shown) && count() > before);
}

/** The recipe that a message shows, or the nth of several. */
export function recipeIn(shown: Shown, n = 0): string {
  const found = recipesIn(shown)[n];
  if (found === undefined) throw new Error(`no recipe in: ${shown.says}`);
  return found;
}

/** The recipes that a message shows, in order. */
export function recipesIn({ says }: Shown): readonly string[] {
  return says.match(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/g) ?? [];
}

/** The seed that a message shows. */
export function seedIn({ says }: Shown): number {
  return Number(/Seed (\d+)/.exec(says)?.[1]);
}

/** The seeds of several pictures, in their order. */
export function seedsIn({ says }: Shown): readonly number[] {
  return [...says.matchAll(/\d[:∶] Seed (\d+)/g)].map(([, seed]) => Number(seed));
}

/** The prompt in a form, by whatever name its platform gives the field. */
export function promptIn({ values }: Form): string | undefined {
  return values['prompt'] ?? values['Prompt'];
}

/** Whether it shows so many pictures. */
export const pictured =
  (count = 1): Fits =>
  ({ images }) =>
    images.length === count;

/** Whether it says something. */
export const saying =
  (words: string): Fits =>
  ({ says }) =>
    says.includes(words);

/** What somebody alone gets to see after they did something; it was not there before. */
export async function tells(person: Person, fits: Fits, act: () => Promise<void>): Promise<Shown> {
  const before = new Set(person.private().map(({ id }) => id));
  await act();
  return person.alone((shown) => !before.has(shown.id) && fits(shown));
}

/** Whether it is a call that waits, in line or while it is painted. */
export const waiting: Fits = ({ buttons }) => buttons.includes('Cancel');

/** Whether it is a picture that was made from the one that this shows. */
export const childOf = (parent: Shown): Fits => saying(`From ${recipeIn(parent)}`);
