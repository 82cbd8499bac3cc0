import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeSettings } from "../../../src/features/settings/index.ts";
import type { Actor } from "../../../src/kernel/access.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import type { Seen, SeenMessage } from "../../../src/sandbox/driver/seen.ts";
import { type Bot, startBot } from "../../support/bot.ts";

const HOUR = 3_600_000;

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
const isForm = { until: (seen: Seen) => seen.kind === "modal" };
const inbox = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => !message.isEphemeral);
/** The last direct message of somebody that says all this. */
async function told(handle: string, ...words: string[]): Promise<SeenMessage> {
  const find = () =>
    inbox(handle).findLast((message) => words.every((one) => message.words.includes(one)));
  await bot.sandbox
    .until(() => find() !== undefined, `${handle} to be told “${words.join("… ")}”`)
    .catch((error: unknown) => {
      throw new Error(`${error}\n${inbox(handle).at(-1)?.words}`);
    });
  const message = find();
  if (!message) throw new Error("it was there a moment ago");
  return message;
}
const count = (handle: string, words: string) =>
  inbox(handle).filter((message) => message.words.includes(words)).length;

/** A deal of Bea's, or of another seller's, that lacks everything, and the gate that refuses it. */
async function refusedMove(account: string, seller = "bea"): Promise<{ deal: string; gate: Seen }> {
  const made = await as(seller).command(`/deal new "${account}" Rollout 9k`);
  const deal = /opp_\d+/.exec(made.text)?.[0];
  if (!deal) throw new Error(made.text);
  return { deal, gate: await as(seller).command(`/deal move ${deal} proposal`) };
}

/** Bea, or another seller, asks to skip the gate of a new deal. */
async function asked(account: string, seller = "bea"): Promise<{ deal: string; id: string }> {
  const { deal, gate } = await refusedMove(account, seller);
  const form = await as(seller).press(gate, "Ask to skip it", isForm);
  const answer = await as(seller).submit(form, { reason: `${account} decides on Monday` });
  const shown = await as(seller).press(answer, "Open request");
  const id = /approval_\d+/.exec(shown.text)?.[0];
  if (!id) throw new Error(shown.text);
  return { deal, id };
}

describe("asking to skip a gate", () => {
  test("starts where the gate refused, and reaches the manager with all they need to decide", async () => {
    const { gate } = await refusedMove("Soylent");
    expect(gate.text).toContain("Proposal needs");
    const form = await as("bea").press(gate, "Ask to skip it", isForm);
    expect(form.modal?.title).toBe("Ask to skip the gate");
    expect(form.modal?.submit).toBe("Ask to skip");
    expect(form.text).toContain("Soylent");
    const answer = await as("bea").submit(form, { reason: "Board decides <!channel> on Monday" });
    expect(answer.text).toContain("Asked Dan Manager. The deal moves as soon as it is approved.");
    const card = await told("dan", "Bea Seller asks for skipping the gate to Proposal for Soylent");
    for (const words of [
      "Why: Board decides <!channel> on Monday",
      "Missing: a contact, a close date and at least one requirement.",
      "Expires Sat 21 Nov, 14:00",
    ])
      expect(card.words).toContain(words);
    expect(card.text).not.toContain("Waits for");
  });

  test("a second time is refused, with the way to the open one", async () => {
    const { gate } = await refusedMove("Vandelay");
    const form = await as("bea").press(gate, "Ask to skip it", isForm);
    await as("bea").submit(form, { reason: "Now" });
    const again = await as("bea").press(gate, "Ask to skip it", isForm);
    const refused = await as("bea").submit(again, { reason: "Now" });
    expect(refused.text).toContain("Bea Seller asked for that just now: approval_");
    expect(refused.text).toContain("it waits for Dan Manager");
  });

  test("approved, the deal moves, the card locks, and who asked is told", async () => {
    const { deal, id } = await asked("Umbra");
    const card = await told("dan", "Umbra");
    const answer = await as("dan").press(card, "Approve");
    expect(answer.text).toContain("You approved skipping the gate to Proposal for Umbra");
    expect(answer.text).toContain("is in Proposal now.");
    const locked = await told("dan", "Umbra", "Approved by Dan Manager, Wed 18 Nov, 14:00.");
    expect(locked.ts).toBe(card.ts);
    await expect(as("dan").press(locked, "Approve")).rejects.toThrow();
    await told("bea", "Approved by Dan Manager", "Umbra");
    const history = await as("bea").command(`/deal history ${deal}`);
    expect(JSON.stringify(history)).toContain("Umbra decides on Monday");
    const late = await as("dan").command(`/approval approve ${id}`);
    expect(late.text).toContain("You approved this just now.");
  });

  test("rejected with words, which the requester reads", async () => {
    await asked("Hooli Two");
    const card = await told("dan", "Hooli Two");
    const form = await as("dan").press(card, "Reject…", isForm);
    expect(form.modal?.submit).toBe("Reject");
    await as("dan").submit(form, { comment: "First the *requirements*" });
    const locked = await told("dan", "Hooli Two", "Rejected by Dan Manager");
    expect(locked.ts).toBe(card.ts);
    expect((await told("bea", "Rejected by Dan Manager", "Hooli Two")).words).toContain(
      "First the",
    );
  });

  test("is over when the deal moves by itself meanwhile", async () => {
    const { deal, id } = await asked("Tyrell");
    const card = await told("dan", "Tyrell");
    const moved = await as("dan").command(`/deal move ${deal} qualified`);
    expect(moved.text).not.toContain("broke");
    const skipped = await as("dan").press(moved, "Skip with a reason", isForm);
    const done = await as("dan").submit(skipped, { reason: "I know them" });
    expect(done.text).toContain(`Withdrew 1 open request for approval: ${id}.`);
    const locked = await told("dan", "Tyrell", "Withdrawn by Dan Manager");
    expect(locked.words).toContain("The deal moved to Qualified meanwhile.");
    expect(locked.ts).toBe(card.ts);
  });
});

describe("a question before the decision", () => {
  test("goes to who asked, comes back with the request, and stands on the card", async () => {
    const { id } = await asked("Wonka", "eli");
    const card = await told("mia", "Wonka");
    const form = await as("mia").press(card, "Ask Eli…", isForm);
    await as("mia").submit(form, { question: "Who is the champion?" });
    const question = await told("eli", "Mia Manager asks before deciding", "Who is the champion?");
    const reply = await as("eli").press(question, "Answer…", isForm);
    expect(reply.text).toContain("Who is the champion?");
    await as("eli").submit(reply, { answer: "Their CFO" });
    const answered = await told("mia", "Eli Seller answers", "Their CFO");
    expect(answered.ts).not.toBe(card.ts);
    const first = inbox("mia").find((message) => message.ts === card.ts);
    expect(first?.words).toContain("Their CFO");
    const closed = await told("eli", "You answered: “Their CFO”");
    expect(closed.ts).toBe(question.ts);
    const done = await as("mia").press(answered, "Approve");
    expect(done.text).toContain("You approved");
    // Both cards are locked.
    await bot.sandbox.until(
      () =>
        inbox("mia").filter((m) => m.words.includes("Wonka") && m.words.includes("Approved by"))
          .length === 2,
      "both cards to lock",
    );
    expect((await as("mia").command(`/approval show ${id}`)).text).toContain("Their CFO");
  });
});

describe("who is not asked", () => {
  test("is told who is, privately, and changes nothing", async () => {
    const { id } = await asked("Acmetron");
    const stranger = await as("eli").command(`/approval approve ${id}`);
    expect(stranger.text).toContain("You are not asked to decide this.");
    expect(stranger.text).toContain("It waits for Dan Manager.");
    const own = await as("bea").command(`/approval approve ${id}`);
    expect(own.text).toContain("nobody decides their own request");
    const reject = await as("eli").command(`/approval reject ${id}`);
    expect(reject.text).toContain("It waits for Dan Manager.");
    const back = await as("bea").command(`/approval withdraw ${id}`);
    expect(back.text).toContain("Took back the request");
    await told("dan", "Acmetron", "Withdrawn by Bea Seller");
    const nothing = await as("dan").command("/approval show approval_999");
    expect(nothing.text).toContain("There is no request approval_999.");
  });
});

describe("while somebody is away", () => {
  test("their stand-in is asked for them, and decides in their name", async () => {
    const away = await as("dan").command("/deal away until fri for @mia");
    expect(away.text).toContain("Mia Manager decides in your place.");
    await told("mia", "Dan Manager is away until Fri 20 Nov", "you stand in");
    const { id } = await asked("Cyberdyne");
    const card = await told("mia", "Cyberdyne", "For Dan Manager, who is away until Fri 20 Nov");
    expect(count("dan", "Cyberdyne")).toBe(0);
    const list = await as("mia").command("/approval");
    expect(list.text).toContain("for your decision");
    expect(list.text).toContain(id);
    await as("mia").press(card, "Approve");
    await told("bea", "Approved by Mia Manager for Dan Manager", "Cyberdyne");
    const people = await as("ada").command("/deal people");
    expect(JSON.stringify(people)).toContain("Mia Manager stands in");
    expect((await as("dan").command("/deal back")).text).toContain("You are back");
  });
});

describe("when nobody decides", () => {
  test("the manager is reminded, theirs is asked, and at last it expires", async () => {
    await hours({ remindAfterHours: 1, escalateAfterHours: 2, expireAfterHours: 3 });
    const { id } = await asked("Slowpoke", "eli");
    const card = await told("mia", "Slowpoke");
    await bot.timePasses(HOUR);
    const reminder = await told("mia", "Slowpoke", "asked 1 hour ago and still waits");
    expect(reminder.ts).not.toBe(card.ts);
    await bot.timePasses(HOUR);
    await told("ada", "Slowpoke", "You may decide too: Mia Manager has not answered yet");
    await bot.timePasses(HOUR);
    for (const handle of ["mia", "ada"])
      await bot.sandbox.until(
        () =>
          inbox(handle)
            .filter((message) => message.words.includes("Slowpoke"))
            .every((message) => message.words.includes("nobody decided in time")),
        `every card of ${handle} to lock`,
      );
    await told("eli", "Slowpoke", "nobody decided in time");
    const late = await as("mia").command(`/approval approve ${id}`);
    expect(late.text).toContain("Nobody decided in time: this expired");
    const mine = await as("eli").command("/approval list");
    expect(mine.text).toContain("expired");
  });
});

/** Sets when somebody is reminded, when it is escalated, and when it ends. */
async function hours(approval: {
  remindAfterHours: number;
  escalateAfterHours: number;
  expireAfterHours: number;
}): Promise<void> {
  const actor: Actor = {
    workspaceId: bot.workspaceId,
    personId: 0,
    slackUserId: "",
    name: "Dealdesk",
    timeZone: "UTC",
    roles: ["admin"],
    teamId: null,
  };
  const act = { deps: { db: bot.db }, actor, now: bot.clock.now(), requestId: null };
  const { approval: before } = settingsSchema.parse({});
  await changeSettings(act, { approval: { ...before, ...approval } });
}
