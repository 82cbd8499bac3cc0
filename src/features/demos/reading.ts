import type { Actor, Relation } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { formatId } from "../../kernel/ids.ts";
import type { Call } from "../../slack/call.ts";
import { PickOne } from "../../slack/pick-one.ts";
import { dealName, read, resolveDeal, seeDeal, type ThingRef } from "../deals/index.ts";
import { type Ranked, rankCandidates } from "./domain/assignment.ts";
import { blockOf } from "./domain/calendar.ts";
import { demoId, isOpen, statusName } from "./domain/demo.ts";
import { type Proposals, proposeSlots } from "./domain/slots.ts";
import { noSuchDemo } from "./operations/change-demo.ts";
import { listCandidates } from "./queries/candidates.ts";
import { type DemoView, findDemoView, listDemosOf, listScheduled } from "./queries/demo.ts";

/** A demo as somebody sees it, with what there is to decide about it. */
export type SeenDemo = DemoView & {
  relations: Relation[];
  /** The sales engineers who could give it, the best first; empty once somebody has it. */
  candidates: Ranked[];
  /** Times to choose from; null when none are asked for. */
  proposals: Proposals | null;
};

/**
 * A demo whose deal the actor may see.
 * @param show.times proposes times although it has one
 * @throws AppError not_found, or forbidden with who may
 */
export async function seeDemo(
  call: Call,
  id: number,
  show: { times?: boolean; candidates?: boolean } = {},
): Promise<SeenDemo> {
  const asked = { workspaceId: call.actor.workspaceId, settings: call.settings, now: call.now };
  const view = await read(call, (tx) => findDemoView(tx, asked, id));
  if (!view) throw noSuchDemo(id);
  const { relations, deal } = await seeDeal(call, view.deal.id);
  const { demo, se, requester } = view;
  const { workspaceId } = call.actor;
  const wantsSe = demo.status === "requested" || show.candidates === true;
  const wantsTime =
    demo.status === "assigned" ||
    demo.status === "no_show" ||
    (demo.status === "scheduled" && show.times === true);
  const found = await read(call, async (tx) => ({
    candidates: wantsSe ? await listCandidates(tx, asked, demo, deal.seId) : [],
    others: wantsTime && se ? await listScheduled(tx, workspaceId, [se.id]) : [],
  }));
  const wanted = { ...demo, now: call.now, requester: requester.calendar };
  return {
    ...view,
    relations,
    candidates: rankCandidates(found.candidates, wanted),
    proposals:
      wantsTime && se
        ? proposeSlots({
            ...wanted,
            se: se.calendar,
            busy: [
              ...found.others.filter((one) => one.id !== demo.id).map(blockOf),
              // Where it is already is nowhere to move it to.
              ...(demo.status === "scheduled" && demo.startsAt && demo.endsAt
                ? [{ from: demo.startsAt, to: demo.endsAt }]
                : []),
            ],
          })
        : null,
  };
}

/** By whose clock the actor reads. */
export function clockOf(call: { now: Date; actor: Pick<Actor, "timeZone"> }) {
  return { now: call.now, timeZone: call.actor.timeZone };
}

const MOST_CHOICES = 8;

/**
 * The number of the demo that was meant. A deal stands for its open demo, or for the last one when none is open and `over` counts as well.
 * @throws PickOne when the deal has several, AppError not_found when it has none
 */
export async function resolveDemo(
  call: Call,
  ref: ThingRef,
  options: { over?: boolean } = {},
): Promise<number> {
  if ("id" in ref) return ref.id;
  const dealId = await resolveDeal(call, ref.deal);
  const view = await seeDeal(call, dealId);
  const all = await read(call, (tx) => listDemosOf(tx, call.actor.workspaceId, dealId));
  const open = all.filter(isOpen);
  const [first, ...others] = open.length > 0 || !options.over ? open : all.slice(0, 1);
  const name = dealName({ title: view.deal.title, accountName: view.accountName });
  if (!first)
    throw new AppError(
      "not_found",
      `${name} has no ${all.length > 0 ? "open " : ""}demo.`,
      `\`/demo request ${formatId("opp", dealId)}\` asks for one.`,
    );
  if (others.length === 0) return first.id;
  throw new PickOne(
    `${name} has ${open.length} open demos. Which one?`,
    "id" in ref.deal ? formatId("opp", ref.deal.id) : ref.deal.name,
    open.slice(0, MOST_CHOICES).map((demo) => ({
      id: demoId(demo),
      label: `${demo.title} (${statusName(demo.status)})`,
    })),
  );
}
