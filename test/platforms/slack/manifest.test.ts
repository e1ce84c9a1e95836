import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Command } from '../../../src/core/command.ts';
import { linkScopes, scopes, slackManifest } from '../../../src/platforms/slack/manifest.ts';

const events = ['app_home_opened', 'app_mention', 'message.im', 'reaction_added', 'reaction_removed'];

const command = (name: string, changes: Partial<Command> = {}): Command => ({
  name,
  manuals: { en: { summary: `What ${name} does`, options: {} } },
  options: [],
  async *run() {},
  ...changes,
});
const door = (name: string) =>
  command(name, {
    door: { on: 'message' },
    manuals: { en: { summary: `What ${name} does`, options: {}, door: `Door of ${name}` } },
  });

describe('slackManifest', () => {
  it('has a shortcut for everywhere, and one on messages for each door there, ten at most', () => {
    const doors = Array.from({ length: 12 }, (_, number) => door(`door-${number}`));
    const given = [command('imagine'), command('who', { door: { on: 'person' } }), ...doors];
    const { shortcuts } = slackManifest({ commands: given, mode: 'socket' }).features;
    expect(shortcuts).toHaveLength(10);
    expect(shortcuts.slice(0, 2)).toEqual([
      { name: 'Imagine', type: 'global', callback_id: 'v2:imagine', description: 'What imagine does' },
      { name: 'Door of door-0', type: 'message', callback_id: 'v2:door-0', description: 'What door-0 does' },
    ]);
  });

  it('offers no command that only buttons call, and an App Home', () => {
    const { features } = slackManifest({ commands: [command('go', { hidden: true })], mode: 'socket' });
    expect(features.slash_commands.map(({ command: name }) => name)).toEqual(['/easel']);
    expect(features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_read_only_enabled: false });
  });

  it('offers what people do every day under its own name, and the rest under /easel', () => {
    const { features } = slackManifest({ commands, mode: 'socket' });
    const own = commands.filter(({ everyday }) => everyday).map(({ name }) => `/${name}`);
    expect(features.slash_commands.map(({ command }) => command)).toEqual([...own, '/easel']);
    for (const command of features.slash_commands) {
      expect(command).toMatchObject({ should_escape: true, description: expect.stringMatching(/^.{3,2000}$/) });
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000);
      expect(command).not.toHaveProperty('url');
    }
  });

  it('needs no address in Socket Mode', () => {
    const manifest = slackManifest({ commands, mode: 'socket' });
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
    expect(manifest.settings.event_subscriptions).toEqual({ bot_events: events });
    expect(manifest.settings.interactivity).not.toHaveProperty('message_menu_options_url');
    expect(manifest.oauth_config.scopes.bot).toContain('reactions:read');
    expect(JSON.stringify(manifest)).not.toContain('http');
    expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(scopes));
  });

  it('gives Slack one address for everything in HTTP mode', () => {
    const url = 'https://easel.example.com/slack/events';
    const manifest = slackManifest({ commands, mode: 'http', publicUrl: 'https://easel.example.com' });
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url: url } });
    // Where forms ask for what they suggest.
    expect(manifest.settings.interactivity).toMatchObject({ message_menu_options_url: url });
    expect(manifest.settings.event_subscriptions).toEqual({ request_url: url, bot_events: [...events, 'link_shared'] });
    for (const command of manifest.features.slash_commands) expect(command).toMatchObject({ url });
  });

  it.each(['socket', 'http'] as const)('hears of links to its web galleries in %s mode', (mode) => {
    const manifest = slackManifest({ commands, mode, publicUrl: 'https://easel.example.com:8443' });
    expect(manifest.features).toMatchObject({ unfurl_domains: ['easel.example.com'] });
    expect(manifest.oauth_config.scopes.bot).toEqual([...Object.keys(scopes), ...Object.keys(linkScopes)]);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...events, 'link_shared']);
  });

  it.each(['http://localhost:3000', 'http://192.168.1.7', 'http://[::1]:3000', 'http://easel'])(
    'hears of no links to %s, which is no domain of the internet',
    (publicUrl) => {
      const manifest = slackManifest({ commands, mode: 'socket', publicUrl });
      expect(manifest.features).not.toHaveProperty('unfurl_domains');
      expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(scopes));
      expect(manifest.settings.event_subscriptions.bot_events).toEqual(events);
    },
  );

  it('says what is missing in HTTP mode without an address', () => {
    expect(() => slackManifest({ commands, mode: 'http' })).toThrow('PUBLIC_URL is needed');
  });
});
