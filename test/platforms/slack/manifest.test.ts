import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { scopes, slackManifest } from '../../../src/platforms/slack/manifest.ts';

describe('slackManifest', () => {
  it('offers every command under its own name, and help under /easel', () => {
    const { features } = slackManifest({ commands, mode: 'socket' });
    const own = commands.filter(({ name }) => name !== 'help').map(({ name }) => `/${name}`);
    expect(features.slash_commands.map(({ command }) => command)).toEqual([...own, '/easel']);
    for (const command of features.slash_commands) {
      expect(command).toMatchObject({ should_escape: false, description: expect.stringMatching(/^.{3,2000}$/) });
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000);
      expect(command).not.toHaveProperty('url');
    }
  });

  it('needs no address in Socket Mode', () => {
    const manifest = slackManifest({ commands, mode: 'socket' });
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
    expect(manifest.settings.event_subscriptions).toEqual({ bot_events: ['reaction_added'] });
    expect(manifest.oauth_config.scopes.bot).toContain('reactions:read');
    expect(JSON.stringify(manifest)).not.toContain('http');
    expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(scopes));
  });

  it('gives Slack one address for everything in HTTP mode', () => {
    const url = 'https://easel.example.com/slack/events';
    const manifest = slackManifest({ commands, mode: 'http', publicUrl: 'https://easel.example.com' });
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url: url } });
    expect(manifest.settings.event_subscriptions).toEqual({ request_url: url, bot_events: ['reaction_added'] });
    for (const command of manifest.features.slash_commands) expect(command).toMatchObject({ url });
  });

  it('says what is missing in HTTP mode without an address', () => {
    expect(() => slackManifest({ commands, mode: 'http' })).toThrow('PUBLIC_URL is needed');
  });
});
