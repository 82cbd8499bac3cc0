import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { asSuperuser } from "../../support/database.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});

const as = (handle: string) => bot.sandbox.as(handle);
const type = async (handle: string, text: string, channel = "sales-emea") =>
  (await as(handle).command(text, { channel })).text;
const until = (moment: string) =>
  bot.timePasses(Date.parse(moment) - bot.sandbox.clock.now().getTime());
const sent = (channel: string) =>
  as("ada")
    .messages(channel)
    .filter(({ metadata }) => metadata?.event_type === "dealdesk_notification");
/** The digests of a channel, oldest first, and what stands in the thread of the last. */
const digests = (channel: string) => sent(channel).filter(({ threadTs }) => threadTs === null);
const last = (channel: string) => digests(channel).at(-1)?.words ?? "";
const thread = (channel: string) =>
  sent(channel).filter(({ threadTs }) => threadTs === digests(channel).at(-1)?.ts);
const mornings = (handle: string) =>
  as(handle)
    .inbox()
    .filter(({ text }) => text.startsWith("Good morning"));

// Nine days in the life of a channel; it begins on Wednesday, 18 November 2026, at 15:00 in Berlin.
describe("a channel's digest", () => {
  test("is subscribed in a line, and says when the first one comes", async () => {
    expect(await type("dan", "/digest here weekdays 09:00 Europe/Berlin")).toMatch(
      /EMEA's pipeline: digest 1 for #sales-emea, Monday to Friday at 09:00, Europe\/Berlin. The first comes tomorrow 08:00\./,
    );
    expect(await type("bea", "/digest here weekdays 08:00")).toMatch(
      /here already: number 1, Monday to Friday at 09:00.*\/digest change 1/s,
    );
    expect(await type("vic", "/digest here daily", "general")).toMatch(/You may not subscribe/);
    expect(await type("dan", "/digest here 09:00 CET")).toMatch(
      /zone is written out, not “CET”.*Europe\/Berlin/s,
    );
    expect(await type("dan", "/digest here hourly")).toMatch(
      /no team or person “hourly”.*daily, weekdays, weekly mon or monthly 1/s,
    );
    bot.sandbox.refuse({ method: "conversations.info", error: "channel_not_found" });
    expect(await type("dan", "/digest here daily", "general")).toMatch(
      /not in this channel.*invite/s,
    );
  });

  test("comes at nine and not before, with what changed in a week, and its details in the thread", async () => {
    await until("2026-11-19T07:59:59Z");
    expect(digests("sales-emea")).toEqual([]);
    await until("2026-11-19T08:00:10Z");
    expect(digests("sales-emea")).toHaveLength(1);
    const [first, second] = last("sales-emea").split("\n");
    expect(first).toBe("EMEA pipeline, Thursday 19 November");
    expect(second).toBe("363k EUR open (-80k in a week) · 167k weighted");
    expect(last("sales-emea")).toContain("Won: Initech 80k");
    expect(last("sales-emea")).toMatch(/At risk: \d deals, \d+k EUR → in the thread/);
    expect(last("sales-emea")).toContain("/digest stop 1");
    expect(thread("sales-emea").map(({ words }) => words)).toEqual([
      expect.stringMatching(/\d deals at risk.*Wayne Enterprises.*95k EUR.*next step overdue/s),
    ]);
    const [message] = digests("sales-emea");
    expect(message?.text).toMatch(/^EMEA pipeline, Thursday 19 November: 363k EUR open/);
    expect(message?.blocks.filter(({ type: kind }) => kind === "data_visualization")).toHaveLength(
      1,
    );
  });

  test("tells the next day what happened since the last, and nothing of before", async () => {
    await type("ada", "/deal move opp_1 negotiation");
    await type("bea", "/deal new Umbra Rollout 30k close 2026-11-20");
    await until("2026-11-20T08:00:10Z");
    expect(digests("sales-emea")).toHaveLength(2);
    expect(last("sales-emea")).toMatch(/393k EUR open \(\+30k since yesterday\)/);
    expect(last("sales-emea")).toMatch(/New: Umbra 30k/);
    expect(last("sales-emea")).not.toContain("Initech");
    expect(last("sales-emea")).toMatch(/Closing by the end of next week: 1 deal, 30k EUR/);
    expect(thread("sales-emea").at(-1)?.words).toMatch(/1 deal to close.*Umbra · Rollout/s);
  });

  test("can be looked at again as it stood, by oneself only", async () => {
    await type("bea", "/deal new Later Rollout 7k close eoq");
    const seen = await as("bea").command("/digest again", { channel: "sales-emea" });
    expect(seen.message?.isEphemeral).toBe(true);
    expect(seen.message?.words).toMatch(/As it stood today 09:00.*393k EUR open/s);
    const now = await as("bea").command("/digest preview 1", { channel: "sales-emea" });
    expect(now.message?.words).toMatch(/400k EUR open \(\+7k since this morning\)/);
    expect(digests("sales-emea")).toHaveLength(2);
  });

  test("is paused, resumed and moved by its owner or a manager, and by nobody else", async () => {
    expect(await type("bea", "/digest pause")).toMatch(/Digest 1 is Dan Manager's/);
    expect(await type("dan", "/digest pause")).toMatch(
      /Digest 1 for #sales-emea is paused\. \/digest resume 1 goes on/,
    );
    expect(await type("dan", "/digest list")).toMatch(/1 · #sales-emea · .* · paused · by Dan/);
    expect(await type("mia", "/digest resume 1")).toMatch(/goes on; the next is Mon 03:00/);
    expect(await type("dan", "/digest change 1 weekly mon 10:30")).toMatch(
      /on Mondays at 10:30, Europe\/Berlin now; the next is Mon 09:30/,
    );
    expect(await type("dan", "/digest list")).toMatch(
      /1 · #sales-emea · EMEA's pipeline · on Mondays at 10:30, Europe\/Berlin · next Mon 09:30 · by Dan Manager/,
    );
  });

  test("does not come at the weekend, and on Monday counts from Friday", async () => {
    await until("2026-11-23T09:29:00Z");
    expect(digests("sales-emea")).toHaveLength(2);
    await until("2026-11-23T09:30:10Z");
    expect(digests("sales-emea")).toHaveLength(3);
    expect(last("sales-emea")).toMatch(/Monday 23 November\n400k EUR open \(\+7k since Friday\)/);
  });

  test("that was missed for longer than two hours is skipped; one that is late still comes, says so, and has the figures of its time", async () => {
    await type("dan", "/digest change 1 daily 09:00");
    // The clock alone moves: nobody is running, as far as the digests can tell.
    const leap = (moment: string) =>
      bot.clock.forward(Date.parse(moment) - bot.sandbox.clock.now().getTime());
    leap("2026-11-24T10:01:00Z");
    await bot.timePasses(60_000);
    expect(digests("sales-emea")).toHaveLength(3);
    leap("2026-11-25T08:40:00Z");
    await type("bea", "/deal new Latest Rollout 100k close eoq");
    leap("2026-11-25T09:30:00Z");
    await bot.timePasses(60_000);
    expect(digests("sales-emea")).toHaveLength(4);
    expect(last("sales-emea")).toMatch(
      /Wednesday 25 November\n400k EUR open \(no change since Monday\)/,
    );
    expect(last("sales-emea")).toContain("Tuesday's digest was skipped: I was not running.");
  });
});

describe("a morning message", () => {
  test("names what is due by the clock of its reader, and the digest of the day tells only of the day", async () => {
    await type("bea", "/deal new Dueday Rollout 9k close eoq");
    expect(await type("bea", "/deal next dueday call them back 2026-11-26")).toMatch(
      /call them back/,
    );
    await until("2026-11-26T07:30:10Z");
    const words = mornings("bea").at(-1)?.words ?? "";
    expect(words).toMatch(/Today: 1 next step\./);
    expect(words).toContain("• Dueday · Rollout: call them back\n");
    await until("2026-11-26T08:00:10Z");
    expect(last("sales-emea")).toMatch(/509k EUR open \(\+109k since yesterday\)/);
    expect(last("sales-emea")).not.toContain("skipped");
  });

  test("stops and moves when its reader says so", async () => {
    expect(await type("eli", "/digest morning off")).toMatch(/No morning message from now on/);
    await type("eli", "/deal new Quiet Rollout 8k close eoq");
    await type("eli", "/deal next quiet call again 2026-11-26");
    const before = mornings("eli").length;
    // Past everybody's morning message, half past eight in New York among them.
    await until("2026-11-27T07:59:00Z");
    expect(mornings("eli")).toHaveLength(before);
    expect(await type("eli", "/digest morning at 7:15")).toMatch(
      /working days at 07:15.*next today 07:15/s,
    );
    expect(await type("eli", "/digest morning later")).toMatch(/neither on, off nor a time/);
    expect(await type("eli", "/digest morning")).toMatch(
      /working days at 07:15.*\/digest morning off/s,
    );
  });

  test("comes on working days only, and says each thing once", () => {
    const texts = mornings("bea").map(({ words }) => words.split("\n").slice(0, 2).join(" "));
    expect(texts[0]).toMatch(/Good morning, Bea\. .*At risk: .*Wayne Enterprises 95k EUR/);
    expect(new Set(texts).size).toBe(texts.length);
    expect(mornings("bea").filter((one) => one.words.includes("call them back"))).toHaveLength(1);
    const days = mornings("bea").map(({ ts }) => new Date(Number(ts) * 1000).getUTCDay());
    expect(days.filter((day) => day === 0 || day === 6)).toEqual([]);
  });

  test("says on Monday how the week went: a manager's of the team, a seller's of the own deals", () => {
    expect(mornings("dan")[0]?.words).toMatch(
      /Good morning, Dan\..*Your team's pipeline, Monday 23 November\n400k EUR open \(\+37k in a week\)/s,
    );
    const monday = mornings("bea").filter(({ words }) => words.includes("Your last week"));
    expect(monday.map(({ words }) => words)).toEqual([
      expect.stringMatching(/Your last week: .* open .*\nNew: .*Umbra 30k/s),
    ]);
  });
});

describe("a channel that is archived", () => {
  test("ends its digest, and the owner is told once", async () => {
    bot.sandbox.refuse({ method: "chat.postMessage", error: "is_archived" });
    await until("2026-11-27T08:00:10Z");
    const told = () =>
      as("dan")
        .inbox()
        .filter(({ text }) => text.startsWith("I paused digest 1"));
    expect(told().map(({ text }) => text)).toEqual([
      expect.stringMatching(/the channel is archived.*\/digest resume 1/),
    ]);
    expect(await type("dan", "/digest list")).toContain("paused: the channel is archived");
    await bot.timePasses(15 * 60_000);
    expect(told()).toHaveLength(1);
    expect(await type("dan", "/digest stop 1")).toMatch(/Digest 1 for #sales-emea is stopped/);
    expect(await type("dan", "/digest list")).toContain("No channel has a digest yet");
  });
});

describe("what runs", () => {
  test("is shown to admins, with when it ran and runs next", async () => {
    const words = (await as("ada").command("/digest jobs")).message?.words ?? "";
    expect(words).toMatch(/\d+ kinds of jobs: none failed, \d+ jobs? (?:is|are) waiting/);
    expect(words).toMatch(/Tidy up what is no longer needed \| today \d\d:\d\d \| tomorrow 04:17/);
    expect(words).toMatch(
      /Look which digests and mornings are due \| today \d\d:\d\d \| today \d\d:\d\d/,
    );
    // Every kind has words; a name like digest.tick says nothing to most admins.
    expect(words).not.toMatch(/^\w+\.[\w-]+ \|/m);
    expect(words).toMatch(/Digests in channels: none is on/);
    expect(words).toMatch(
      /Morning messages .*: \d+ on, last today \d\d:\d\d, next today \d\d:\d\d, \d+ missed in a week/,
    );
    expect(await type("dan", "/digest jobs")).toMatch(/You may not/);
  });

  test("what failed for good is tried again at the press of a button, once", async () => {
    await asSuperuser(bot.url, async (sql) => {
      await sql`insert into pgboss.job (name, data, state, source_name, source_output)
        values ('dead-letters', ${sql.json({ workspaceId: bot.workspaceId })}, 'created', 'digest.tick', ${sql.json({ message: "the disk was full" })})`;
    });
    const seen = await as("ada").command("/digest jobs");
    expect(seen.message?.words).toMatch(
      /1 job failed for good.*digest.tick failed.*the disk was full/s,
    );
    // Failed jobs stand above the messages that did not arrive.
    const retry = () => as("ada").press(seen, "Try again", { nth: 0 });
    expect((await retry()).text).toBe("digest.tick is tried again.");
    expect((await retry()).text).toMatch(/not among the failed ones any more/);
  });

  test("a message that did not arrive is tried again too", async () => {
    await asSuperuser(
      bot.url,
      (sql) => sql`insert into notifications
        (workspace_id, dedupe_key, kind, topic, recipient, payload, state, last_error, attempts, created_at)
        select workspace_id, 'lost one', kind, topic, recipient, payload, 'failed', 'internal_error', 12,
          (select max(created_at) from notifications) + interval '1 second'
        from notifications where state = 'sent' order by seq desc limit 1`,
    );
    const seen = await as("ada").command("/digest jobs");
    expect(seen.message?.words).toMatch(/messages? did not arrive.*internal_error/s);
    const retry = () => as("ada").press(seen, "digest.retry-message:0");
    expect((await retry()).text).toBe("The message is tried again.");
    expect((await retry()).text).toMatch(/not among the failed ones any more/);
  });
});
