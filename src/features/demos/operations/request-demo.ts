import { nextNumber } from "../../../db/counters.ts";
import { AppError } from "../../../kernel/errors.ts";
import { nameKey } from "../../../kernel/text.ts";
import { bold, md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, dealId as formatDealId, workOnDeal } from "../../deals/index.ts";
import { type Demo, demoId, statusName } from "../domain/demo.ts";
import { findSameRequest } from "../queries/demo.ts";
import { demos } from "../schema.ts";
import { tellDemoPeople } from "./change-demo.ts";

/** What is asked for. */
export type DemoRequest = Pick<
  Demo,
  | "title"
  | "description"
  | "features"
  | "useCases"
  | "skills"
  | "minutes"
  | "preparationMinutes"
  | "preferredAt"
>;

/**
 * Asks for a demo of a deal. A deal may have several, a second, technical one say, but not two open ones of the same title.
 * @throws AppError not_found, forbidden, rule_broken for a deal that is closed, bad_input for a wish that is over, conflict for one asked for already
 */
export async function requestDemo(
  act: DealAct,
  dealId: number,
  wanted: DemoRequest,
): Promise<Demo> {
  const { workspaceId, personId } = act.actor;
  const { result } = await workOnDeal(act, dealId, "engineering.work", async (tx, locked) => {
    const { deal } = locked;
    if (deal.status !== "open")
      throw new AppError(
        "rule_broken",
        `${formatDealId(deal)} is ${deal.status}: demos are for open deals.`,
        `\`/deal reopen ${formatDealId(deal)}\` opens it again, \`/deal new\` makes another one.`,
      );
    if (wanted.preferredAt && wanted.preferredAt <= act.now)
      throw new AppError("bad_input", "The wished time is over.", "Choose one to come, or none.");
    const same = await findSameRequest(tx, workspaceId, dealId, wanted.title);
    if (same)
      throw new AppError(
        "conflict",
        `There is one already: ${demoId(same)} “${same.title}” is ${statusName(same.status)}.`,
        `\`/demo show ${demoId(same)}\` opens it. Give this one another title if it is another demo.`,
      );
    const id = await nextNumber(tx, workspaceId, "demo");
    const [row] = await tx
      .insert(demos)
      .values({
        workspaceId,
        id,
        dealId,
        ...wanted,
        features: [...wanted.features],
        useCases: [...wanted.useCases],
        skills: [...wanted.skills],
        titleKey: nameKey(wanted.title),
        status: "requested",
        requestedBy: personId,
        createdAt: act.now,
        updatedAt: act.now,
      })
      .returning();
    if (!row) throw new Error(`The demo ${id} was not kept.`);
    const { workspaceId: _, titleKey: __, ...demo } = row;
    const words = md`asked for a demo, ${bold(demo.title)} (${demoId(demo)})`;
    await record(tx, act, [
      {
        action: "demo.requested",
        subject: "demo",
        subjectId: id,
        after: { dealId, ...wanted },
      },
    ]);
    await tellDemoPeople(tx, act, { before: null, demo, locked, words, also: [deal.seId] });
    return { result: demo, words };
  });
  return result;
}
