import { formatInstant } from "../../../kernel/dates.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, join, lines, link, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { editEnvironment, refreshNow } from "../actions.ts";
import type { Environment } from "../domain/environment.ts";
import type { ReaderClock } from "../domain/when.ts";

/** What the card of the environment says besides the environment. */
export type EnvironmentCard = {
  environment: Environment;
  /** Where it is asked to refresh itself; only the host is shown, since addresses may hold keys. */
  refreshUrl: string | null;
  canSign: boolean;
  mayEdit: boolean;
};

/** The demo environment: how fresh it is, what is in it, what to do about it. */
export function environmentCard(card: EnvironmentCard, clock: ReaderClock, notice?: Mrkdwn): Reply {
  const { environment, refreshUrl, mayEdit } = card;
  const state = stateText(card, clock);
  const flags = [
    environment.isCustomised ? "customised" : null,
    environment.isBranded ? "branded" : null,
    environment.isUseCaseSpecific ? "use-case specific" : null,
  ].filter((flag) => flag !== null);
  return {
    text: notice ?? md`Demo environment: ${state}`,
    blocks: [
      ...(notice ? [section(notice)] : []),
      section(
        lines(
          md`${bold("Demo environment")} · ${state}`,
          join(
            [
              environment.kind,
              `data: ${environment.dataSource}`,
              ...flags,
              environment.scriptUrl ? link("script", environment.scriptUrl) : null,
            ],
            " · ",
          ),
          refreshUrl ? md`Refreshed daily at 05:00 UTC through ${hostOf(refreshUrl)}` : null,
        ),
      ),
      ...(refreshUrl
        ? card.canSign
          ? []
          : [
              context(
                sentence(
                  "WEBHOOK_SECRET is not set where the bot runs: without it nothing is signed, and nothing called.",
                ),
              ),
            ]
        : [
            context(
              sentence(
                "It refreshes by itself once an admin says where: `/demo environment url https://demo.example.com/refresh`.",
              ),
            ),
          ]),
      ...actions(
        mayEdit && refreshUrl && card.canSign ? refreshNow.button("Refresh now", {}) : null,
        mayEdit ? editEnvironment.button("Edit…", {}) : null,
      ),
    ],
  };
}

function stateText({ environment }: EnvironmentCard, clock: ReaderClock): Mrkdwn {
  const { status, refreshedAt, failingSince, lastError } = environment;
  const last = refreshedAt ? `last refreshed ${formatInstant(refreshedAt, clock)}` : null;
  if (status === "unset") return md`never refreshed`;
  if (status === "ready") return md`${EMOJI.done} fresh, ${last ?? ""}`;
  return join(
    [
      md`${EMOJI.risk} refreshing fails since ${failingSince ? formatInstant(failingSince, clock) : "a while"}`,
      lastError ? md`${lastError.replace(/\.$/, "")}` : null,
      last,
    ],
    " · ",
  );
}

/** The host of an address, as it is shown to people. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an address that is none";
}
