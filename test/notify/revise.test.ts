import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { inWorkspace } from "../../src/db/workspace.ts";
import { defineNotification } from "../../src/notify/define-notification.ts";
import { notify } from "../../src/notify/notify.ts";
import { type Office, openOffice } from "./office.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const render = ({ what }: { what: string }) => ({ text: what });
const last = (news: readonly { what: string }[]) => render(news.at(-1) ?? { what: "" });
const card = defineNotification({
  kind: "test.card",
  topic: "approvals",
  urgency: "now",
  data: z.object({ what: z.string() }),
  render,
  merge: last,
});

let office: Office;
beforeEach(async () => {
  office = await openOffice({ notifications: [card] });
});
afterEach(() => office.close());

const tell = (key: string, what: string, revises?: string) =>
  inWorkspace(office.database.db, "T1", (tx) =>
    notify(office.deps, tx, card, {
      workspaceId: "T1",
      to: "U2",
      data: { what },
      dedupeKey: key,
      revises,
    }),
  );
const texts = () => office.slack.messages.map((message) => message.text);
const posts = () => office.slack.calls.filter((method) => method === "chat.postMessage").length;

test("a message is brought up to date where it stands, days later too", async () => {
  await tell("card", "open");
  await office.deliver("U2");
  office.pass(3 * DAY);
  await tell("card:v2", "a question", "card");
  await office.deliver("U2");
  expect(texts()).toEqual(["a question"]);
  await tell("card:v3", "approved", "card");
  await office.deliver("U2");
  expect(texts()).toEqual(["approved"]);
  expect(posts()).toBe(1);
});

test("at night too: an edit wakes nobody", async () => {
  await tell("card", "open");
  await office.deliver("U2");
  office.pass(14 * 60 * MINUTE);
  await tell("card:v2", "approved", "card");
  await office.deliver("U2");
  expect(texts()).toEqual(["approved"]);
});

test("of two cards of the same thing each is edited by itself", async () => {
  await tell("card", "open");
  await tell("reminder", "still open");
  await office.deliver("U2");
  await tell("reminder:v2", "approved", "reminder");
  await office.deliver("U2");
  expect(texts()).toEqual(["open", "approved"]);
});

test("what waits for the morning goes out once, as it is then", async () => {
  office.pass(14 * 60 * MINUTE);
  await tell("card", "open");
  await office.deliver("U2");
  await tell("card:v2", "approved", "card");
  await office.deliver("U2");
  expect(texts()).toEqual([]);
  office.pass(10 * 60 * MINUTE);
  await office.deliver("U2");
  expect(texts()).toEqual(["approved"]);
  expect(posts()).toBe(1);
});

test("told in one breath, it is posted as it is at the end", async () => {
  await tell("card", "open");
  await tell("card:v2", "approved", "card");
  await office.deliver("U2");
  expect(texts()).toEqual(["approved"]);
  expect((await office.rows()).map((row) => row.state)).toEqual(["sent", "sent"]);
});

test("where the message never went out, nothing is posted in its place", async () => {
  await tell("card:v2", "approved", "card");
  await office.deliver("U2");
  expect(texts()).toEqual([]);
  expect(await office.row("card:v2")).toMatchObject({ state: "skipped" });
});
