import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDeal } from "../../../../src/features/deals/operations/create-deal.ts";
import { moveDealTo } from "../../../../src/features/deals/operations/move-deal.ts";
import { accounts, contacts } from "../../../../src/features/deals/schema/accounts.ts";
import { deals } from "../../../../src/features/deals/schema/deals.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { type Desk, HANDLES, openDesk, refused, slackIdOf, TEAM } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("a new deal", () => {
  test("is in the database with its account, contact, history and audit entry", async () => {
    const { deal } = await createDeal(
      desk.act("ann"),
      {
        account: "Hooli Inc.",
        title: "  Platform\n rollout ",
        amount: { minor: 5_000_000, currency: "USD" },
        closeDate: asDay("2027-03-31"),
        contact: { name: "Gavin", email: "gavin@hooli.example" },
        products: ["GTX"],
      },
      "EUR",
    );
    expect(deal).toMatchObject({
      title: "Platform rollout",
      ownerId: TEAM.ann.id,
      stage: "lead",
      status: "open",
      probability: 10,
      amount: { minor: 5_000_000, currency: "USD" },
      version: 1,
    });
    const { history, audit } = await desk.trail(deal.id);
    expect(history).toEqual([{ kind: "created", from_stage: null, to_stage: "lead", version: 1 }]);
    expect(audit).toMatchObject([
      {
        action: "deal.created",
        actor_id: TEAM.ann.id,
        after: {
          title: "Platform rollout",
          ownerId: TEAM.ann.id,
          stage: "lead",
          amount: { minor: 5_000_000, currency: "USD" },
          closeDate: "2027-03-31",
          products: ["GTX"],
        },
      },
    ]);
  });

  test("takes the workspace's currency without an amount, and keeps the amount's with one", async () => {
    const currencyOf = async (id: number) =>
      (await desk.look((tx) => tx.select().from(deals))).find((row) => row.id === id)?.currency;
    const plain = await desk.deal();
    expect(await currencyOf(plain.deal.id)).toBe("EUR");
    const yen = await desk.deal({ amount: { minor: 900, currency: "JPY" } });
    expect(await currencyOf(yen.deal.id)).toBe("JPY");
    // Any later change leaves it.
    await moveDealTo(
      desk.act("ann"),
      yen.deal.id,
      { to: "qualified" },
      { contact: { name: "Jun" } },
    );
    expect(await currencyOf(yen.deal.id)).toBe("JPY");
  });

  test("of an account in another spelling is of the account that is known", async () => {
    const first = await desk.deal({ account: "Müller & Söhne GmbH", title: "First" });
    const many = (await desk.look((tx) => tx.select().from(accounts))).length;
    for (const account of ["MULLER AND SOHNE", "  müller &  söhne ", "Müller & Söhne AG"]) {
      const next = await desk.deal({ account, title: `In${account.length}` });
      expect(next.deal.accountId).toBe(first.deal.accountId);
      expect(next.accountName).toBe("Müller & Söhne GmbH");
    }
    expect(await desk.look((tx) => tx.select().from(accounts))).toHaveLength(many);
  });

  test("finds a contact in another spelling, and learns their e-mail once", async () => {
    const make = (name: string, email?: string) =>
      desk.deal({
        account: "Contacts Ltd",
        title: `For ${name} ${email}`,
        contact: { name, email },
      });
    const [a, b, c] = [
      await make("José Núñez"),
      await make("JOSE NUNEZ", "jose@x.example"),
      await make("jose nunez", "other@x.example"),
    ];
    expect(new Set([a, b, c].map(({ deal }) => deal.contactId)).size).toBe(1);
    const rows = await desk.look((tx) => tx.select().from(contacts));
    expect(rows.filter((row) => row.id === a.deal.contactId)).toMatchObject([
      { name: "José Núñez", email: "jose@x.example" },
    ]);
    const elsewhere = await desk.deal({ account: "Elsewhere", contact: { name: "José Núñez" } });
    expect(elsewhere.deal.contactId).not.toBe(a.deal.contactId);
  });

  test("that there is already is refused, while it is open", async () => {
    const first = await desk.deal({ account: "Twin Corp", title: "Platform Rollout" });
    const id = `opp_${first.deal.id}`;
    const again = () => desk.deal({ account: "TWIN", title: "platform  rollout" });
    const free = await desk.nextFree("opp");
    expect(await refused(again())).toBe(
      `conflict: Twin Corp has an open deal “Platform Rollout” already: ${id}. See it with \`/deal show ${id}\`, or give this one another title.`,
    );
    expect(await desk.nextFree("opp"), "a refusal uses up no number").toBe(free);
    await moveDealTo(
      desk.act("ann"),
      first.deal.id,
      { to: "closed_lost" },
      { lostReason: "timing" },
    );
    expect((await again()).deal.id).toBe(free);
  });

  test("is made once when two people make it at the same moment", async () => {
    await desk.deal({ account: "Race Ltd", title: "Known account" });
    for (let round = 0; round < 5; round++) {
      const both = await Promise.allSettled(
        (["ann", "ben"] as const).map((who) =>
          desk.deal({ by: desk.act(who), account: "Race Ltd", title: `Round ${round}` }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    }
  });

  test("of a known account makes a new contact once, when several name them at the same moment", async () => {
    const { deal } = await desk.deal({ account: "Contact Race Ltd", title: "Known account" });
    for (let round = 0; round < 5; round++) {
      const name = `Contact ${round}`;
      const made = await Promise.all(
        [1, 2, 3].map((n) =>
          desk.deal({ account: "Contact Race", title: `${round}.${n}`, contact: { name } }),
        ),
      );
      expect(new Set(made.map((one) => one.deal.contactId)).size).toBe(1);
      expect(made[0]?.deal.accountId).toBe(deal.accountId);
    }
  });

  test("makes a new account and contact once, when many deals with them are made at the same moment", async () => {
    const many = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        desk.deal({
          account: i % 2 ? "Sprint GmbH" : "SPRINT",
          title: `Deal ${i}`,
          contact: { name: "Jane Doe", email: i === 3 ? "jane@sprint.example" : undefined },
        }),
      ),
    );
    expect(new Set(many.map(({ deal }) => deal.accountId)).size).toBe(1);
    expect(new Set(many.map(({ deal }) => deal.contactId)).size).toBe(1);
    const numbers = many.map(({ deal }) => deal.id).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
    const rows = await desk.look((tx) => tx.select().from(contacts));
    expect(rows.find((row) => row.id === many[0]?.deal.contactId)?.email).toBe(
      "jane@sprint.example",
    );
  });

  test("for somebody else is told to them, for oneself to nobody", async () => {
    const own = await desk.deal({ title: "Own" });
    expect(await desk.told(own.deal.id)).toEqual([]);
    const given = await desk.deal({ title: "Given", ownerId: TEAM.ben.id });
    expect(await desk.told(given.deal.id)).toEqual([{ to: slackIdOf("ben"), what: "created it" }]);
    const imported = await desk.deal({ title: "For Ned", ownerId: TEAM.ned.id });
    expect(await desk.told(imported.deal.id)).toEqual([]);
  });

  test.each([
    [{ account: "!?" }, "“!?” is no name for an account."],
    [{ account: "x".repeat(121) }, "That name has 121 characters; 120 fit."],
    [{ title: "  " }, "A deal needs a title."],
    [{ contact: { name: "–" } }, "“–” is no name for a contact."],
    [{ stage: "closed_won" as const }, "A new deal can't start in Closed won."],
  ])("of %j is refused, and nothing of it is left", async (input, words) => {
    const count = async () => (await desk.look((tx) => tx.select().from(accounts))).length;
    const before = await count();
    expect(
      await refused(
        Promise.resolve().then(() =>
          desk.deal({ account: "Never made", title: "Never made", ...input }),
        ),
      ),
    ).toContain(words);
    expect(await count()).toBe(before);
  });

  test("may start in any open stage", async () => {
    const { deal } = await desk.deal({ stage: "demo" });
    expect(deal).toMatchObject({ stage: "demo", probability: 45 });
    expect((await desk.trail(deal.id)).history).toMatchObject([{ to_stage: "demo" }]);
  });

  test.each(HANDLES)("by %s is made if their role may", async (who) => {
    const may = ["ae", "manager", "admin"].some((role) =>
      (TEAM[who].roles as readonly string[]).includes(role),
    );
    const made = desk.deal({ by: desk.act(who), title: `By ${who}` });
    if (may) expect((await made).deal.ownerId).toBe(TEAM[who].id);
    else expect(await refused(made)).toContain("forbidden: You may not create a deal");
  });
});
