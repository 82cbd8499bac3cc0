import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvals } from "../../../../src/features/approvals/schema/approvals.ts";
import { approvalApprovers } from "../../../../src/features/approvals/schema/parts.ts";
import { contracts } from "../../../../src/features/contracts/schema/contracts.ts";
import type { Stage } from "../../../../src/features/deals/domain/stage.ts";
import { moveDealTo } from "../../../../src/features/deals/operations/move-deal.ts";
import { findDealView } from "../../../../src/features/deals/queries/deal.ts";
import { channelViewing } from "../../../../src/features/deals/queries/viewing.ts";
import { sharedCard } from "../../../../src/features/deals/views/card.ts";
import { quotes, quoteVersions } from "../../../../src/features/quotes/schema/quotes.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { type Desk, openDesk, refused, TEAM, WORKSPACE } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let numbers = 0;
const next = () => {
  numbers += 1;
  return numbers;
};
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(desk.clock.now().getTime() - hours * HOUR);

type QuoteStatus = typeof quoteVersions.$inferInsert.status;
async function quote(dealId: number, status: QuoteStatus, total = 5_000_000): Promise<number> {
  const id = next();
  const at = desk.clock.now();
  await desk.look(async (tx) => {
    const base = { workspaceId: WORKSPACE, dealId, createdBy: TEAM.ann.id, createdAt: at };
    await tx.insert(quotes).values({ ...base, id });
    await tx.insert(quoteVersions).values({
      ...base,
      quoteId: id,
      version: 1,
      status,
      currency: "EUR",
      listTotal: total,
      total,
      sentAt: status === "draft" ? null : at,
      validUntil: asDay("2026-12-18"),
      updatedAt: at,
    });
  });
  return id;
}

type ContractStatus = typeof contracts.$inferInsert.status;
async function contract(dealId: number, status: ContractStatus): Promise<number> {
  const id = next();
  const at = desk.clock.now();
  await desk.look((tx) =>
    tx.insert(contracts).values({
      workspaceId: WORKSPACE,
      id,
      dealId,
      template: "standard_sla",
      payment: "net_30",
      support: "standard",
      sla: "99.5",
      valueMinor: 5_000_000,
      currency: "EUR",
      startsOn: asDay("2027-01-01"),
      termMonths: 12,
      status,
      createdBy: TEAM.ann.id,
      createdAt: at,
      updatedAt: at,
      ...(status === "signed" && {
        sentAt: at,
        signedOn: asDay("2026-11-17"),
        signedByCustomer: "Jane Doe",
        signedByUs: "Ann Seller",
        signedFileUrl: "https://example.com/signed.pdf",
      }),
    }),
  );
  return id;
}

async function approval(
  dealId: number,
  kind: typeof approvals.$inferInsert.kind,
  hours: number,
  asked: readonly number[] = [TEAM.mia.id],
): Promise<void> {
  const id = next();
  await desk.look(async (tx) => {
    await tx.insert(approvals).values({
      workspaceId: WORKSPACE,
      id,
      kind,
      subject: "deal",
      subjectId: dealId,
      dealId,
      requesterId: TEAM.ann.id,
      state: "open",
      what: "15 % off",
      reason: "matches Globex",
      data: {},
      agree: "first",
      requestedAt: ago(hours),
      expiresAt: ago(hours - 72),
    });
    for (const personId of asked)
      await tx.insert(approvalApprovers).values({
        workspaceId: WORKSPACE,
        approvalId: id,
        seat: 0,
        personId,
        way: "line",
        addedAt: ago(hours),
      });
  });
}

const settings = settingsSchema.parse({});
const viewing = () => channelViewing(WORKSPACE, settings, desk.clock.now());
async function look(dealId: number) {
  const view = await desk.look((tx) => findDealView(tx, viewing(), dealId));
  if (!view) throw new Error(`There is no deal ${dealId}.`);
  return { ...view, card: JSON.stringify(sharedCard(view, viewing()).blocks) };
}

describe("a deal's card", () => {
  test("says nothing of papers that there are not", async () => {
    const { deal } = await desk.deal();
    const { paperwork, card } = await look(deal.id);
    expect(paperwork).toEqual({ waiting: [], quote: null, contract: null, leadId: null });
    expect(card).not.toMatch(/Quote|Contract|Waiting/);
  });

  test("shows the quote the customer has rather than a newer draft", async () => {
    const { deal } = await desk.deal();
    const sent = await quote(deal.id, "sent", 6_800_000);
    await quote(deal.id, "draft");
    const { card } = await look(deal.id);
    expect(card).toContain(`Quote \`quote_${sent}\` sent, 68,000 EUR, valid until`);
  });

  test("shows the newest contract, and when it was signed", async () => {
    const { deal } = await desk.deal();
    await contract(deal.id, "ended");
    const id = await contract(deal.id, "signed");
    expect((await look(deal.id)).card).toContain(`Contract \`contract_${id}\` signed 17 Nov`);
  });

  test("says what waits for whom, and since when", async () => {
    const { deal } = await desk.deal();
    await approval(deal.id, "discount", 2, [TEAM.mia.id, TEAM.vera.id, TEAM.oto.id]);
    const { card } = await look(deal.id);
    expect(card).toContain("Waiting: discount with Mia Manager, Vera President or 1 more since");
  });
});

describe("a discount that waits", () => {
  test.each([
    { promise: "is no risk within a day", kind: "discount" as const, hours: 23, risk: false },
    { promise: "is a risk after a day", kind: "discount" as const, hours: 25, risk: true },
    { promise: "of another kind is none", kind: "legal_review" as const, hours: 25, risk: false },
  ])("$promise", async ({ kind, hours, risk }) => {
    const { deal } = await desk.deal();
    await approval(deal.id, kind, hours);
    expect((await look(deal.id)).risks.includes("discount_waiting")).toBe(risk);
  });
});

describe("the gates of quote and contract", () => {
  const act = () => ({ ...desk.act("ann"), settings });
  const refusal = (id: number, to: Stage) => refused(moveDealTo(act(), id, { to }));

  test.each<[QuoteStatus | null, boolean]>([
    [null, false],
    ["draft", false],
    ["sent", true],
    ["accepted", true],
    ["expired", false],
    ["superseded", false],
  ])("with a quote that is %s, negotiation is open: %s", async (status, isOpen) => {
    const deal = await desk.dealIn("proposal");
    if (status) await quote(deal.id, status);
    if (isOpen) await moveDealTo(act(), deal.id, { to: "negotiation" });
    else expect(await refusal(deal.id, "negotiation")).toContain("a sent quote");
    expect((await desk.row(deal.id)).stage).toBe(isOpen ? "negotiation" : "proposal");
  });

  test.each<[ContractStatus | null, boolean]>([
    [null, false],
    ["draft", false],
    ["sent", false],
    ["signed", true],
  ])("with a contract that is %s, a deal can be won: %s", async (status, isOpen) => {
    const deal = await desk.dealIn("negotiation");
    await quote(deal.id, "sent");
    if (status) await contract(deal.id, status);
    if (isOpen) await moveDealTo(act(), deal.id, { to: "closed_won" });
    else expect(await refusal(deal.id, "closed_won")).toContain("a signed contract");
    expect((await desk.row(deal.id)).stage).toBe(isOpen ? "closed_won" : "negotiation");
  });

  test("losing a deal asks for neither", async () => {
    const deal = await desk.dealIn("proposal");
    await moveDealTo(act(), deal.id, { to: "closed_lost" }, { lostReason: "price" });
    expect((await desk.row(deal.id)).status).toBe("lost");
  });

  test("a manager may skip them with a reason", async () => {
    const deal = await desk.dealIn("proposal");
    const boss = { ...desk.act("mia"), settings };
    await moveDealTo(boss, deal.id, { to: "closed_won", override: "signed on paper" });
    expect((await desk.row(deal.id)).status).toBe("won");
  });

  test("a workspace that asks for none has none", async () => {
    const deal = await desk.dealIn("proposal");
    const free = { ...desk.act("ann"), settings: settingsSchema.parse({ extraGates: {} }) };
    await moveDealTo(free, deal.id, { to: "closed_won" });
    expect((await desk.row(deal.id)).status).toBe("won");
  });
});
