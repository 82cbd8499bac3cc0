import type { Tx } from "../../../db/client.ts";
import { inWorkspace } from "../../../db/workspace.ts";
import type { Deps } from "../../../deps.ts";
import { type Attempt, PermanentFailure } from "../../../jobs/define-job.ts";
import { notify } from "../../../notify/notify.ts";
import { callWebhook, WebhookFailed } from "../../../webhooks/call-webhook.ts";
import { readSettings } from "../../settings/index.ts";
import type { Environment } from "../domain/environment.ts";
import { environmentFailed, environmentRefreshed } from "../notifications.ts";
import { getEnvironment, listKeepers } from "../queries/environment.ts";
import { saveEnvironment } from "./environment.ts";

/** A refresh that is due. */
export type Refresh = {
  workspaceId: string;
  /** The same for every try of one refresh: whoever is called can tell a second try from a second refresh. */
  id: string;
  /** Who asked for it and hears how it went; null for the daily one. */
  askedBy: string | null;
};

/**
 * Asks the demo environment to refresh itself, where the workspace has said where that is, and keeps how it went. Those who keep the environment
 * read of a failure once, until it has worked again.
 * @throws WebhookFailed to be tried again, PermanentFailure when that would not help
 */
export async function refreshEnvironment(
  deps: Deps,
  refresh: Refresh,
  attempt: Attempt,
): Promise<void> {
  const { workspaceId, id } = refresh;
  const { url, environment } = await inWorkspace(deps.db, workspaceId, async (tx) => ({
    url: (await readSettings(tx, workspaceId)).demo.refreshUrl,
    environment: await getEnvironment(tx, workspaceId),
  }));
  if (url === null) return;
  const secret = deps.config.webhookSecret;
  try {
    if (secret === null)
      throw new WebhookFailed(
        "WEBHOOK_SECRET is not set where the bot runs, so the call can't be signed.",
        true,
      );
    const { kind, dataSource, isCustomised, isBranded, isUseCaseSpecific, scriptUrl } = environment;
    await callWebhook({
      url,
      secret,
      now: deps.clock.now(),
      signal: attempt.signal,
      payload: {
        event: "demo_environment.refresh",
        id,
        workspace: workspaceId,
        environment: {
          type: kind,
          data_source: dataSource,
          customised: isCustomised,
          branded: isBranded,
          use_case_specific: isUseCaseSpecific,
          script_url: scriptUrl,
        },
      },
    });
  } catch (error) {
    // The process stops: that says nothing about the environment.
    if (!(error instanceof WebhookFailed) || attempt.signal.aborted) throw error;
    const isOver = error.isFinal || attempt.isLast;
    await inWorkspace(deps.db, workspaceId, (tx) => keepFailure(deps, tx, refresh, error, isOver));
    throw error.isFinal ? new PermanentFailure(error.message) : error;
  }
  await inWorkspace(deps.db, workspaceId, (tx) => keepSuccess(deps, tx, refresh));
}

async function keepSuccess(deps: Deps, tx: Tx, refresh: Refresh): Promise<void> {
  const { workspaceId } = refresh;
  await saveEnvironment(tx, workspaceId, {
    ...(await getEnvironment(tx, workspaceId)),
    status: "ready",
    refreshedAt: deps.clock.now(),
    failingSince: null,
    lastError: null,
  });
  await tellAsker(deps, tx, refresh, null);
}

async function keepFailure(
  deps: Deps,
  tx: Tx,
  refresh: Refresh,
  error: WebhookFailed,
  isOver: boolean,
): Promise<void> {
  const { workspaceId, askedBy } = refresh;
  const before = await getEnvironment(tx, workspaceId);
  const failingSince = before.failingSince ?? deps.clock.now();
  const environment: Environment = {
    ...before,
    status: "failed",
    failingSince,
    lastError: error.message,
  };
  await saveEnvironment(tx, workspaceId, environment);
  if (!isOver) return;
  await tellAsker(deps, tx, refresh, error.message);
  const { refreshUrl } = (await readSettings(tx, workspaceId)).demo;
  const host = refreshUrl && URL.canParse(refreshUrl) ? new URL(refreshUrl).host : null;
  for (const keeper of await listKeepers(tx, workspaceId))
    if (keeper !== askedBy)
      await notify(deps, tx, environmentFailed, {
        workspaceId,
        to: keeper,
        data: { error: error.message, host },
        dedupeKey: `demo-environment:${failingSince.toISOString()}:${keeper}`,
      });
}

async function tellAsker(
  deps: Deps,
  tx: Tx,
  { workspaceId, id, askedBy }: Refresh,
  error: string | null,
): Promise<void> {
  if (askedBy === null) return;
  await notify(deps, tx, environmentRefreshed, {
    workspaceId,
    to: askedBy,
    data: { error },
    dedupeKey: `demo-environment:asked:${id}`,
  });
}
