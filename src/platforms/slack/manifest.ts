import { isIP } from 'node:net';
import type { Command } from '../../core/command.ts';
import { cut } from './escape.ts';
import { homeCommand } from './invocation.ts';
import { shortcutsOf } from './shortcut.ts';

/** What Easel asks a workspace for: each scope with the calls that need it, and nothing else. */
export const scopes = {
  commands: 'receive /imagine and /easel, and what is chosen in the menu of a message',
  'chat:write': 'post the message and put the picture into it, also in direct messages',
  'files:write': 'upload the picture',
  'files:read':
    'see when a picture is scanned, and that a shared one has arrived (files.info, files.list); read the settings inside a picture that somebody asks about',
  'users:read': 'know who asks: their language, administrators and guests (users.info)',
  'channels:read':
    'know the name of a channel that a gallery is bound to, and whether it is archived (conversations.info)',
  'groups:read': 'the same for private channels, and whether somebody has to invite the bot',
  'channels:join': 'enter a public channel where someone calls, instead of refusing',
  'reactions:read':
    'hear that someone reacts to a picture, as with 🔁, or takes that back (reaction_added, reaction_removed)',
  'app_mentions:read': 'hear that someone asks for a picture with @Easel, as in threads (app_mention)',
  'im:history': 'hear what someone writes to Easel in direct messages (message.im)',
} as const;

/** The same where web galleries can be reached: what stands there is shown under links to it. */
export const linkScopes = {
  'links:read': 'hear that someone posts a link to a picture of a web gallery (link_shared)',
  'links:write': 'show that picture under the link (chat.unfurl)',
} as const;

/** What Easel is told of without being called. An opened App Home needs no scope. */
const events = ['app_home_opened', 'app_mention', 'message.im', 'reaction_added', 'reaction_removed'];

/** Where Slack calls in HTTP mode: one address for everything. */
export const eventsPath = '/slack/events';

/** As in `src/platforms/web/gallery/sign-in.ts`, which no other platform may import. */
const signInPath = '/sign-in/slack/back';

export interface ManifestParts {
  readonly commands: readonly Command[];
  readonly mode: 'socket' | 'http';
  /** How Slack reaches this machine, and people its web galleries, without a slash at the end. Needed in HTTP mode. */
  readonly publicUrl?: string | undefined;
}

/** Slack's limit for a slash command's usage hint is 1000; more than a line is not read. */
const longestHint = 120;

/** The app as Slack's "Create from manifest" takes it. Throws when HTTP mode has no public address. */
export function slackManifest({ commands, mode, publicUrl }: ManifestParts) {
  if (mode === 'http' && !publicUrl) throw new Error('PUBLIC_URL is needed for HTTP mode: Slack has to reach Easel.');
  const url = mode === 'http' ? { url: `${publicUrl}${eventsPath}` } : {};
  const request = mode === 'http' ? { request_url: `${publicUrl}${eventsPath}` } : {};
  const domain = domainOf(publicUrl);
  // Where members of web galleries come back to once they have signed in. Slack takes no other addresses.
  const signIn = publicUrl?.startsWith('https:') ? { redirect_urls: [`${publicUrl}${signInPath}`] } : {};
  const suggesting = mode === 'http' ? { message_menu_options_url: request.request_url } : {};
  return {
    display_information: {
      name: 'Easel',
      description: 'Paints pictures from words',
      background_color: '#1f2430',
    },
    features: {
      // Everybody's own pictures, and direct messages with the bot, so that people can paint without an audience.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Easel', always_online: true },
      shortcuts: shortcutsOf(commands),
      ...(domain && { unfurl_domains: [domain] }),
      // Without it, Slack tells of a mentioned channel or person only the name, which names nobody to the bot.
      slash_commands: slashCommands(commands).map((command) => ({ ...command, ...url, should_escape: true })),
    },
    oauth_config: { ...signIn, scopes: { bot: Object.keys(domain ? { ...scopes, ...linkScopes } : scopes) } },
    settings: {
      event_subscriptions: { ...request, bot_events: domain ? [...events, 'link_shared'] : events },
      interactivity: { is_enabled: true, ...request, ...suggesting },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === 'socket',
      token_rotation_enabled: false,
    },
  };
}

/** Slack takes domains of the internet only, which have a name and a dot in it. */
function domainOf(publicUrl: string | undefined): string | undefined {
  const { hostname = '' } = URL.parse(publicUrl ?? '') ?? {};
  return isIP(hostname) === 0 && /^[^.[]+\.[^[]*[^.]$/.test(hostname) ? hostname : undefined;
}

/** What people do every day has its own name; the rest goes under `/easel`, since all apps share their names. */
function slashCommands(commands: readonly Command[]) {
  const help = commands.find(({ name }) => name === 'help');
  const own = commands
    .filter(({ everyday, hidden }) => everyday && !hidden)
    .map((command) => ({
      command: `/${command.name}`,
      description: command.manuals['en']?.summary ?? command.name,
      usage_hint: usageOf(command),
    }));
  return [
    ...own,
    { command: `/${homeCommand}`, description: help?.manuals['en']?.summary ?? 'Help', usage_hint: 'help' },
  ];
}

/** `prompt --aspect --width …` */
function usageOf({ options }: Command): string {
  const asked = options.filter(({ silent }) => !silent);
  return cut(asked.map(({ name, positional }) => (positional ? name : `--${name}`)).join(' '), longestHint);
}
