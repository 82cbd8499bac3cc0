import type { App, BlockAction } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Deps } from "../deps.ts";
import type { Feature } from "../feature.ts";
import { messageOf } from "../kernel/errors.ts";
import { unescapeSlack } from "../kernel/text.ts";
import { plain } from "./blocks.ts";
import type { Call } from "./call.ts";
import { createHearing, type Identify } from "./hear.ts";
import { LIMITS } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { Modal, Submission, SubmittedView } from "./modal.ts";
import { actorOf, chosenValue, deliveryOf, place, shortcutMessage } from "./payload.ts";
import { commandWork, createRecovery, stale } from "./recover.ts";
import { buildRouter } from "./router.ts";
import { slackErrorCode } from "./slack-error.ts";

const nowhere = { channelId: null, responseUrl: null, inPlace: false, inModal: false };

/**
 * Connects every command, button, modal, shortcut and event of the features to Bolt, each acknowledged first and then heard.
 * One listener for each kind of payload: two that match the same one would acknowledge twice.
 */
export function listen(
  app: App,
  deps: Deps,
  features: readonly Feature[],
  identify: Identify,
  metrics: Metrics,
): { drain(): Promise<void> } {
  const { hear, ask, drain } = createHearing(deps, identify, metrics);
  const router = buildRouter(features.flatMap((feature) => feature.commands ?? []));
  const modals = byId(features.flatMap((feature) => feature.modals ?? []));
  const recovery = createRecovery(router, modals, deps);
  const buttons = byId([
    ...features.flatMap((feature) => feature.actions ?? []),
    ...recovery.actions,
  ]);
  const shortcuts = byId(features.flatMap((feature) => feature.shortcuts ?? []));
  const options = byId(features.flatMap((feature) => feature.options ?? []));

  app.command(/^\//, async ({ ack, command, client, context }) => {
    await ack();
    await hear(
      {
        kind: "command",
        body: command,
        deliveryId: deliveryOf(context),
        workspaceId: command.team_id ?? context.teamId ?? "",
        slackUserId: command.user_id,
        userName: command.user_name,
        channelId: command.channel_id,
        triggerId: command.trigger_id,
        responseUrl: command.response_url,
        inPlace: false,
        inModal: false,
        client,
      },
      () => commandWork(router, command.command, command.text ?? ""),
      async (error) => recovery.whichOne(error, command.command, command.text ?? ""),
    );
  });

  app.action<BlockAction>({ type: "block_actions", action_id: /.*/ }, async (heard) => {
    await heard.ack();
    const { body, action } = heard;
    const button = buttons.get(action.action_id.split(":")[0] ?? "");
    const modal = body.view ? modals.get(body.view.callback_id) : undefined;
    if (!button && modal?.advise) {
      await ask({ ...actorOf(heard), ...nowhere, kind: "action" }, () => ({
        name: `${modal.id} while typing`,
        permission: modal.permission,
        run: (call) => showAdvice(modal, heard, call),
      }));
      return;
    }
    // A select in a modal is read when the modal is submitted; a link button opens its page by itself.
    if (!button && (body.view || action.action_id === "link")) return;
    await hear({ ...actorOf(heard), ...place(body), kind: "action" }, () => {
      const { id, permission, run } = button ?? stale();
      return { name: id, permission, run: (call) => run(chosenValue(action), call) };
    });
  });

  app.view({ type: "view_submission", callback_id: /.*/ }, async (heard) => {
    const { ack, view } = heard;
    const modal = modals.get(view.callback_id);
    const read = modal ? submission(modal, view) : null;
    if (read && "errors" in read) {
      await ack({ response_action: "errors", errors: read.errors });
      return;
    }
    await ack();
    await hear(
      {
        ...actorOf(heard),
        ...nowhere,
        kind: "modal",
        responseUrl: read?.url ?? null,
        inPlace: read?.replace ?? false,
      },
      () => {
        const { id, permission } = modal ?? stale();
        return { name: id, permission, run: (read ?? stale()).run };
      },
      async (error, call) => (read ? recovery.keepTyped(error, call, read.draft) : null),
    );
  });

  app.shortcut(/.*/, async (heard) => {
    const { ack, body } = heard;
    await ack();
    const onMessage = body.type === "message_action" ? body : null;
    await hear(
      {
        ...actorOf(heard),
        ...nowhere,
        kind: "shortcut",
        channelId: onMessage?.channel.id ?? null,
        responseUrl: onMessage?.response_url ?? null,
      },
      () => {
        const found = shortcuts.get(body.callback_id) ?? stale();
        return {
          name: found.id,
          permission: found.permission,
          run: (call) =>
            found.type === "global"
              ? found.run(call)
              : found.run(shortcutMessage(onMessage ?? stale()), call),
        };
      },
    );
  });

  app.options<"block_suggestion">({ type: "block_suggestion", action_id: /.*/ }, async (heard) => {
    const { payload } = heard;
    // The one act whose answer is its acknowledgement: it has to be quick.
    const found = await ask({ ...actorOf(heard), ...nowhere, kind: "options" }, () => {
      const { id, permission, load } = options.get(payload.action_id) ?? stale();
      return { name: id, permission, run: (call) => load(unescapeSlack(payload.value), call) };
    });
    await heard.ack({
      options: (found ?? []).slice(0, LIMITS.selectOptions).map((choice) => ({
        text: plain(choice.label, LIMITS.optionText),
        value: choice.value,
      })),
    });
  });

  for (const event of features.flatMap((feature) => feature.events ?? []))
    app.event(event.type, async ({ event: payload, body }) => {
      try {
        await event.run(payload, body.team_id, deps);
      } catch (error) {
        deps.log.warn({ event: event.type, reason: messageOf(error) }, "an event was not used");
      }
    });

  app.error(async (error) => {
    deps.log.error({ reason: messageOf(error) }, "Bolt could not handle a request");
  });
  return { drain };
}

/** Shows the form anew with what it says to the latest letter; a form that has moved on meanwhile is left as it is. */
async function showAdvice(
  modal: Modal,
  { body, action, client }: { body: BlockAction; action: { block_id: string }; client: WebClient },
  call: Call,
): Promise<void> {
  if (!body.view || !modal.advise) return;
  const view = await modal.advise(body.view, action.block_id, call);
  if (!view) return;
  try {
    await client.views.update({ view_id: body.view.id, hash: body.view.hash, view });
  } catch (error) {
    if (!["hash_conflict", "not_found"].includes(slackErrorCode(error) ?? "")) throw error;
  }
}

// A view of an older version may carry metadata we no longer understand: it is answered like a stale button.
function submission(modal: Modal, view: SubmittedView): Submission | null {
  try {
    return modal.read(view);
  } catch {
    return null;
  }
}

function byId<T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const one of list) {
    if (map.has(one.id)) throw new Error(`${one.id} is declared twice`);
    map.set(one.id, one);
  }
  return map;
}
