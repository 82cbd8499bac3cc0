import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { asSuperuser } from "../../support/database.ts";
import { dealRows } from "../../support/deal-rows.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  // Slack would have refused none of what the bot said in all these tests.
  expect(violations).toEqual([]);
});
const as = (handle: string) => bot.sandbox.as(handle);

/** Creates a deal in one line and answers its number. */
async function newDeal(handle: string, line: string): Promise<number> {
  const seen = await as(handle).command(`/deal new ${line}`);
  const id = /opp_(\d+)/.exec(seen.text)?.[1];
  expect(id, seen.text).toBeDefined();
  return Number(id);
}

/** The card of a deal that hangs in a channel for all. */
const cardIn = (handle: string, channel: string, name: string) =>
  as(handle)
    .messages(channel)
    .find((message) => !message.isEphemeral && message.words.includes(name));

/** Waits for words that only one person sees, when something public comes first. */
const told = (handle: string, channel: string, words: string) =>
  bot.sandbox.until(
    () =>
      as(handle)
        .messages(channel)
        .some((message) => message.words.includes(words)),
    `${handle} to read “${words}”`,
  );

describe("/deal new", () => {
  test("creates a deal from one line, with the account, amount and close date as people write them", async () => {
    const seen = await as("bea").command(
      '/deal new Pied Piper "Compression" 1.2m close 2027-03-31',
    );
    // "Pied" is the account here: names of two words need quotes, and the answer shows what was read.
    expect(seen.text).toContain("Created Pied ·");
    const quoted = await as("bea").command(
      '/deal new "Pied Piper" Compression 1.2m close 2027-03-31',
    );
    expect(quoted.text).toContain("Created Pied Piper · Compression in Lead");
    const card = await as("bea").command('/deal show "pied piper"');
    expect(card.text).toContain("Lead · 10% · 1,200,000 EUR · closes Wed 31 Mar (in 4 months)");
    expect(card.text).toContain("Bea Seller");
  });

  test("opens a form when something is left out, and shows the deal that was created", async () => {
    const form = await as("eli").command("/deal new Vandelay");
    expect(form.modal?.title).toBe("New deal");
    const seen = await as("eli").submit(form, {
      title: "Import platform",
      amount: "€50.000",
      contact: "Art Vandelay",
    });
    expect(seen.text).toContain("Created Vandelay · Import platform in Lead");
    const card = await as("eli").command("/deal show vandelay");
    expect(card.text).toContain("50,000 EUR");
    expect(card.text).toContain("contact Art Vandelay");
  });

  test("shows what is wrong under its field and keeps the form open", async () => {
    const form = await as("eli").shortcut("deals.new");
    const refused = await as("eli").submit(form, {
      account: "Vandelay",
      title: "Exports",
      amount: "a lot",
    });
    expect(refused.kind).toBe("errors");
    expect(refused.errors?.amount).toMatch(/a lot/);
  });

  test("keeps what was typed when saving fails, and offers it again", async () => {
    const form = await as("eli").command("/deal new");
    const failed = await as("eli").submit(form, { account: "Vandelay", title: "Import platform" });
    expect(failed.text).toContain("has an open deal “Import platform” already");
    expect(failed.text).toContain("What you typed is kept.");
    const again = await as("eli").press(failed, "Edit and try again");
    const seen = await as("eli").submit(again, { title: "Import platform II" });
    expect(seen.text).toContain("Created Vandelay · Import platform II");
  });
});

describe("/deal show and the card", () => {
  test("a name that fits several deals asks which, and goes on with the choice", async () => {
    const which = await as("ada").command("/deal show acme");
    expect(which.text).toContain("“acme” fits 2 deals. Which one?");
    const card = await as("ada").press(which, "Acme · Platform rollout (Proposal)");
    expect(card.text).toContain("Acme · Platform rollout  opp_1");
    expect(card.text).toContain("next: Send the revised quote");
  });

  test("an id alone is enough", async () => {
    expect((await as("ada").command("/deal opp_2")).text).toContain("Globex · Analytics suite");
  });

  test("offers to move only to those who may, and to all who see it its history", async () => {
    const owner = await as("bea").command("/deal show globex");
    expect(owner.text).toContain("Next step");
    const colleague = await as("eli").command("/deal show globex");
    expect(colleague.text).not.toContain("Next step]");
    expect(colleague.text).toContain("History");
  });

  test("is edited in place: next step, note and move stay one message", async () => {
    const id = await newDeal("bea", '"Dunder Mifflin" Paperless 20k');
    const card = await as("bea").command(`/deal show opp_${id}`);
    const before = as("bea").inbox().length;
    const form = await as("bea").press(card, "Next step");
    const after = await as("bea").submit(form, { text: "Call Michael", date: "2026-11-20" });
    expect(after.message?.ts).toBe(card.message?.ts);
    expect(after.text).toContain("next: Call Michael, Fri 20 Nov (in 2 days)");
    const note = await as("bea").press(after, "Write a note");
    const noted = await as("bea").submit(note, { text: "He likes paper" });
    expect(noted.message?.ts).toBe(card.message?.ts);
    expect(as("bea").inbox()).toHaveLength(before);
  });

  test("moving from the card asks in a form for exactly what is missing", async () => {
    const id = await newDeal("bea", "Prestige Worldwide 15k");
    const card = await as("bea").command(`/deal show opp_${id}`);
    const form = await as("bea").choose(card, "Move", "Qualified");
    expect(form.modal?.title).toBe("Before it moves");
    expect(form.text).toContain("Contact");
    expect(form.text).not.toContain("Amount");
    const moved = await as("bea").submit(form, { contact: "Brennan Huff" });
    expect(moved.message?.ts).toBe(card.message?.ts);
    expect(moved.text).toContain("Moved Prestige · Worldwide from Lead to Qualified, 30%.");
  });

  test("shared in a channel it is the same for all and follows the deal", async () => {
    const shared = await as("ada").command("/deal show opp_1", { channel: "sales-emea" });
    await as("ada").press(shared, "Share here");
    const find = () => cardIn("dan", "sales-emea", "Acme · Platform rollout");
    expect(find()?.isEphemeral).toBe(false);
    await as("ada").command("/deal next opp_1 Fly to Jane");
    await bot.sandbox.until(
      () => find()?.words.includes("next: Fly to Jane") ?? false,
      "the card in the channel to follow the deal",
    );
  });
});

describe("/deal move", () => {
  test("moves, records, and tells the owner but not the mover, with one transaction", async () => {
    const id = await newDeal("bea", '"Los Pollos" Franchise 40k');
    await as("bea")
      .command(`/deal edit opp_${id}`)
      .then((form) => as("bea").submit(form, { contact: "Gus Fring" }));
    const inbox = as("bea").inbox().length;
    const seen = await as("dan").command(`/deal move opp_${id} qualified`);
    expect(seen.text).toContain("Moved Los Pollos · Franchise from Lead to Qualified, 30%.");
    const rows = await dealRows(bot.url, id);
    expect(rows.deal).toMatchObject({ stage: "qualified", probability: 30, status: "open" });
    expect(rows.history.map((row) => `${row.kind}:${row.to_stage}`)).toEqual([
      "created:lead",
      "moved:qualified",
    ]);
    expect(rows.audit.at(-1)).toMatchObject({ action: "deal.moved" });
    expect(rows.audit.at(-1)?.request_id).not.toBeNull();
    await bot.sandbox.until(() => as("bea").inbox().length > inbox, "the DM to the owner");
    expect(as("bea").inbox().at(-1)?.words).toContain(
      "Dan Manager moved it from Lead to Qualified",
    );
    expect(
      as("dan")
        .inbox()
        .filter((message) => !message.isEphemeral),
    ).toEqual([]);
  });

  test("the same envelope delivered twice changes one thing and answers once", async () => {
    const id = await newDeal("ada", "Redelivery Test 10k");
    await as("ada").command(`/deal note opp_${id} first`);
    const answers = as("ada").inbox().length;
    await bot.sandbox.redeliverLast();
    await bot.sandbox.redeliverLast();
    // A later answer shows that the redelivered ones have been handled.
    await as("ada").command(`/deal show opp_${id}`);
    const { audit, deal } = await dealRows(bot.url, id);
    expect(audit.map((row) => row.action)).toEqual(["deal.created", "deal.noted"]);
    expect(deal?.version).toBe(2);
    expect(as("ada").inbox()).toHaveLength(answers + 1);
  });

  test("a gate says what is missing; filling it in moves the deal", async () => {
    const id = await newDeal("eli", "Gates Foundation 30k");
    const refused = await as("eli").command(`/deal move opp_${id} proposal`);
    expect(refused.text).toContain(
      "Proposal needs a contact, a close date and at least one requirement first for Gates · Foundation.",
    );
    expect(refused.text).not.toContain("Skip with a reason");
    const form = await as("eli").press(refused, "Fill them in");
    const moved = await as("eli").submit(form, {
      contact: "Melinda",
      closeDate: "2027-01-15",
      requirement: "Works offline",
    });
    expect(moved.text).toContain("Moved Gates · Foundation from Lead to Proposal, 50%.");
    expect((await dealRows(bot.url, id)).history.map((row) => row.to_stage)).toEqual([
      "lead",
      "proposal",
    ]);
  });

  test("a manager may skip a gate with a reason, which the history keeps; an owner may not", async () => {
    const id = await newDeal("eli", "Skip Me 30k");
    const owner = await as("eli").command(`/deal move opp_${id} demo because I say so`);
    expect(owner.text).toContain("You may not skip a stage gate");
    const refused = await as("mia").command(`/deal move opp_${id} demo`);
    const form = await as("mia").press(refused, "Skip with a reason");
    const moved = await as("mia").submit(form, { reason: "The board decides on Monday" });
    expect(moved.text).toContain("Gate skipped: “The board decides on Monday”.");
    const history = await as("mia").command(`/deal history opp_${id}`);
    expect(history.text).toContain("Lead → Demo (The board decides on Monday)");
  });

  test("back, to the same stage, and from a closed one: each has its own answer", async () => {
    const id = await newDeal("ada", "Answers Inc 30k");
    await as("ada").command(`/deal move opp_${id} demo because testing`);
    expect((await as("ada").command(`/deal move opp_${id} demo`)).text).toContain(
      "is in Demo already",
    );
    expect((await as("ada").command(`/deal move opp_${id} discovery`)).text).toContain(
      "from Demo to Discovery, 35%",
    );
    const lost = await as("ada").command(`/deal lost opp_${id} price to Globex`);
    expect(lost.text).toContain("Closed Answers · Inc as lost.");
    expect((await as("ada").command(`/deal move opp_${id} demo`)).text).toContain(
      "is closed (lost)",
    );
    const reopened = await as("ada").command(
      `/deal reopen opp_${id} proposal because they called back`,
    );
    expect(reopened.text).toContain("Reopened Answers · Inc in Proposal.");
    expect((await dealRows(bot.url, id)).deal).toMatchObject({ status: "open", probability: 50 });
  });

  test("can be undone for five minutes, as long as nothing else happened", async () => {
    const id = await newDeal("ada", "Undo Corp 30k");
    const moved = await as("ada").command(`/deal move opp_${id} demo because testing`);
    const undone = await as("ada").press(moved, "Undo");
    expect(undone.text).toContain("is in Lead again");
    const later = await as("ada").command(`/deal move opp_${id} demo because testing`);
    await as("ada").command(`/deal note opp_${id} changed meanwhile`);
    expect((await as("ada").press(later, "Undo")).text).toContain("changed again since that move");
    await as("ada").command(`/deal move opp_${id} lead`);
    const again = await as("ada").command(`/deal move opp_${id} demo because testing`);
    bot.clock.forward(6 * 60_000);
    expect((await as("ada").press(again, "Undo")).text).toContain("for 5 minutes");
  });

  test("a button somebody may not press is refused on the server, with who may", async () => {
    const refused = await as("dan").command("/deal move opp_10 proposal");
    const form = await as("eli")
      .press(refused, "Fill it in")
      .catch((error: Error) => error);
    // Eli does not even see Dan's answer; a shared card is how he could press such a button.
    expect(form).toBeInstanceOf(Error);
    const card = await as("eli").command("/deal show opp_1", { channel: "wins" });
    await as("eli").press(card, "Share here", { until: (seen) => seen.text.includes("Shared in") });
    const shared = cardIn("eli", "wins", "Acme · Platform rollout");
    if (!shared) throw new Error("the card is not in #wins");
    const answer = await as("eli").choose(shared, "Move", "Negotiation");
    expect(answer.text).toContain("You may not change this deal.");
    expect(answer.text).toContain("the deal's owner, the owner's managers or admins");
    expect((await dealRows(bot.url, 1)).deal?.stage).toBe("proposal");
  });
});

describe("/deal list", () => {
  test("says what the deals add up to and who has to act, above the table", async () => {
    const seen = await as("bea").command("/deal list");
    expect(seen.text).toMatch(/^\d+ deals, .* EUR open, .* EUR weighted/);
    expect(seen.text).toContain("Globex · Analytics suite | Negotiation | 120,000 EUR");
    expect(seen.text).not.toContain("Hooli");
  });

  test("narrows by stage, owner, closing and risk, in any order", async () => {
    const risky = await as("dan").command("/deal list all at risk owner @eli");
    expect(risky.text).toContain("Hooli · Data residency");
    expect(risky.text).not.toContain("Globex");
    const stage = await as("dan").command("/deal list stage negotiation all");
    expect(stage.text).toContain("Globex");
    expect(stage.text).not.toContain("Hooli");
    const closing = await as("dan").command("/deal list all closing this month");
    expect(closing.text).toContain("Globex");
    expect(closing.text).not.toContain("Stark");
  });

  test("a manager's list is the team's, with everyone below", async () => {
    const seen = await as("mia").command("/deal list");
    expect(seen.text).toContain("Hooli");
    expect(seen.text).not.toContain("Globex");
  });

  test("somebody without a part in sales sees the totals only", async () => {
    const seen = await as("vic").command("/deal list all");
    expect(seen.text).toMatch(/open deals?, .* in the pipeline/);
    expect(seen.text).not.toContain("Globex");
    expect((await as("vic").command("/deal show opp_2")).text).toContain(
      "You may not see this deal.",
    );
    // A name tells them nothing, not even that there is such a deal.
    expect((await as("vic").command("/deal show globex")).text).toContain("I know no deal");
  });
});

describe("the other verbs", () => {
  test("assign gives the deal away; both owners hear of it, the giver does not", async () => {
    const id = await newDeal("bea", "Handover Ltd 5k");
    const [bea, eli] = [as("bea").inbox().length, as("eli").inbox().length];
    const seen = await as("dan").command(`/deal assign opp_${id} @eli`);
    expect(seen.text).toContain("Eli Seller is now its owner");
    await bot.sandbox.until(
      () => as("bea").inbox().length > bea && as("eli").inbox().length > eli,
      "both owners to hear of it",
    );
    expect(as("eli").inbox().at(-1)?.words).toContain("gave it from Bea Seller to Eli Seller");
    const engineer = await as("ada").command(`/deal assign opp_${id} se @raj`);
    expect(engineer.text).toContain("Raj Engineer is now its sales engineer");
  });

  test("next, note, snooze, search and history say what they did", async () => {
    const id = await newDeal("ada", "Verbs GmbH 5k");
    expect((await as("ada").command(`/deal next opp_${id} call the CFO by friday`)).text).toContain(
      "Next on Verbs · GmbH: call the CFO, Fri 20 Nov (in 2 days).",
    );
    expect(
      (await as("ada").command(`/deal note opp_${id} wants a <!channel> discount`)).text,
    ).toContain("Noted on Verbs · GmbH.");
    expect((await as("ada").command(`/deal snooze opp_${id} in 2 weeks`)).text).toContain(
      "No reminders about Verbs · GmbH until Wed 2 Dec (in 2 weeks).",
    );
    expect((await as("ada").command("/deal search vrbs")).text).toContain("Verbs · GmbH");
    const history = await as("ada").command(`/deal history opp_${id}`);
    expect(history.text).toContain("wants a <!channel> discount");
    expect(history.text).toContain("Created");
  });

  test("edit shows what is known and changes what was changed", async () => {
    const id = await newDeal("ada", "Edits AG 5k");
    const form = await as("ada").command(`/deal edit opp_${id}`);
    const seen = await as("ada").submit(form, {
      amount: "7.5k",
      probability: "25",
      reason: "Verbal yes",
    });
    expect(seen.text).toContain("Saved Edits · AG.");
    const card = await as("ada").command(`/deal show opp_${id}`);
    expect(card.text).toContain("Lead · 25% · 7,500 EUR");
    expect(card.text).toContain("own estimate: Verbal yes");
  });

  test("edit takes amount and close date in one line, and blames what it can't read", async () => {
    const id = await newDeal("ada", "Oneline AG 5k");
    const edit = (words: string) => as("ada").command(`/deal edit opp_${id} ${words}`);
    expect((await edit("amount 80k close 2027-03-31")).text).toContain(
      "Saved Oneline · AG: 80,000 EUR, closes Wed 31 Mar",
    );
    expect((await edit("amount banana")).text).toContain(
      "I can't read that as an amount: “banana”.",
    );
    for (const title of ["thing", '"thing"', "one thing"]) {
      const yen = await as("ada").command(`/deal new "Tiny Co" ${title} 1.5 JPY`);
      expect(yen.text).toContain("I can't read that as an amount");
    }
    expect((await as("ada").command("/deal search %_")).text).toContain("Nothing found");
  });

  test("room opens one private channel with the deal's people, however often it is asked for", async () => {
    await as("bea").command("/deal room globex", { channel: "sales-emea" });
    await told("bea", "sales-emea", "Opened");
    await as("bea").command("/deal room globex", { channel: "sales-emea" });
    await told("bea", "sales-emea", "Its room is");
    const room = as("cat").messages("deal-globex-2");
    expect(room.some((message) => message.words.includes("Globex · Analytics suite"))).toBe(true);
  });

  test("in its room the deal may be left out, elsewhere it is asked for, and what was typed is what is blamed", async () => {
    const id = await newDeal("bea", "Roomy Chairs 9k");
    const opened = await as("bea").command(`/deal room opp_${id}`);
    expect(opened.text).toContain("Leave the deal out when you type there");
    const channel = `deal-roomy-${id}`;
    const here = (text: string) => as("bea").command(text, { channel });
    expect((await here("/deal show")).text).toContain("Roomy · Chairs");
    expect((await here("/deal move qualified")).text).toContain("Qualified needs a contact");
    expect((await here('/deal next "Send the samples" friday')).text).toContain("Send the samples");
    expect((await here("/deal move qualifid")).text).toMatch(/no stage “qualifid”.\nDid you mean/);
    expect((await here("/deal history")).text).toContain("Roomy · Chairs");
    expect((await here("/deal show globex")).text).toContain("Globex");
    const note = await here("/deal note Jane called back");
    expect(note.text).toMatch(/room of .*opp_\d+.*: put that before your words/);
    expect((await here(`/deal note opp_${id} Jane called back`)).text).toContain("Noted");
    for (const place of [{}, { channel: "sales-emea" }])
      expect((await as("bea").command("/deal show", place)).text).toContain("The deal is missing");
  });

  test("a won deal is announced in the wins channel, once; a lost one asks for its notes", async () => {
    expect((await as("bea").command("/deal wins here", { channel: "wins" })).text).toContain(
      "You may not change settings",
    );
    await as("ada").command("/deal wins here", { channel: "wins" });
    const id = await newDeal("ada", "Winner Trophy 9k");
    const won = await as("ada").command(`/deal won opp_${id} because the ink is dry`);
    expect(won.text).toContain("Won Winner · Trophy.");
    const wins = () =>
      as("vic")
        .messages("wins")
        .filter((m) => m.words.includes("won Winner · Trophy"));
    await bot.sandbox.until(() => wins().length > 0, "the win in #wins");
    expect(wins()[0]?.words).toContain("Ada Admin won Winner · Trophy: 9,000 EUR, after 0 days.");
    await as("ada").command(`/deal reopen opp_${id} demo because the ink was wet`);
    await as("ada").command(`/deal won opp_${id} because now it is dry`);
    const lost = await as("ada").command(`/deal lost opp_11 timing`);
    const form = await as("ada").press(lost, "Write loss notes");
    await as("ada").submit(form, { text: "They hire first" });
    expect(wins()).toHaveLength(1);
  });

  test("what a closed deal sets going can be switched off", async () => {
    const switchTo = async (to: "on" | "off") => {
      for (const name of ["announceWins", "askLossNotes"])
        await as("ada").command(`/deal settings set stageActions.${name} ${to}`, {
          until: (seen) => seen.text.includes(name),
        });
    };
    await switchTo("off");
    const won = await newDeal("ada", "Silent Win 9k");
    await as("ada").command(`/deal won opp_${won} because the ink is dry`);
    const lost = await newDeal("ada", "Silent Loss 9k");
    const answer = await as("ada").command(`/deal lost opp_${lost} timing`);
    expect(answer.text).toContain("as lost");
    expect(answer.text).not.toContain("Write loss notes");
    const told = await asSuperuser(
      bot.url,
      (sql) => sql`select 1 from notifications where dedupe_key = ${`deal:${won}:won`}`,
    );
    expect(told).toHaveLength(0);
    await switchTo("on");
  });

  test("whoever comes second hears who was quicker", async () => {
    const id = await newDeal("bea", "Quick Race 9k");
    const card = await as("bea").command(`/deal show opp_${id}`);
    await as("dan").command(`/deal move opp_${id} demo because he called`);
    const late = await as("bea").choose(card, "Move", "Qualified", {
      until: (seen) => seen.text.includes("no longer"),
    });
    expect(late.text).toContain(
      "Race is no longer in Lead but in Demo. Dan Manager moved it there today 15:",
    );
    const same = await as("bea").command(`/deal move opp_${id} demo`, {
      until: (seen) => seen.text.includes("already"),
    });
    expect(same.text).toContain("is in Demo already. Dan Manager moved it there");
    expect((await dealRows(bot.url, id)).deal).toMatchObject({ stage: "demo", version: 2 });
  });

  test("help lists every verb, and explains one", async () => {
    const all = await as("vic").command("/deal help");
    for (const verb of [
      "new",
      "show",
      "list",
      "move",
      "edit",
      "assign",
      "note",
      "next",
      "won",
      "lost",
      "reopen",
      "history",
      "search",
      "room",
      "snooze",
      "import",
      "export",
      "people",
    ])
      expect(all.text).toContain(`/deal ${verb}`);
    expect((await as("vic").command("/deal help move")).text).toContain(
      "/deal move <deal> <stage> [because <reason>]",
    );
  });
});
