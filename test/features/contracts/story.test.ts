import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signatureAwaited } from "../../../src/features/contracts/job-kinds.ts";
import { signatureJob } from "../../../src/features/contracts/jobs.ts";
import { loadContracts } from "../../../src/sandbox/demo-contracts.ts";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { tellNobody } from "../../../src/sandbox/demo-silence.ts";
import type { Seen } from "../../../src/sandbox/driver/seen.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { asSuperuser } from "../../support/database.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  // Part of it happens on a weekend.
  for (const handle of ["bea", "lea", "fin"])
    await bot.sandbox.as(handle).command("/notify days every day");
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  // Slack would have refused none of what the bot said in all these tests.
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);
const inbox = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => !message.isEphemeral);
async function told(handle: string, words: string) {
  const find = () => inbox(handle).find((message) => message.words.includes(words));
  await bot.sandbox.until(() => find() !== undefined, `${handle} to be told “${words}”`);
  const found = find();
  if (!found) throw new Error(words);
  return found;
}
const hears = (words: string) => ({ until: (seen: Seen) => seen.text.includes(words) });
const aForm = { until: (seen: Seen) => seen.kind === "modal" };

async function newDeal(handle: string, line: string): Promise<string> {
  const seen = await as(handle).command(`/deal new ${line}`);
  const id = /opp_\d+/.exec(seen.text)?.[0];
  if (!id) throw new Error(seen.text);
  return id;
}

const idIn = (seen: Seen): string => {
  const id = /contract_\d+/.exec(seen.text)?.[0];
  if (!id) throw new Error(seen.text);
  return id;
};

/** The reminder that is planned for then comes now: a week with all that happens in it would take the test ten seconds. */
async function aWeekLater(id: string): Promise<void> {
  const number = Number(id.replace("contract_", ""));
  const [job] = await asSuperuser(
    bot.url,
    (sql) => sql<{ data: unknown }[]>`select data from pgboss.job
      where name = ${signatureAwaited.name} and (data->>'contractId')::int = ${number}`,
  );
  const attempt = { number: 1, isLast: false, signal: AbortSignal.timeout(5000) };
  await signatureJob.perform(bot.app.deps, job?.data, attempt);
}

/** The words of the newest PDF somebody got, page by page in one. */
async function paperIn(handle: string): Promise<string> {
  const find = () =>
    inbox(handle)
      .flatMap((message) => message.files)
      .filter((file) => file.name.endsWith(".pdf"))
      .at(-1);
  await bot.sandbox.until(() => find() !== undefined, `${handle} to get a PDF`);
  const { slack } = bot.app;
  const { file } = await slack.files.info({ file: find()?.id ?? "" });
  const bytes = await fetch(file?.url_private_download ?? "", {
    headers: { authorization: `Bearer ${slack.token}` },
  });
  const document = await getDocumentProxy(new Uint8Array(await bytes.arrayBuffer()));
  return (await extractText(document, { mergePages: true })).text.replaceAll(/\s+/g, " ");
}

describe("a contract, from the form to the invoice", () => {
  let deal: string;
  let id: string;

  test("is made in a form that knows the deal's amount and says whether legal has to read it", async () => {
    deal = await newDeal("bea", '"Zenith Cargo" Fleet portal 80k');
    const form = await as("bea").command(`/contract new ${deal}`);
    expect(form.modal?.title).toBe("New contract");
    expect(form.modal?.submit).toBe("Make contract");
    expect(form.text).toContain("For Zenith Cargo · Fleet portal.");
    expect(form.text).toContain("The standard paper: it can be sent without a review");
    expect(JSON.stringify(form.modal?.blocks)).toContain('"initial_value":"80,000 EUR"');
    expect(form.modal?.blocks.filter((block) => block.type === "input")).toHaveLength(8);

    const live = await as("bea").choose(form, "template", "Enterprise SLA");
    expect(live.text).toContain("Legal reads it before it is sent: it is an Enterprise SLA.");
    expect(JSON.stringify(live.modal?.blocks), "the template brings its terms").toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"99.9 %"',
    );
    const made = await as("bea").submit(live, {
      starts: "2027-01-01",
      custom: "Data stays in the EU",
    });
    id = idIn(made);
    expect(made.text).toContain("Made a contract on Zenith Cargo · Fleet portal.");
    expect(made.text).toContain("Draft · Enterprise SLA · 80,000.00 EUR");
    expect(made.text).toContain("Net 30 · enterprise support · 99.9 % availability");
    expect(made.text).toContain("Runs from 1 Jan 2027 for 12 months, to 31 Dec 2027");
    expect(made.text).toContain("it is an Enterprise SLA and it has terms of its own");

    const second = await as("bea").command(`/contract new ${deal}`);
    expect(second.text).toContain(`This deal has ${id} already, draft`);
    const refused = await as("bea").submit(second);
    expect(refused.text).toContain("This deal has a contract already");
    const kept = await as("bea").press(refused, "Edit and try again", aForm);
    expect(kept.text).toContain("Make contract");
    await as("bea").close(kept);
  });

  test("carries what is negotiated; what is ours alone never leaves", async () => {
    for (const [kind, text] of [
      ["Must-have", "Hosting in Frankfurt"],
      ["Trade-off", "5 % less for a second year"],
      ["Walk-away point", "Never below 70,000"],
    ] as const) {
      const form = await as("bea").command(`/contract point ${id}`);
      expect(form.text).toContain("walk-away points stay with us");
      const card = await as("bea").submit(form, { kind, text });
      expect(card.text).toContain(`${kind}: ${text}`);
    }
    const card = await as("bea").command(`/contract ${id}`);
    const point = await as("bea").choose(card, "Settle a point", "Hosting in Frankfurt", aForm);
    const settled = await as("bea").submit(point, {
      state: "Agreed",
      outcome: "Data is kept in Frankfurt only",
    });
    expect(settled.text).toContain("Agreed: “Hosting in Frankfurt”.");
    expect(settled.text).toContain("2 open, 1 point settled");

    const shared = await as("bea").command(`/contract pdf ${id}`, hears("Shared the"));
    expect(shared.text).toContain("Shared the term sheet");
    const paper = await paperIn("bea");
    for (const words of [
      "Northwind Sales",
      "Term sheet",
      "Zenith Cargo · Fleet portal",
      "Draft, not for signature",
      "80,000.00 EUR for the whole term, without tax",
      "Net 30: 30 days after the date of each invoice",
      "12 months, 1 Jan 2027 to 31 Dec 2027",
      "99.9 % in each month",
      "Data stays in the EU",
      "Hosting in Frankfurt: Data is kept in Frankfurt only",
      "For Zenith Cargo",
      "Page 1 of 1",
    ])
      expect(paper).toContain(words);
    expect(paper).not.toContain("70,000");
    expect(paper).not.toContain("second year");
  });

  test("is read by legal, who ask for changes and approve what was changed", async () => {
    const early = await as("bea").command(`/contract send ${id}`);
    expect(early.text).toContain("needs a legal review before it is sent");
    const form = await as("bea").command(`/contract review ${id}`);
    expect(form.text).toContain("Legal reads it because it is an Enterprise SLA");
    const asked = await as("bea").submit(form, { reason: "They want EU hosting" });
    expect(asked.text).toContain("In legal review");
    const card = await told("lea", "asks for a legal review");
    expect(card.words).toContain("Agreed: Hosting in Frankfurt: Data is kept in Frankfurt only");
    expect(card.words).not.toContain("70,000");

    // Whoever reads contracts sees them, without being in sales.
    const seen = await as("lea").command(`/contract show ${id}`);
    expect(seen.text).toContain("In legal review · Enterprise SLA");
    expect((await as("lea").command("/contract list review")).text).toContain("Zenith Cargo");
    const changes = await as("lea").press(card, "Ask for changes…", aForm);
    await as("lea").submit(changes, { comment: "Name the exit fee" });
    await told("bea", "Name the exit fee");
    expect((await as("bea").command(`/contract ${id}`)).text).toContain(
      "Changes asked for by Lea Legal",
    );

    const edit = await as("bea").command(`/contract edit ${id}`);
    expect(edit.text).toContain("Data stays in the EU");
    const edited = await as("bea").submit(edit, { custom: "Data stays in the EU. Exit fee: none" });
    expect(edited.text).toContain("Changed the own terms of the contract");
    const again = await as("bea").press(edited, "Request legal review", aForm);
    await as("bea").submit(again, { reason: "The exit fee is in" });
    const second = await told("lea", "Exit fee: none");
    await as("lea").press(second, "Approve");
    await bot.sandbox.until(
      async () => (await as("bea").command(`/contract ${id}`)).text.includes("Approved by Lea"),
      "legal's answer to stand on the card",
    );
  });

  test("is withdrawn from legal by a change, and the form says so before", async () => {
    const other = await newDeal("bea", '"Orbit Foods" Kitchen portal 20k');
    const form = await as("bea").command(`/contract new ${other}`);
    const made = await as("bea").submit(form, { payment: "Net 60", starts: "2027-02-01" });
    const review = await as("bea").press(made, "Request legal review", aForm);
    await as("bea").submit(review, { reason: "They pay late" });
    const card = await told("lea", "They pay late");
    const edit = await as("bea").command(`/contract edit ${idIn(made)}`);
    expect(edit.text).toContain("a change withdraws the review");
    const done = await as("bea").submit(edit, { months: "24" });
    expect(done.text).toContain("The legal review is withdrawn: ask for it again.");
    const late = await as("lea").press(card, "Approve");
    expect(late.text).toMatch(/withdr/i);
    expect((await as("bea").command(`/contract ${idIn(made)}`)).text).toContain("Draft");
  });

  test("is sent, and its owner is reminded when nobody signs", async () => {
    const card = await as("bea").command(`/contract ${id}`);
    const sent = await as("bea").press(card, "Send");
    expect(sent.text).toContain("Sent the contract on Zenith Cargo · Fleet portal.");
    await bot.sandbox.until(
      async () => (await paperIn("bea")).includes("For signature"),
      "the paper for the customer",
    );
    await aWeekLater(id);
    const reminder = await told("bea", "nobody has recorded a signature");
    expect(reminder.words).toContain("Zenith Cargo · Fleet portal was sent");
    const form = await as("bea").press(reminder, "Record signature", aForm);
    const lacking = await as("bea").submit(form, { customer: "Jane Doe, CFO" });
    expect(lacking.text).toContain("Where the signed paper is, is missing.");
    const again = await as("bea").press(lacking, "Edit and try again", aForm);
    const early = await as("bea").submit(again, {
      signed: "2026-12-15",
      link: "https://sign.example/envelopes/42",
    });
    expect(early.text).toContain("A signature can't be of a day to come.");
  });

  test("is signed with the paper itself; finance sets up billing, once, and the owner hears of it", async () => {
    const form = await as("bea").command(`/contract sign ${id}`);
    const signed = await as("bea").submit(form, {
      signed: "2026-11-17",
      customer: "Jane Doe, CFO",
      us: "Dan Manager",
      file: { file: { name: "signed.pdf", content: "%PDF-1.3" } },
    });
    expect(signed.text).toContain("Signed yesterday by Jane Doe, CFO and Dan Manager");
    expect(signed.text).toContain("signed paper");
    expect(signed.text).toContain("billing waits for finance");
    const task = await told("fin", "Please set up billing");
    expect(task.words).toContain("80,000.00 EUR · Net 30 · first invoice Fri 1 Jan");
    const forbidden = await as("bea").command("/contract billing");
    expect(forbidden.text).toContain("That is for finance or admins.");
    expect((await as("fin").command("/contract billing")).text).toContain(
      "1 signed contract waits for billing, 80k EUR.",
    );
    const done = await as("fin").press(task, "Done");
    expect(done.text).toContain("Billing for Zenith Cargo · Fleet portal is set up.");
    await told("fin", "was set up by Fin Finance");
    await told("bea", "set up billing");
    const again = await as("fin").command("/contract billing");
    expect(again.text).toContain("Nothing waits for billing.");
    const history = await as("bea").command(`/contract history ${id}`);
    for (const words of ["made it", "asked legal to review it", "approved it for legal", "sent it"])
      expect(history.text).toContain(words);
  });
});

describe("ways in", () => {
  test("the list teaches where there is nothing, and totals what there is", async () => {
    expect((await as("tom").command("/contract list")).text).toContain("/contract new acme");
    const all = await as("bea").command("/contract list all");
    expect(all.text).toMatch(/\d+ contracts/);
    expect((await as("bea").command("/contract list nonsense")).text).toContain("The choices:");
  });

  test("an id that is none, a deal without one and people without a business here are told what to do", async () => {
    expect((await as("bea").command("/contract show contract_999")).text).toContain(
      "There is no contract contract_999.",
    );
    const deal = await newDeal("bea", '"Quiet Ltd" Nothing yet 5k');
    expect((await as("bea").command(`/contract show ${deal}`)).text).toContain(
      `Make one with \`/contract new ${deal}\``.replaceAll("`", ""),
    );
    const seen = await as("vic").command("/contract show contract_1");
    expect(seen.text).toContain("You may not see this deal.");
    expect((await as("tom").command(`/contract new ${deal}`)).text).toContain("You may not write");
  });
});

test("the demo has a contract that legal reads and a signed one to bill", async () => {
  const { deps } = bot.app;
  const admin = {
    workspaceId: bot.workspaceId,
    personId: 0,
    slackUserId: "",
    name: "Demo",
    timeZone: "UTC",
    roles: ["admin" as const],
    teamId: null,
  };
  await loadContracts({ deps, past: tellNobody(deps).deps, admin }, () => "Bea Seller");
  const card = await told("lea", "Globex · Analytics suite");
  expect(card.words).toContain("Hosting in Frankfurt, with the backup in Dublin");
  expect(card.words).not.toContain("100,000");
  const billing = await as("fin").command("/contract billing");
  expect(billing.text).toContain("Initech · Workflow automation");
  const signed = await as("bea").command("/contract show initech");
  expect(signed.text).toContain("by Bill Lumbergh and Bea Seller");
});
