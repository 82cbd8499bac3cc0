import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signatureJob } from "../../../src/features/contracts/jobs.ts";
import { finishBilling } from "../../../src/features/contracts/operations/billing.ts";
import {
  createContract,
  usualTerms,
} from "../../../src/features/contracts/operations/create-contract.ts";
import {
  addContractPoint,
  changeContractPoint,
  editContract,
  endContract,
} from "../../../src/features/contracts/operations/negotiate.ts";
import { requestReview } from "../../../src/features/contracts/operations/review.ts";
import { sendContract, signContract } from "../../../src/features/contracts/operations/sign.ts";
import { moveDealTo, undo } from "../../../src/features/deals/operations/move-deal.ts";
import { Redelivered } from "../../../src/kernel/errors.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { HANDLES, OTHER_WORKSPACE, refused, slackIdOf, TEAM } from "../deals/desk.ts";
import { type ContractDesk, ENTERPRISE, openContractDesk, SIGNATURE, STANDARD } from "./desk.ts";

let desk: ContractDesk;
beforeAll(async () => {
  desk = await openContractDesk();
});
afterAll(() => desk.close());
const ann = () => desk.act("ann");
const POINT = { kind: "must_have", text: "EU hosting", state: "open", outcome: null } as const;
const statusOf = async (id: number) => (await desk.found(id)).contract.status;

describe("making one", () => {
  test("writes the row, the audit entry and the owner's message together", async () => {
    const { deal } = await desk.deal();
    const contract = await desk.made({ by: desk.act("mia"), dealId: deal.id });
    expect((await desk.found(contract.id)).contract).toMatchObject({
      ...STANDARD,
      status: "draft",
      createdBy: TEAM.mia.id,
      quoteId: null,
      version: 1,
    });
    expect(await desk.audit(contract.id)).toMatchObject([
      { action: "contract.created", after: { dealId: deal.id, template: "standard_sla" } },
    ]);
    expect(await desk.told(deal.id)).toEqual([
      {
        to: slackIdOf("ann"),
        what: `made the contract \`contract_${contract.id}\`: Standard SLA, net 30`,
      },
    ]);
  });

  test("a second one is refused with a pointer, until the first is signed or ended", async () => {
    const first = await desk.made();
    const again = () => createContract(ann(), first.dealId, STANDARD);
    const free = await desk.nextFree("contract");
    expect(await refused(again())).toContain(
      `conflict: This deal has a contract already: contract_${first.id}, draft.`,
    );
    expect(await desk.nextFree("contract"), "a refusal uses up no number").toBe(free);
    await endContract(ann(), first.id, "They sign their own paper");
    expect((await again()).result.id).toBe(free);
  });

  test("by two people at once makes one", async () => {
    const { deal } = await desk.deal();
    const both = await Promise.allSettled(
      (["ann", "mia"] as const).map((who) => createContract(desk.act(who), deal.id, STANDARD)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("the same request delivered twice makes one", async () => {
    const { deal } = await desk.deal();
    const act = () => desk.act("ann", { requestId: "contract-twice" });
    await createContract(act(), deal.id, STANDARD);
    await expect(createContract(act(), deal.id, STANDARD)).rejects.toThrow(Redelivered);
  });

  test("of a lost deal, or with a term that can't be, is refused", async () => {
    const { deal } = await desk.deal();
    expect(await refused(createContract(ann(), deal.id, { ...STANDARD, termMonths: 0 }))).toContain(
      "bad_input: A term has 1 to 120 months.",
    );
    await moveDealTo(ann(), deal.id, { to: "closed_lost" }, { lostReason: "price" });
    expect(await refused(createContract(ann(), deal.id, STANDARD))).toContain(
      "rule_broken: That deal is lost",
    );
  });

  test.each(HANDLES)("by %s is done if they may write contracts of the deal", async (who) => {
    const { deal } = await desk.deal();
    const may = (["ann", "mia", "vera", "adam"] as string[]).includes(who);
    const work = createContract(desk.act(who), deal.id, STANDARD);
    if (may) expect((await work).result.dealId).toBe(deal.id);
    else expect(await refused(work)).toContain("forbidden: You may not write quotes and contracts");
  });

  test("nothing of it is seen from another workspace", async () => {
    const contract = await desk.made();
    const outside = desk.act("adam", { workspaceId: OTHER_WORKSPACE });
    expect(await refused(sendContract(outside, contract.id))).toContain(
      `not_found: There is no contract contract_${contract.id}.`,
    );
  });
});

describe("its value", () => {
  const suggested = async (dealId: number) => {
    const deal = await desk.row(dealId);
    const { terms, quoteId } = await desk.look((tx) =>
      usualTerms(
        tx,
        ann(),
        { id: dealId, amount: { minor: deal.amount ?? 0, currency: "EUR" }, closeDate: null },
        SIGNATURE.signedOn,
      ),
    );
    return `${terms.value.minor} ${quoteId === null ? "of the deal" : `of quote_${quoteId}`}`;
  };

  test("is that of the accepted quote, else of the one sent last, else of the deal", async () => {
    const { deal } = await desk.deal({ amount: { minor: 5_000_000, currency: "EUR" } });
    expect(await suggested(deal.id)).toBe("5000000 of the deal");
    await desk.quote(deal.id, 901, "draft", 1_000_000);
    expect(await suggested(deal.id), "a draft is no offer").toBe("5000000 of the deal");
    await desk.quote(deal.id, 902, "sent", 4_000_000);
    await desk.quote(deal.id, 903, "sent", 4_200_000);
    expect(await suggested(deal.id)).toBe("4200000 of quote_903");
    await desk.quote(deal.id, 904, "accepted", 3_900_000);
    expect(await suggested(deal.id)).toBe("3900000 of quote_904");
    const { quoteId } = await desk.made({
      dealId: deal.id,
      terms: { ...STANDARD, value: { minor: 3_900_000, currency: "EUR" } },
    });
    expect(quoteId).toBe(904);
  });
});

describe("negotiating", () => {
  test("points are added, changed and settled, each kept in the audit log", async () => {
    const { id } = await desk.made();
    await addContractPoint(ann(), id, POINT);
    await addContractPoint(ann(), id, { ...POINT, kind: "walk_away", text: "Never below 70k" });
    await changeContractPoint(ann(), id, 1, { ...POINT, state: "agreed", outcome: "Frankfurt" });
    expect((await desk.found(id)).points).toMatchObject([
      { n: 1, text: "EU hosting", outcome: "Frankfurt", settledBy: TEAM.ann.id },
      { n: 2, kind: "walk_away", settledAt: null },
    ]);
    expect((await desk.audit(id)).map(({ action }) => action)).toEqual([
      "contract.created",
      "contract.point_added",
      "contract.point_added",
      "contract.point_changed",
    ]);
  });

  test("two points added at once are both kept", async () => {
    const { id } = await desk.made();
    await Promise.all([
      addContractPoint(ann(), id, { ...POINT, text: "First" }),
      addContractPoint(desk.act("mia"), id, { ...POINT, text: "Second" }),
    ]);
    const { points } = await desk.found(id);
    expect(points.map(({ n }) => n)).toEqual([1, 2]);
    expect(points.map(({ text }) => text).sort()).toEqual(["First", "Second"]);
  });

  test("an edit that changes nothing writes nothing", async () => {
    const { id, dealId } = await desk.made();
    await editContract(ann(), id, STANDARD);
    expect((await desk.found(id)).contract.version).toBe(1);
    expect((await desk.audit(id)).length).toBe(1);
    expect(await desk.told(dealId)).toEqual([]);
  });
});

describe("legal review", () => {
  test("is asked of the people the settings name, and what they say stands on the contract", async () => {
    const { id, dealId } = await desk.inReview();
    const request = await desk.approval(id);
    expect(request).toMatchObject({ state: "open", dealId, requesterId: TEAM.ann.id });
    expect(request.what).toContain(`a legal review of \`contract_${id}\` on *Account`);
    expect(request.facts.join("\n")).toContain("Enterprise SLA · Net 30 · enterprise support");
    expect(request.facts.join("\n")).toContain("To be read because it is an Enterprise SLA.");
    await desk.verdict(id, true, "Fine with me");
    expect((await desk.found(id)).contract).toMatchObject({
      status: "approved",
      reviewedBy: TEAM.vic.id,
      reviewComment: "Fine with me",
    });
    await sendContract(ann(), id);
    expect(await statusOf(id)).toBe("sent");
  });

  test("changes asked for are worked in and asked about again", async () => {
    const { id } = await desk.inReview();
    await desk.verdict(id, false, "Cap the liability");
    expect((await desk.found(id)).contract).toMatchObject({
      status: "changes_asked",
      reviewComment: "Cap the liability",
    });
    expect(await refused(sendContract(ann(), id))).toContain("so it can't be sent");
    await editContract(ann(), id, { ...ENTERPRISE, customTerms: "Liability: one year's fees" });
    await requestReview(ann(), id, "The cap is in");
    expect(await statusOf(id)).toBe("in_review");
    expect((await desk.approval(id)).facts.join()).toContain("Liability: one year's fees");
  });

  test("a change of what is being read withdraws the request and says so", async () => {
    const { id, dealId } = await desk.inReview();
    const { id: request } = await desk.approval(id);
    const { result } = await editContract(desk.act("mia"), id, { ...ENTERPRISE, termMonths: 24 });
    expect(result.endedReview).toBe(true);
    expect(await desk.approval(id)).toMatchObject({ id: request, state: "withdrawn" });
    expect((await desk.approval(id)).comment).toContain("says something else now");
    expect((await desk.found(id)).contract).toMatchObject({ status: "draft", termMonths: 24 });
    expect((await desk.told(dealId)).map(({ what }) => what)).toContain(
      `changed the term of \`contract_${id}\`; the legal review of what it said before is withdrawn`,
    );
    await requestReview(ann(), id, "Now for two years");
    expect((await desk.approval(id)).id).not.toBe(request);
  });

  test("a decision and an edit at once: never is a paper approved that legal did not read", async () => {
    for (let round = 0; round < 4; round++) {
      const { id } = await desk.inReview();
      const [verdict, edit] = await Promise.allSettled([
        desk.verdict(id, true, "Fine"),
        editContract(ann(), id, { ...ENTERPRISE, termMonths: 36 }),
      ]);
      expect(edit.status).toBe("fulfilled");
      const { contract } = await desk.found(id);
      expect(contract).toMatchObject({ termMonths: 36, status: "draft", reviewedAt: null });
      if (verdict.status === "rejected") expect((await desk.approval(id)).state).toBe("withdrawn");
    }
  });

  test("the standard paper goes without, and any other does not", async () => {
    const standard = await desk.made();
    await sendContract(ann(), standard.id);
    const custom = await desk.made({ terms: { ...STANDARD, payment: "net_60" } });
    expect(await refused(sendContract(ann(), custom.id))).toBe(
      `rule_broken: contract_${custom.id} needs a legal review before it is sent: payment is net 60. ` +
        `\`/contract review contract_${custom.id}\` asks for it.`,
    );
  });
});

describe("sending and signing", () => {
  test("sharing the paper and the reminder are planned with it", async () => {
    const { id } = await desk.sent();
    expect(await desk.jobs("contracts.share-paper", id)).toHaveLength(1);
    const [reminder] = await desk.jobs("contracts.signature-awaited", id);
    expect(reminder?.at.toISOString()).toBe("2026-11-25T14:00:00.000Z");
  });

  test("asks everybody in finance to set up billing, once, whoever presses when", async () => {
    const { id } = await desk.sent();
    const both = await Promise.allSettled(
      (["ann", "mia"] as const).map((who) => signContract(desk.act(who), id, SIGNATURE)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await desk.found(id)).contract).toMatchObject({
      status: "signed",
      signedOn: "2026-11-18",
      signedByCustomer: "Jane Doe, CFO",
      signedByUs: "Mia Manager",
      signedFileUrl: SIGNATURE.fileUrl,
    });
    expect(await desk.billing(id)).toEqual([
      { status: "open", first_invoice_on: "2027-01-01", done_by: null },
    ]);
    expect(await desk.messages("contracts.billing", id)).toEqual([
      { recipient: slackIdOf("eli"), key: `contract:${id}:billing:${slackIdOf("eli")}` },
    ]);
  });

  test("a signed contract stays as it is", async () => {
    const { id } = await desk.sent();
    await signContract(ann(), id, SIGNATURE);
    for (const work of [
      () => editContract(ann(), id, ENTERPRISE),
      () => addContractPoint(ann(), id, POINT),
      () => endContract(ann(), id, "Changed our mind"),
      () => requestReview(ann(), id, "Late"),
    ])
      expect(await refused(work())).toContain("is signed");
  });

  test("billing is set up once, by finance or an admin, and the owner is told", async () => {
    const { id, dealId } = await desk.sent();
    expect(await refused(finishBilling(desk.finance(), id))).toContain("is not signed");
    await signContract(ann(), id, SIGNATURE);
    expect(await refused(finishBilling(ann(), id))).toContain(
      "forbidden: You may not set up billing. That is for finance or admins.",
    );
    const both = await Promise.allSettled(
      [desk.finance(), desk.act("adam")].map((act) => finishBilling(act, id)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await desk.billing(id)).toMatchObject([{ status: "done" }]);
    expect((await desk.told(dealId)).map(({ what }) => what)).toContain(
      `set up billing for the contract \`contract_${id}\``,
    );
    expect(await refused(finishBilling(desk.finance(), id))).toMatch(
      /^conflict: (Eli Seller|Adam Admin) set up billing for contract_\d+ just now\./,
    );
  });

  test("the owner is reminded of what lies with the customer, not of what was changed, signed or sent again", async () => {
    const remind = async (id: number) => {
      for (const { data } of await desk.jobs("contracts.signature-awaited", id))
        await signatureJob.perform(desk.deps, data, {
          number: 1,
          isLast: false,
          signal: AbortSignal.timeout(5000),
        });
      return (await desk.messages("contracts.signature-awaited", id)).map((one) => one.recipient);
    };
    const waiting = await desk.sent();
    expect(await remind(waiting.id)).toEqual([slackIdOf("ann")]);
    expect(await remind(waiting.id), "done twice, it is told once").toEqual([slackIdOf("ann")]);
    const signed = await desk.sent();
    await signContract(ann(), signed.id, SIGNATURE);
    expect(await remind(signed.id)).toEqual([]);
    const again = await desk.sent();
    await editContract(ann(), again.id, { ...STANDARD, termMonths: 13 });
    desk.clock.forward(60_000);
    await sendContract(ann(), again.id);
    expect(await remind(again.id), "for the second time it was sent").toHaveLength(1);
  });
});

describe("what a stage brings along", () => {
  test("the negotiation prepares a contract once, with the deal's amount and term", async () => {
    const deal = await desk.dealIn("proposal");
    const { outcomes } = await moveDealTo(ann(), deal.id, { to: "negotiation" });
    const said = outcomes.map(({ text }) => text.text).join(" ");
    expect(said).toMatch(/^Contract `contract_\d+` prepared: Standard SLA, net 30\.$/);
    const id = Number(/contract_(\d+)/.exec(said)?.[1]);
    expect((await desk.found(id)).contract).toMatchObject({
      dealId: deal.id,
      isPrepared: true,
      value: { minor: 1_000_000, currency: "EUR" },
      startsOn: "2027-04-01",
      termMonths: 12,
    });
    expect(await desk.audit(id)).toMatchObject([{ action: "contract.prepared" }]);
    await moveDealTo(ann(), deal.id, { to: "proposal" });
    const again = await moveDealTo(ann(), deal.id, { to: "negotiation" });
    expect(again.outcomes).toEqual([]);
    await endContract(ann(), id, "Theirs");
    await moveDealTo(ann(), deal.id, { to: "proposal" });
    expect((await moveDealTo(ann(), deal.id, { to: "negotiation" })).outcomes).toEqual([]);
  });

  test("a workspace can do without", async () => {
    const settings = settingsSchema.parse({
      stageActions: { autoContract: false },
      extraGates: {},
    });
    const deal = await desk.dealIn("proposal");
    const { outcomes } = await moveDealTo({ ...ann(), settings }, deal.id, { to: "negotiation" });
    expect(outcomes).toEqual([]);
  });

  test("a deal that is lost ends its contract, and the review of it", async () => {
    const { id, dealId } = await desk.inReview();
    await moveDealTo(ann(), dealId, { to: "closed_lost" }, { lostReason: "price" });
    expect((await desk.found(id)).contract).toMatchObject({
      status: "ended",
      endReason: "The deal was lost",
    });
    expect((await desk.approval(id)).state).toBe("withdrawn");
  });

  test("a contract below its quote is neither sent nor read nor signed: quotes are where discounts are judged", async () => {
    const { id, dealId } = await desk.made();
    await desk.quote(dealId, 911, "sent", 8_000_001);
    for (const refusal of [sendContract(ann(), id), requestReview(ann(), id, "Please")])
      expect(await refused(refusal)).toContain(
        `contract_${id} says 80,000.00 EUR, and quote_911 says 80,000.01 EUR: a contract is not below its quote.`,
      );
    await desk.quote(dealId, 912, "accepted", 8_000_000);
    await sendContract(ann(), id);

    const other = await desk.made();
    await desk.quote(other.dealId, 913, "sent", 8_000_000);
    await desk.quote(other.dealId, 914, "sent", 9_000_000);
    await sendContract(ann(), other.id);
    await desk.quote(other.dealId, 915, "accepted", 8_500_000);
    expect(await refused(signContract(ann(), other.id, SIGNATURE))).toContain("quote_915 says");
  });

  test("a loss that is taken back brings it back, with what was sent still sent", async () => {
    const lose = async ({ id, dealId }: { id: number; dealId: number }) => {
      const to = { to: "closed_lost" } as const;
      const { deal } = await moveDealTo(ann(), dealId, to, { lostReason: "price" });
      const { outcomes } = await undo(ann(), dealId, deal.version);
      expect(outcomes.map(({ text }) => text.text)).toEqual([
        `Contract \`contract_${id}\` is open again.`,
      ]);
      return (await desk.found(id)).contract;
    };
    expect(await lose(await desk.sent())).toMatchObject({ status: "sent", endReason: null });
    expect(await lose(await desk.inReview())).toMatchObject({ status: "draft", endedAt: null });
  });

  test("a signed contract outlives its deal", async () => {
    const { id, dealId } = await desk.sent();
    await signContract(ann(), id, SIGNATURE);
    await moveDealTo(ann(), dealId, { to: "closed_lost" }, { lostReason: "price" });
    expect(await statusOf(id)).toBe("signed");
  });
});
