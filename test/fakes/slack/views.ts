import { checkHome } from './blocks.ts';
import { type Method, refuse, takesIn } from './methods.ts';
import { checkView } from './modals.ts';

/** Slack: a trigger lives 3 s and opens one form. */
const triggerLife = 3000;

const openView: Method = (workspace, args) => {
  const use = workspace.uses.get(String(args['trigger_id']));
  if (!use) return refuse('invalid_trigger_id');
  if (workspace.clock.now() - use.at > triggerLife) return refuse('expired_trigger_id');
  if (use.triggerUsed) return refuse('exchanged_trigger_id');
  const view = checkView(args['view']);
  if ('error' in view) return refuse(view.error, view.messages);
  use.triggerUsed = true;
  use.openForm(view.value);
  workspace.changed();
  return { ok: true, view: { id: `V${workspace.next()}` } };
};

const publishView: Method = (workspace, args) => {
  const user = String(args['user_id']);
  if (!workspace.accounts.has(user)) return refuse('user_not_found');
  const view = checkHome(args['view'], takesIn(workspace, 'home'));
  if ('error' in view) return refuse(view.error, view.messages);
  workspace.homes.set(user, view.value);
  workspace.changed();
  return { ok: true, view: { id: `V${workspace.next()}` } };
};

export const viewMethods: Readonly<Record<string, Method>> = { 'views.open': openView, 'views.publish': publishView };
