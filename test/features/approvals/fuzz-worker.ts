import { pino } from "pino";
import { loadConfig } from "../../../src/config.ts";
import { openDatabase } from "../../../src/db/client.ts";
import { inWorkspace } from "../../../src/db/workspace.ts";
import type { Deps } from "../../../src/deps.ts";
import { createEvents } from "../../../src/events/define-event.ts";
import { requestApproval, withdrawApproval } from "../../../src/features/approvals/index.ts";
import { climbRung } from "../../../src/features/approvals/operations/climb.ts";
import { decide } from "../../../src/features/approvals/operations/decide.ts";
import { withdrawOwn } from "../../../src/features/approvals/operations/withdraw.ts";
import { approvalReactions } from "../../../src/features/approvals/reactions.ts";
import { approvals } from "../../../src/features/approvals/schema/approvals.ts";
import { type DealAct, workOnDeal } from "../../../src/features/deals/index.ts";
import { endAbsence, setAbsence } from "../../../src/features/people/index.ts";
import { createJobs } from "../../../src/jobs/queue.ts";
import type { Actor } from "../../../src/kernel/access.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { addDays, dayOf } from "../../../src/kernel/dates.ts";
import { AppError } from "../../../src/kernel/errors.ts";
import type { ApprovalRule } from "../../../src/kernel/settings.ts";
import { md } from "../../../src/slack/mrkdwn.ts";

/** What one process of the fuzz is told. */
export type Orders = {
  url: string;
  seed: number;
  acts: number;
  actors: Actor[];
  /** Deals, each with what is asked for on it. */
  deals: { id: number; quotes: number[] }[];
  rules: ApprovalRule[];
};

/** What it saw: every answer it got, and everything that was no answer at all. */
export type Seen = {
  requested: { id: number; by: number }[];
  clicks: number;
  decided: { id: number; by: number; state: string; isFinal: boolean }[];
  refused: number;
  broken: string[];
};

/** Random people do random things to a few requests, one after the other in this process. */
export async function work(orders: Orders): Promise<Seen> {
  const db = await openDatabase(orders.url, { max: 4 });
  const log = pino({ level: "silent" });
  const jobs = createJobs({ url: orders.url, log });
  const deps: Deps = {
    db,
    clock: systemClock,
    slack: { client: () => Promise.reject(new Error("no Slack here")) },
    jobs,
    events: createEvents(approvalReactions),
    log,
    config: loadConfig({}),
  };
  const random = mulberry32(orders.seed);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const workspaceId = orders.actors[0]?.workspaceId ?? "";
  const seen: Seen = { requested: [], clicks: 0, decided: [], refused: 0, broken: [] };
  let n = 0;
  const actOf = (actor: Actor): DealAct => {
    n += 1;
    return { deps, actor, now: systemClock.now(), requestId: `fuzz ${orders.seed} ${n}` };
  };
  const newest = () =>
    inWorkspace(db, workspaceId, async (tx) => {
      const rows = await tx.select({ id: approvals.id, state: approvals.state }).from(approvals);
      const open = rows.filter((row) => row.state === "open");
      // Mostly what is open, and now and then what is over.
      return open.length > 0 && random() < 0.9 ? pick(open).id : (rows.at(-1)?.id ?? 1);
    });

  async function request() {
    const deal = pick(orders.deals);
    const by = actOf(pick(orders.actors));
    const subjectId = pick(deal.quotes);
    const { result } = await workOnDeal(by, deal.id, "deal.change", async (tx, locked) => ({
      result: await requestApproval(tx, by, locked, {
        kind: "discount",
        subject: "quote",
        subjectId,
        what: md`15 % off`,
        facts: [],
        reason: "because",
        rule: pick(orders.rules),
        data: {},
      }),
      words: md`asked`,
    }));
    seen.requested.push({ id: result.id, by: by.actor.personId });
  }

  async function click() {
    const approve = random() < 0.6;
    const by = actOf(pick(orders.actors));
    const id = await newest();
    seen.clicks += 1;
    // Half of the time somebody else clicks in the same moment.
    const others = random() < 0.5 ? [actOf(pick(orders.actors))] : [];
    if (others.length > 0) seen.clicks += 1;
    const answers = await Promise.allSettled(
      [by, ...others].map((one) => decide(one, id, { approve, comment: "so" })),
    );
    for (const [i, answer] of answers.entries()) {
      const who = [by, ...others][i]?.actor.personId ?? 0;
      if (answer.status === "rejected") note(answer.reason);
      else
        seen.decided.push({
          id,
          by: who,
          state: approve ? "approved" : "rejected",
          isFinal: answer.value.approval.state !== "open",
        });
    }
  }

  async function change() {
    const deal = pick(orders.deals);
    const by = actOf(pick(orders.actors));
    const subjectId = pick(deal.quotes);
    await workOnDeal(by, deal.id, "deal.change", async (tx) => ({
      result: await withdrawApproval(tx, by, { subject: "quote", subjectId }, md`It changed.`),
      words: md`changed the quote`,
    }));
  }

  async function absence() {
    const actor = pick(orders.actors);
    const today = dayOf(systemClock.now(), actor.timeZone);
    if (random() < 0.4) await endAbsence(actOf(actor), actor.personId);
    else
      await setAbsence(actOf(actor), actor.personId, {
        fromDay: today,
        toDay: addDays(today, Math.floor(random() * 3)),
        delegateId: random() < 0.8 ? pick(orders.actors).personId : null,
      });
  }

  const note = (error: unknown) => {
    if (error instanceof AppError) seen.refused += 1;
    else seen.broken.push(String(error instanceof Error ? (error.cause ?? error) : error));
  };
  const deeds: readonly (readonly [number, () => Promise<unknown>])[] = [
    [0.3, request],
    [0.75, click],
    [0.82, change],
    [0.86, async () => withdrawOwn(actOf(pick(orders.actors)), await newest())],
    [0.9, async () => climbRung(deps, workspaceId, await newest(), "escalate")],
    [0.93, async () => climbRung(deps, workspaceId, await newest(), "expire")],
    [1, absence],
  ];
  for (let i = 0; i < orders.acts; i++) {
    const chance = random();
    const deed = deeds.find(([below]) => chance < below)?.[1] ?? absence;
    await deed().catch(note);
  }
  await jobs.stop();
  await db.close();
  return seen;
}

function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
