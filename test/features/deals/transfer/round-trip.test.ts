import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../../../src/db/workspace.ts";
import { LOST_REASONS } from "../../../../src/features/deals/domain/deal.ts";
import {
  OPEN_STAGES,
  STAGES,
  stageProbability,
  statusOf,
} from "../../../../src/features/deals/domain/stage.ts";
import { accounts, contacts } from "../../../../src/features/deals/schema/accounts.ts";
import { deals } from "../../../../src/features/deals/schema/deals.ts";
import {
  dealNotes,
  requirements,
  stageHistory,
} from "../../../../src/features/deals/schema/trail.ts";
import {
  withGuard,
  withoutGuard,
} from "../../../../src/features/deals/transfer/file/formula-guard.ts";
import { personKey } from "../../../../src/features/people/index.ts";
import { people } from "../../../../src/features/people/schema.ts";
import type { Day } from "../../../../src/kernel/dates.ts";
import { nameKey } from "../../../../src/kernel/text.ts";
import { type Desk, NOW, openDesk, refusals } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** Text as people leave it behind: any letters, quotes, separators, line breaks, formulas; trimmed, as forms trim it. */
const text = (max = 40) =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: max }),
      fc.constantFrom(
        ...[
          "=1+1",
          "+49 30 123",
          "-5",
          "@here",
          "'=x",
          "''a",
          'a "b", c',
          "x;y",
          "a\nb",
          "a\r\nb",
          "None",
          "n/a",
          "-",
          "1.500",
        ],
      ),
    )
    .map((value) => value.replaceAll("\0", "").toWellFormed().trim())
    .filter((value) => value !== "");
const line = (max = 40) =>
  text(max)
    .map((value) => value.replaceAll(/\s+/g, " ").trim())
    .filter(Boolean);
const name = line(30).filter((value) => nameKey(value) !== "" && /[\p{L}\p{N}]/u.test(value));
const moment = fc.date({
  min: new Date("2020-01-01T00:00:00Z"),
  max: new Date("2026-11-01T00:00:00Z"),
  noInvalidDate: true,
});
const day = moment.map((value) => value.toISOString().slice(0, 10) as Day);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const deal = fc.record({
  title: line(),
  account: maybe(name),
  contact: maybe(
    fc.record({ name, email: maybe(fc.constant("ripley@weyland.example")), title: maybe(line()) }),
  ),
  owner: fc.constantFrom("Ada Admin", "Bea Seller"),
  se: maybe(fc.constantFrom("Cat Engineer", "Ada Admin")),
  money: maybe(
    fc.record({
      minor: fc.nat(10_000_000_000),
      currency: fc.constantFrom("EUR", "USD", "JPY", "KWD"),
    }),
  ),
  stage: fc.constantFrom(...STAGES),
  override: maybe(fc.record({ percent: fc.integer({ min: 1, max: 99 }), reason: text() })),
  closeDate: maybe(day),
  closePushes: fc.nat(9),
  nextStep: maybe(line()),
  nextStepDate: maybe(day),
  lostReason: maybe(fc.constantFrom(...LOST_REASONS)),
  lostTo: maybe(text()),
  competitors: fc.array(text(), { maxLength: 3 }),
  products: fc.array(text(), { maxLength: 3 }),
  requirements: fc.uniqueArray(text(), { maxLength: 3 }),
  notes: fc.uniqueArray(fc.record({ text: text(), at: moment }), {
    maxLength: 2,
    selector: ({ text: words, at }) => `${at.getTime()} ${words}`,
  }),
  metadata: fc.dictionary(text(20), text(), { maxKeys: 3, noNullPrototype: true }),
  snoozedUntil: maybe(day),
  source: maybe(fc.constantFrom("salesforce", "hubspot", "csv")),
  createdAt: moment,
  entered: moment,
  before: fc.array(fc.record({ stage: fc.constantFrom(...OPEN_STAGES), at: moment }), {
    maxLength: 3,
  }),
  lastActivityAt: moment,
});
type MadeUp = typeof deal extends fc.Arbitrary<infer T> ? T : never;

/** Writes the deals as they would have come to be, past any import. */
async function write(workspaceId: string, list: readonly MadeUp[]): Promise<void> {
  await inWorkspace(desk.db, workspaceId, async (tx) => {
    const names = ["Ada Admin", "Bea Seller", "Cat Engineer"];
    await tx.insert(people).values(
      names.map((one, i) => ({
        workspaceId,
        id: i + 1,
        name: one,
        nameKey: personKey(one),
        email: i === 0 ? "ada@northwind.example" : null,
        createdAt: NOW,
      })),
    );
    const idOf = (one: string | null) => (one === null ? null : names.indexOf(one) + 1);
    const accountIds = new Map<string, number>();
    const contactIds = new Map<string, number>();
    for (const [i, one] of list.entries()) {
      const id = i * 2 + 1;
      const key = one.account === null ? null : nameKey(one.account);
      if (key !== null && !accountIds.has(key)) {
        accountIds.set(key, accountIds.size + 1);
        await tx.insert(accounts).values({
          workspaceId,
          id: accountIds.size,
          name: one.account ?? "",
          nameKey: key,
          createdAt: NOW,
        });
      }
      const accountId = key === null ? null : (accountIds.get(key) ?? null);
      const contactKey =
        one.contact && accountId ? `${accountId} ${nameKey(one.contact.name)}` : null;
      if (contactKey && one.contact && accountId && !contactIds.has(contactKey)) {
        contactIds.set(contactKey, contactIds.size + 1);
        await tx.insert(contacts).values({
          workspaceId,
          id: contactIds.size,
          accountId,
          ...one.contact,
          nameKey: nameKey(one.contact.name),
          createdAt: NOW,
        });
      }
      const status = statusOf(one.stage);
      const usual = stageProbability(one.stage);
      const override = status === "open" && one.override?.percent !== usual ? one.override : null;
      await tx.insert(deals).values({
        workspaceId,
        id,
        title: one.title,
        titleKey: nameKey(one.title),
        accountId,
        contactId: contactKey ? (contactIds.get(contactKey) ?? null) : null,
        ownerId: idOf(one.owner) ?? 1,
        seId: idOf(one.se),
        amount: one.money?.minor ?? null,
        currency: one.money?.currency ?? "EUR",
        stage: one.stage,
        status,
        probability: override?.percent ?? usual,
        probabilityReason: override?.reason ?? null,
        closeDate: one.closeDate,
        closePushes: one.closePushes,
        nextStep: one.nextStep,
        nextStepDate: one.nextStepDate,
        lostReason: status === "lost" ? one.lostReason : null,
        lostTo: status === "lost" ? one.lostTo : null,
        competitors: one.competitors,
        products: one.products,
        metadata: one.metadata,
        snoozedUntil: one.snoozedUntil,
        source: one.source,
        sourceId: one.source && `${one.source}-${i}`,
        stageEnteredAt: one.entered,
        closedAt: status === "open" ? null : one.entered,
        lastActivityAt: one.lastActivityAt,
        createdAt: one.createdAt,
        updatedAt: NOW,
      });
      const entries = [...one.before, { stage: one.stage, at: one.entered }];
      await tx.insert(stageHistory).values(
        entries.map(({ stage, at }, n) => ({
          workspaceId,
          dealId: id,
          kind: n === 0 ? ("created" as const) : ("moved" as const),
          fromStage: entries[n - 1]?.stage ?? null,
          toStage: stage,
          at,
          version: 1,
        })),
      );
      for (const words of one.requirements)
        await tx.insert(requirements).values({ workspaceId, dealId: id, text: words, at: NOW });
      for (const note of one.notes)
        await tx.insert(dealNotes).values({ workspaceId, dealId: id, authorId: 1, ...note });
    }
  });
}

describe("our own export", () => {
  test("any deals come back to the letter in an empty workspace, and change nothing in their own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deal, { minLength: 1, maxLength: 6 }), async (list) => {
        const [mine, theirs] = [await desk.workspace(), await desk.workspace()];
        await write(mine, list);
        const exported = await desk.export(mine);
        expect(exported.deals).toBe(list.length);
        const file = { name: "deals.csv", bytes: exported.csv };

        const there = await desk.import(theirs, file);
        expect(refusals(there)).toEqual([]);
        expect(there).toMatchObject({ source: "dealdesk", created: list.length });
        // Not one byte differs: ids, names, histories, notes and moments are all the same.
        expect((await desk.export(theirs)).csv.toString()).toBe(exported.csv.toString());

        const before = await desk.fingerprint();
        for (const workspaceId of [mine, theirs]) {
          const again = await desk.import(workspaceId, file);
          expect(refusals(again)).toEqual([]);
          expect(again).toMatchObject({ created: 0, changed: 0, unchanged: list.length });
        }
        expect(await desk.fingerprint()).toBe(before);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test("deals that are new afterwards get numbers nobody has", async () => {
    const workspaceId = await desk.workspace();
    await desk.import(
      workspaceId,
      "id,title,account,stage,stage_entered_at\nopp_7,Seven,Acme,lead,2026-01-01T09:00:00Z\n",
    );
    await desk.import(workspaceId, "title,account,stage\nNext,Acme,lead\n");
    expect((await desk.deals(workspaceId)).map(({ id }) => id)).toEqual([7, 8]);
  });

  test("a few columns of it are enough to change many deals at once", async () => {
    const workspaceId = await desk.workspace();
    await desk.import(workspaceId, "title,account,stage,amount\nA,Acme,lead,5\nB,Globex,demo,6\n");
    const report = await desk.import(
      workspaceId,
      "id,title,stage\nopp_2,B,Proposal\nOPP-1,A,lead\n",
    );
    expect(report).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(await desk.deals(workspaceId)).toMatchObject([
      { stage: "lead", amount: "500" },
      { stage: "proposal", amount: "600", account: "Globex" },
    ]);
  });

  test("an empty workspace exports its header alone", async () => {
    const { csv, deals: count } = await desk.export(await desk.workspace());
    expect(count).toBe(0);
    expect(csv.toString()).toMatch(/^\ufeffid,account,title,stage,.*,metadata\r\n$/);
  });
});

describe("cells that a spreadsheet would run", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-12.5", "-12.5"],
    ["+7", "+7"],
    ["-5; x", "'-5; x"],
    ["@here", "'@here"],
    ["'=x", "''=x"],
    ["'quoted'", "'quoted'"],
    ["plain", "plain"],
  ])("%s is written %s", (cell, written) => {
    expect(withGuard(cell)).toBe(written);
    expect(withoutGuard(written)).toBe(cell);
  });

  test("any cell comes back, and none but numbers begins like a formula", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), text()), (cell) => {
        const written = withGuard(cell);
        expect(withoutGuard(written)).toBe(cell);
        if (!/^[+-]?\d+(?:[.,]\d+)*$/.test(written)) expect(written).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
