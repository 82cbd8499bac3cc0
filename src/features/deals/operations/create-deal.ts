import { and, eq } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { authorize } from "../../../kernel/access.ts";
import type { Day } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Money } from "../../../kernel/money.ts";
import { nameKey } from "../../../kernel/text.ts";
import { record } from "../../audit/index.ts";
import { type Deal, dealId } from "../domain/deal.ts";
import { checkTitle } from "../domain/edit.ts";
import { type Stage, stageName, stageProbability, statusOf } from "../domain/stage.ts";
import { stageEntered } from "../events.ts";
import { deals } from "../schema/deals.ts";
import { stageHistory } from "../schema/trail.ts";
import { type AccountFacts, ensureAccount, ensureContact, type NewContact } from "./accounts.ts";
import type { Changed, DealAct } from "./change-deal.ts";
import { toRow } from "./save-deal.ts";
import { tellOthers } from "./tell-others.ts";

export type NewDeal = {
  account: string;
  title: string;
  amount?: Money | undefined;
  closeDate?: Day | undefined;
  contact?: NewContact | undefined;
  /** What is known of the account; fills in what its row does not know yet. */
  accountFacts?: AccountFacts | undefined;
  /** The actor when it is left out. */
  ownerId?: number | undefined;
  seId?: number | undefined;
  stage?: Stage | undefined;
  products?: readonly string[] | undefined;
  /** People whom the caller tells of it in other words. */
  toldElsewhere?: readonly number[] | undefined;
};

/**
 * Creates a deal, and its account and contact when they are new. An owner other than the actor is told.
 * @param currency of the workspace, for a deal without an amount
 * @throws AppError conflict when the account has an open deal of that title already
 */
export function createDeal(act: DealAct, input: NewDeal, currency: string): Promise<Changed> {
  return inChange(act, (tx) => createDealIn(tx, act, input, currency));
}

/** The same inside a transaction that is open already, for what becomes a deal. */
export async function createDealIn(
  tx: Tx,
  act: DealAct,
  input: NewDeal,
  currency: string,
): Promise<Changed> {
  const stage = input.stage ?? "lead";
  if (statusOf(stage) !== "open")
    throw new AppError("bad_input", `A new deal can't start in ${stageName(stage)}.`);
  const title = checkTitle(input.title);
  authorize(act.actor, "deal.create");
  const { actor, now } = act;
  const { workspaceId } = actor;
  const account = await ensureAccount(tx, act, input.account, input.accountFacts);
  const contactId = input.contact ? await ensureContact(tx, act, account.id, input.contact) : null;
  // The number first: whoever creates a deal at the same moment waits here, and then sees this one as a twin.
  const id = await nextNumber(tx, workspaceId, "opp");
  const [twin] = await tx
    .select({ id: deals.id, title: deals.title })
    .from(deals)
    .where(
      and(
        eq(deals.workspaceId, workspaceId),
        eq(deals.accountId, account.id),
        eq(deals.status, "open"),
        eq(deals.titleKey, nameKey(title)),
      ),
    )
    .limit(1);
  if (twin)
    throw new AppError(
      "conflict",
      `${account.name} has an open deal “${twin.title}” already: ${dealId(twin)}.`,
      `See it with \`/deal show ${dealId(twin)}\`, or give this one another title.`,
    );
  const deal: Deal = {
    id,
    title,
    accountId: account.id,
    contactId,
    ownerId: input.ownerId ?? actor.personId,
    seId: input.seId ?? null,
    amount: input.amount ?? null,
    stage,
    status: "open",
    probability: stageProbability(stage),
    probabilityReason: null,
    closeDate: input.closeDate ?? null,
    closePushes: 0,
    nextStep: null,
    nextStepDate: null,
    lostReason: null,
    lostTo: null,
    competitors: [],
    products: input.products ?? [],
    metadata: {},
    snoozedUntil: null,
    roomId: null,
    stageEnteredAt: now,
    closedAt: null,
    lastActivityAt: now,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  await tx.insert(deals).values({ workspaceId, currency, ...toRow(deal) });
  await tx.insert(stageHistory).values({
    workspaceId,
    dealId: deal.id,
    kind: "created",
    toStage: stage,
    at: now,
    actorId: actor.personId,
    version: 1,
  });
  await record(tx, act, [
    {
      action: "deal.created",
      subject: "deal",
      subjectId: deal.id,
      after: {
        title,
        accountId: account.id,
        ...(contactId !== null && { contactId }),
        ownerId: deal.ownerId,
        ...(deal.amount && { amount: deal.amount }),
        stage,
        ...(deal.closeDate && { closeDate: deal.closeDate }),
        ...(deal.products.length > 0 && { products: deal.products }),
      },
    },
  ]);
  const created: Changed = {
    before: deal,
    deal,
    accountName: account.name,
    events: [{ kind: "created" }],
    outcomes: [],
  };
  await tellOthers(tx, act, created, false, input.toldElsewhere);
  const outcomes = await act.deps.events.publish(tx, act, stageEntered, {
    deal,
    accountName: account.name,
    from: null,
    hasRequests: false,
  });
  return { ...created, outcomes };
}
