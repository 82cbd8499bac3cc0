import type { WebClient } from "@slack/web-api";
import type { Deps } from "../deps.ts";
import { type Actor, forbidden, mayEver, type Permission } from "../kernel/access.ts";
import { AppError, messageOf, Redelivered } from "../kernel/errors.ts";
import type { Settings } from "../kernel/settings.ts";
import type { Call } from "./call.ts";
import { errorReply } from "./errors.ts";
import type { Metrics } from "./metrics.ts";
import { loadingView, type ModalOpening } from "./modal.ts";
import { messageBody, type Reply, respond } from "./reply.ts";
import { createRequestIds } from "./request-id.ts";

/** Finds out who is acting, from the database. */
export type Identify = (
  who: { workspaceId: string; slackUserId: string; name: string | null },
  slack: WebClient,
) => Promise<{ actor: Actor; settings: Settings }>;

/** One act of a person, as it came from Slack. */
export type Heard = {
  kind: "command" | "action" | "modal" | "shortcut" | "options";
  /** The whole payload: the same act delivered twice has the same one. */
  body: object;
  /** The same when a delivery is repeated; null where nothing says it. */
  deliveryId: string | null;
  workspaceId: string;
  slackUserId: string;
  userName: string | null;
  channelId: string | null;
  triggerId: string | null;
  responseUrl: string | null;
  inPlace: boolean;
  /** A modal is open already: a new one goes on top of it. */
  inModal: boolean;
  client: WebClient;
};

/** What is to be done about it. */
export type Work<T> = {
  name: string;
  permission: Permission;
  run(call: Call): Promise<T>;
};

/** What became of an act: the answer that is still to be sent, and how it is counted. */
type Done = { call: Call | null; reply: Reply | null; name: string; outcome: string };
const SLOW_MS = 600;

/**
 * The one way from Slack to the product: finds the actor and the workspace, checks the permission, measures, logs, and turns
 * errors into words. It runs after the acknowledgement; nothing it throws is lost.
 */
export function createHearing(deps: Deps, identify: Identify, metrics: Metrics) {
  const inFlight = new Set<Promise<unknown>>();
  const requestIdOf = createRequestIds();

  /** Runs the work and sends its answer. `onError` may offer a better answer than the plain one. */
  async function hear(
    heard: Heard,
    find: () => Work<Reply | null>,
    onError?: (error: unknown, call: Call) => Promise<Reply | null>,
  ): Promise<void> {
    await track(heard, async () => {
      const done = await work(heard, find, onError);
      if (done.reply) await answer(heard, done.call, done.reply);
      return done;
    });
  }

  /** Runs the work for its value, with the same checks; a failure is logged and gives null. */
  async function ask<T>(heard: Heard, find: () => Work<T>): Promise<T | null> {
    let value: T | null = null;
    await track(heard, () =>
      work(heard, () => {
        const { run, ...rest } = find();
        return {
          ...rest,
          async run(call) {
            value = await run(call);
            return null;
          },
        };
      }),
    );
    return value;
  }

  async function work(
    heard: Heard,
    find: () => Work<Reply | null>,
    onError?: (error: unknown, call: Call) => Promise<Reply | null>,
  ): Promise<Done> {
    let name = "unknown";
    let call: Call | null = null;
    try {
      const identity = await identify(
        { workspaceId: heard.workspaceId, slackUserId: heard.slackUserId, name: heard.userName },
        heard.client,
      );
      call = createCall(heard, deps, identity, requestIdOf(heard.body, heard.deliveryId));
      const asked = find();
      name = asked.name;
      if (!mayEver(call.actor, asked.permission)) throw forbidden(asked.permission);
      return { call, name, outcome: "ok", reply: await asked.run(call) };
    } catch (error) {
      if (error instanceof Redelivered) return { call, name, outcome: "redelivered", reply: null };
      const outcome = error instanceof AppError ? error.code : "broken";
      if (outcome === "broken") metrics.broken.inc({ kind: heard.kind, name });
      const better = call && onError ? await onError(error, call).catch(() => null) : null;
      return { call, name, outcome, reply: better ?? errorReply(error, deps.log) };
    }
  }

  async function answer(heard: Heard, call: Call | null, reply: Reply): Promise<void> {
    try {
      await (call ? call.reply(reply) : send(heard, reply, deps));
    } catch (error) {
      deps.log.error({ reason: messageOf(error), kind: heard.kind }, "an answer did not arrive");
    }
  }

  /** Counts and logs after the answer is out, so that nobody waits for it. */
  async function track(heard: Heard, task: () => Promise<Done>): Promise<void> {
    const started = performance.now();
    const running = task().then(({ name, outcome }) => {
      const ms = performance.now() - started;
      metrics.heard.observe({ kind: heard.kind, name, outcome }, ms / 1000);
      deps.log.info(
        {
          kind: heard.kind,
          name,
          outcome,
          ms: Math.round(ms * 10) / 10,
          workspace: heard.workspaceId,
          user: heard.slackUserId,
        },
        "heard",
      );
    });
    inFlight.add(running);
    try {
      await running;
    } finally {
      inFlight.delete(running);
    }
  }

  return {
    hear,
    ask,
    /** Resolves when everything that was heard is answered. */
    async drain(): Promise<void> {
      await Promise.allSettled([...inFlight]);
    },
  };
}

function createCall(
  heard: Heard,
  deps: Deps,
  identity: { actor: Actor; settings: Settings },
  requestId: string,
): Call {
  return {
    deps,
    ...identity,
    now: deps.clock.now(),
    requestId,
    slack: heard.client,
    channelId: heard.channelId,
    responseUrl: heard.responseUrl,
    inPlace: heard.inPlace,
    open: (modal) => openModal(heard, identity, modal),
    reply: (reply) => send(heard, reply, deps),
  };
}

async function openModal(
  heard: Heard,
  { actor, settings }: { actor: Actor; settings: Settings },
  modal: ModalOpening | Promise<ModalOpening>,
): Promise<void> {
  const trigger_id = heard.triggerId;
  if (!trigger_id)
    throw new AppError("conflict", "Slack gave me no way to open a form here.", "Use the command.");
  const reader = { timeZone: actor.timeZone, currency: settings.baseCurrency };
  const viewOf = (opening: ModalOpening) =>
    opening.view(reader, { url: heard.responseUrl, replace: heard.inPlace });
  const show = heard.inModal ? heard.client.views.push : heard.client.views.open;
  const opening = Promise.resolve(modal);
  // Slack forgets the trigger after 3 seconds: when the data is slow, the window opens first and is filled in later.
  const ready = await Promise.race([
    opening,
    new Promise<null>((resolve) => setTimeout(resolve, SLOW_MS, null).unref()),
  ]);
  if (ready) {
    await show({ trigger_id, view: viewOf(ready) });
    return;
  }
  const { view } = await show({ trigger_id, view: loadingView() });
  await heard.client.views.update({ view_id: view?.id ?? "", view: viewOf(await opening) });
}

/** Through the response URL; without one as an ephemeral message where it was asked, else as a DM. */
async function send(heard: Heard, reply: Reply, deps: Deps): Promise<void> {
  if (heard.responseUrl) {
    try {
      await respond(heard.responseUrl, reply, deps.log);
      return;
    } catch (error) {
      deps.log.warn({ reason: messageOf(error) }, "the response URL failed; answered by DM");
    }
  }
  const body = messageBody(reply);
  if (heard.channelId && !heard.responseUrl)
    await heard.client.chat.postEphemeral({
      channel: heard.channelId,
      user: heard.slackUserId,
      ...body,
    } as Parameters<WebClient["chat"]["postEphemeral"]>[0]);
  else
    await heard.client.chat.postMessage({
      channel: heard.slackUserId,
      ...body,
    } as Parameters<WebClient["chat"]["postMessage"]>[0]);
}
