import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../src/db/workspace.ts";
import { createEvents, defineEvent, type EventAct, when } from "../../src/events/define-event.ts";
import { md } from "../../src/slack/mrkdwn.ts";
import { type Desk, openDesk, WORKSPACE } from "../features/deals/desk.ts";

const cooked = defineEvent<{ dish: string }>("kitchen.cooked");
const burnt = defineEvent<{ dish: string }>("kitchen.burnt");

let desk: Desk;
let act: EventAct;
beforeAll(async () => {
  desk = await openDesk();
  act = desk.act("ann");
});
afterAll(() => desk.close());

const inTx = <T>(work: Parameters<typeof inWorkspace<T>>[2]) =>
  inWorkspace(desk.deps.db, WORKSPACE, work);

describe("an event", () => {
  test("is heard by all who react to it, in their order, and by nobody else", async () => {
    const heard: string[] = [];
    const hears = (who: string, event: typeof cooked) =>
      when(event, async (_tx, _act, { dish }) => {
        heard.push(`${who}: ${dish}`);
        return null;
      });
    const events = createEvents([
      hears("waiter", cooked),
      hears("fire brigade", burnt),
      hears("guest", cooked),
    ]);
    await inTx((tx) => events.publish(tx, act, cooked, { dish: "soup" }));
    expect(heard).toEqual(["waiter: soup", "guest: soup"]);
  });

  test("brings back what was done because of it, for the answer", async () => {
    const events = createEvents([
      when(cooked, async () => null),
      when(cooked, async (_tx, { actor }, { dish }) => ({
        text: md`${actor.name} serves ${dish}.`,
        buttons: [],
      })),
    ]);
    const outcomes = await inTx((tx) => events.publish(tx, act, cooked, { dish: "<soup>" }));
    expect(outcomes.map(({ text }) => text.text)).toEqual(["Ann Seller serves &lt;soup&gt;."]);
  });

  test("that somebody refuses undoes the act with it", async () => {
    const { deal } = await desk.deal();
    const refusing = createEvents([
      when(cooked, async () => {
        throw new Error("no salt");
      }),
    ]);
    await expect(
      inTx(async (tx) => {
        await tx.execute(`update deals set title = 'Changed' where id = ${deal.id}`);
        await refusing.publish(tx, act, cooked, { dish: "soup" });
      }),
    ).rejects.toThrow("no salt");
    expect((await desk.row(deal.id)).title).toBe("Rollout");
  });
});
