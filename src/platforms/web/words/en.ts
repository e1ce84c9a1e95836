import { galleryEn } from './gallery-en.ts';

/** What the page says by itself, in English. What a reply says comes from the bot. */
export const en = {
  tag: 'en',
  headline: 'What should Easel paint?',
  prompt: 'Prompt',
  placeholder: 'A fox at dawn, mist between the birches',
  paint: 'Paint',
  hint: 'Enter paints, Shift+Enter starts a new line. Options may be typed too: --aspect 16:9 --seed 42',
  options: 'Options',
  automatic: 'automatic',
  isDefault: (value: string) => `${value} (default)`,
  on: 'on',
  off: 'off',
  reset: 'Back to the defaults',
  help: 'Help',
  home: 'Easel, to the studio',
  examplesLabel: 'Or start with one of these',
  examples: [
    'a red fox in morning mist --aspect 3:2',
    'a boat on a moonlit sea --aspect 16:9',
    'a snowy forest at dusk, watercolour',
    'a city at night in the rain --seed 7',
  ],
  results: 'Results',
  seconds: 's',
  cancel: 'Cancel',
  copyLine: 'Copy the command',
  copy: (label: string, value: string) => `Copy ${label} ${value}`,
  copied: 'Copied',
  download: (number: number | undefined) => (number === undefined ? 'Download' : `Download ${number}`),
  again: 'Use again',
  larger: 'Open in full size:',
  pictures: (count: number) => `${count} pictures`,
  reveal: (number: number | undefined) =>
    number === undefined ? 'Show hidden picture' : `Show hidden picture ${number}`,
  hide: (number: number | undefined) => (number === undefined ? 'Hide picture' : `Hide picture ${number}`),
  send: 'Go',
  close: 'Close',
  footer: (calls: number) =>
    `Only this browser sees what is here. Easel remembers its newest ${calls} requests until it is restarted; the picture files stay.`,
  lost: 'Easel was restarted before this was ready. Please ask again.',
  unreachable: 'Easel cannot be reached. Is it still running?',
  back: 'Back to the studio',
  gallery: galleryEn,
  signIn: {
    with: { discord: 'Sign in with Discord', slack: 'Sign in with Slack' },
    needed: {
      title: 'Only members see this gallery',
      text: 'It is for people of its servers and workspaces. Sign in to show that you are one of them: Easel learns which ones you belong to, and nothing else.',
    },
    elsewhere: {
      title: 'You are not a member',
      text: 'None of the servers and workspaces that you signed in with belongs to this gallery. You can sign in with another account.',
    },
    refused: { title: 'You are not signed in', text: 'You did not agree, so Easel has learned nothing of you.' },
    stale: {
      title: 'That took too long',
      text: 'This was begun in another window, or more than ten minutes ago. Go back to the gallery and sign in again.',
    },
    failed: {
      title: 'Signing in did not work',
      text: 'The chat gave no clear answer. Please try again; if that does not help, whoever runs Easel finds more in the log.',
    },
    out: { title: 'You are signed out', text: 'This browser is no longer known as anybody’s.' },
    leave: 'Sign out',
  },
  pages: {
    missing: {
      title: 'Nothing hangs here',
      text: 'There is no such page, or Easel no longer remembers who asked for the picture.',
    },
    nowhere: { title: 'Nothing hangs here', text: 'There is no such page, or it is no longer shown to anybody.' },
    elsewhere: {
      title: 'Not from here',
      text: 'This request did not come from the studio’s own page, so it was not carried out.',
    },
    host: {
      title: 'Wrong address',
      text: 'Easel answers to its IP address and to localhost. To give it another name, set PUBLIC_URL to what stands in the address bar.',
    },
    unreadable: { title: 'Not understood', text: 'The studio could not read this request.' },
    large: { title: 'Too long', text: 'That is more text than the studio takes at once.' },
    broken: { title: 'Something went wrong', text: 'Something went wrong inside Easel. The log says more.' },
  },
};

/** The other languages have the same keys. */
export type WebWords = typeof en;
