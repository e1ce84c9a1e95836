import { type Method, refuse } from './methods.ts';

/** users.info: everybody of the workspace, and with less those of others who share a channel (docs.slack.dev, Slack Connect). */
export const userInfo: Method = (workspace, args) => {
  const id = String(args['user']);
  const known = workspace.accounts.get(id);
  if (!known) return refuse('user_not_found');
  const { external, locale = 'en-US', ...flags } = known.account;
  if (external === 'hidden') return refuse('user_not_visible');
  const name = known.name.toLowerCase();
  const profile = { real_name: known.name, display_name: name };
  if (external) return { ok: true, user: { id, team_id: 'T0OTHER', name, deleted: false, is_stranger: true, profile } };
  const none = { is_admin: false, is_owner: false, is_primary_owner: false };
  const guest = { is_restricted: false, is_ultra_restricted: false };
  const told = args['include_locale'] === 'true' ? { locale } : {};
  return {
    ok: true,
    user: {
      id,
      team_id: workspace.team,
      name,
      deleted: false,
      ...none,
      ...guest,
      is_bot: false,
      profile,
      ...flags,
      ...told,
    },
  };
};
