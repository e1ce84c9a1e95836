import type { Command } from '../../core/command.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import type { Walls } from '../../core/wall.ts';
import { messageKey, type Spot, writeAddress } from './address.ts';
import { type AnswerParts, createAnswer } from './answer.ts';
import { createChannelWay, createDirectWay, createSubjectWay } from './elsewhere.ts';
import { createInPlace } from './in-place.ts';
import { createInteraction, type Interaction } from './interaction.ts';
import { openForm } from './open-form.ts';
import { ephemeral } from './render.ts';
import { pace } from './sending.ts';
import type { Way } from './way.ts';

/** Callback types (Discord: receiving and responding): that there is no answer, which is not for commands; and one to come. */
const answerNothing = 6;
const answerLater = 5;

export interface SurfaceParts extends AnswerParts {
  /** For the forms of their options. */
  readonly commands: readonly Command[];
  readonly fetch: (file: string) => Promise<Uint8Array>;
  readonly survey: Walls['survey'];
}

/**
 * What one interaction leads to: a message that answers it, or whatever else its first reply asks for. `acknowledgedBefore`:
 * Discord was told already, by another process.
 */
export function createSurface(parts: SurfaceParts, spot: Spot, acknowledgedBefore: boolean): Surface {
  const { interactions: sender, clock, log, fetch, survey } = parts;
  let way: Way | undefined;
  let opened: boolean | undefined;

  async function opens({ form }: Reply): Promise<boolean> {
    if (!form || way) return false;
    // The first reply is the same one when a call is run again.
    if (acknowledgedBefore) return spot.message === undefined;
    return openForm(form, spot, parts);
  }

  return {
    pace,
    fetch,
    survey,
    subject: spot.subject !== undefined,
    address: () => writeAddress({ ...spot, ...way?.now }),
    message() {
      const message = way?.message;
      return message === undefined ? undefined : messageKey(message);
    },
    async show(reply, signal) {
      opened ||= await opens(reply);
      if (opened) return;
      way ??= wayOf(reply, parts, spot, acknowledgedBefore);
      await way.show(reply, signal);
    },
    async acknowledge() {
      if (opened || acknowledgedBefore) return;
      const interaction = createInteraction({ spot, sender, clock, log });
      if (spot.component) await interaction.acknowledge({ type: answerNothing });
      else await leaveNothing(interaction);
    },
  };
}

/** A command has to be answered, so it is, for its asker alone, and the answer taken away at once. */
async function leaveNothing(interaction: Interaction): Promise<void> {
  await interaction.acknowledge({ type: answerLater, data: { flags: ephemeral } });
  await interaction.remove();
}

/** Throws Problem `permission_missing` for work whose picture could not be shown here. */
function wayOf({ where, shape }: Reply, parts: SurfaceParts, spot: Spot, acknowledgedBefore: boolean): Way {
  const { subject, asker, component } = spot;
  if (where === 'direct' && asker !== undefined) return createDirectWay(parts, { ...spot, asker }, acknowledgedBefore);
  if (typeof where === 'object') return createChannelWay(parts, spot, where.channel, acknowledgedBefore);
  if (shape) refuseObstacle(spot);
  if (where !== 'subject' || subject === undefined) return createAnswer(parts, spot, acknowledgedBefore);
  return (component ? createInPlace : createSubjectWay)(parts, { ...spot, subject }, acknowledgedBefore);
}

/** No work is begun whose picture could not be shown here; words alone are not kept back. */
function refuseObstacle({ missing }: Spot): void {
  if (missing.length > 0) throw new Problem('permission_missing', { permissions: missing });
}
