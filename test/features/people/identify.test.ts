import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { workspaces } from "../../../src/db/columns.ts";
import { inWorkspace, registerWorkspace } from "../../../src/db/workspace.ts";
import {
  findPersonBySlackId,
  findReader,
  identify,
  importPeople,
  peopleFeature,
} from "../../../src/features/people/index.ts";
import { people } from "../../../src/features/people/schema.ts";
import { HOUR, type Office, openOffice } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice({ DEALDESK_ADMINS: "U0SAM00001" });
});
beforeEach(() => office.newWorkspace());
afterAll(() => office.close());

const find = (handle: string) =>
  office.look((tx) => findPersonBySlackId(tx, office.workspaceId, office.sandbox.as(handle).id));

describe("somebody the bot has not met", () => {
  test("is asked for in Slack once, numbered and kept; the workspace is known by its name", async () => {
    expect(await office.actor("bea")).toEqual({
      workspaceId: office.workspaceId,
      personId: 1,
      slackUserId: office.sandbox.as("bea").id,
      name: "Bea Seller",
      timeZone: "Europe/Berlin",
      roles: ["viewer"],
      teamId: null,
    });
    expect((await office.actor("bea")).personId).toBe(1);
    expect(office.questions()).toBe(1);
    expect(await find("bea")).toMatchObject({ handle: "bea", email: "bea@northwind.example" });
    const [workspace] = await office.look((tx) => tx.select().from(workspaces));
    expect(workspace?.name).toBe("Northwind Sales");
  });

  test("becomes one person, however many of their acts come at once", async () => {
    const met = await Promise.all(
      ["bea", "dan", "bea", "bea", "dan"].map((handle) => office.actor(handle)),
    );
    expect(new Set(met.map(({ personId }) => personId))).toEqual(new Set([1, 2]));
    expect(
      (await office.look((tx) => tx.select().from(people))).map(({ id }) => id).sort(),
    ).toEqual([1, 2]);
  });

  test("is admin when Slack says so, or the configuration", async () => {
    expect((await office.actor("ada")).roles).toEqual(["admin"]);
    expect((await office.actor("sam")).roles).toEqual(["admin"]);
    expect((await office.actor("dan")).roles).toEqual(["viewer"]);
  });

  test("gets the settings of the workspace, defaults and all", async () => {
    await registerWorkspace(
      office.deps.db,
      { id: office.workspaceId, name: "N" },
      office.clock.now(),
    );
    await office.look((tx) =>
      tx
        .update(workspaces)
        .set({ settings: { baseCurrency: "USD" } })
        .where(eq(workspaces.id, office.workspaceId)),
    );
    const who = { workspaceId: office.workspaceId, slackUserId: "U0BEA00001", name: "bea" };
    const { settings } = await identify(office.deps, who, office.slack);
    expect(settings).toMatchObject({ baseCurrency: "USD", salesSeeAllDeals: true });
  });
});

describe("somebody the bot knows", () => {
  test("keeps the roles that were set besides those that Slack gives", async () => {
    await office.actor("ada");
    await office.look((tx) => tx.update(people).set({ roles: ["manager"] }));
    expect((await office.actor("ada")).roles).toEqual(["admin", "manager"]);
  });
});

describe("Slack's word on somebody", () => {
  let shared: Office;
  // Each with a queue of its own, whose work begins when the test says so.
  beforeEach(async () => {
    shared = office;
    office = await openOffice();
  });
  afterEach(async () => {
    await office.close();
    office = shared;
  });

  test.each([
    ["does not know the method", { error: "unknown_method" }],
    ["is out of order", { status: 503 }],
    ["has had enough of us", { retryAfter: 30 }],
  ])(
    "that does not come, as Slack %s, is waited for an hour: till then by the handle and UTC",
    async (_why, refusal) => {
      office.sandbox.refuse({ method: "users.info", ...refusal });
      office.sandbox.refuse({ method: "auth.test", ...refusal });
      expect(await office.actor("bea")).toMatchObject({ name: "bea", timeZone: "UTC" });
      await office.deps.jobs.work(peopleFeature.jobs ?? [], office.deps);

      office.clock.forward(HOUR - 1);
      await office.actor("bea");
      await office.jobs.idle();
      expect(office.questions()).toBe(1);

      office.clock.forward(1);
      expect((await office.actor("bea")).name).toBe("bea");
      await office.sandbox.until(async () => {
        await office.jobs.idle();
        return (await find("bea"))?.name === "Bea Seller";
      }, "Slack is asked again");
      expect(await office.actor("bea")).toMatchObject({ timeZone: "Europe/Berlin" });
    },
  );

  test("holds for a day: then the answer comes at once, and Slack is asked for behind the answer's back, once", async () => {
    await office.actor("bea");
    await office.look((tx) => tx.update(people).set({ name: "Old Name", timeZone: "Asia/Tokyo" }));
    office.clock.forward(24 * HOUR);
    const answers = await Promise.all([office.actor("bea"), office.actor("bea")]);
    expect(answers.map(({ name }) => name)).toEqual(["Old Name", "Old Name"]);

    await office.deps.jobs.work(peopleFeature.jobs ?? [], office.deps);
    await office.sandbox.until(async () => (await find("bea"))?.name === "Bea Seller", "news");
    await office.actor("bea");
    await office.jobs.idle();
    expect(await find("bea")).toMatchObject({ timeZone: "Europe/Berlin" });
    expect(office.questions()).toBe(2);
  });

  test("holds for another hour while Slack can't say", async () => {
    await office.actor("bea");
    await office.deps.jobs.work(peopleFeature.jobs ?? [], office.deps);
    office.clock.forward(24 * HOUR);
    office.sandbox.refuse({ method: "users.info", error: "fatal_error" });
    await office.actor("bea");
    await office.sandbox.until(() => office.questions() === 2, "the question");
    await office.jobs.idle();
    expect(await office.actor("bea")).toMatchObject({ name: "Bea Seller" });
    await office.jobs.idle();
    expect(office.questions()).toBe(2);
  });
});

describe("Slack's news of a user", () => {
  const tell = (user: Record<string, unknown>) =>
    peopleFeature.events?.[0]?.run({ type: "user_change", user }, office.workspaceId, office.deps);

  test("change what is known at once", async () => {
    await office.actor("bea");
    await tell({
      id: "U0BEA00001",
      name: "beas",
      real_name: "Bea Sellers",
      tz: "Asia/Tokyo",
      is_admin: true,
    });
    expect(await office.actor("bea")).toMatchObject({
      name: "Bea Sellers",
      timeZone: "Asia/Tokyo",
      roles: ["admin"],
    });
    expect(await find("bea")).toMatchObject({ handle: "beas", email: "bea@northwind.example" });
  });

  test("of a closed account mark the person, who gets no messages then; a reopened one is back", async () => {
    await office.actor("ada");
    const reader = () =>
      inWorkspace(office.deps.db, office.workspaceId, (tx) =>
        findReader(tx, office.workspaceId, "U0ADA00001"),
      );
    await tell({ id: "U0ADA00001", name: "ada", deleted: true });
    expect(await find("ada")).toMatchObject({ isActive: false, isSlackAdmin: false });
    expect(await reader()).toBeNull();
    await tell({ id: "U0ADA00001", name: "ada", deleted: false });
    expect(await find("ada")).toMatchObject({ isActive: true, name: "ada" });
  });

  test("about strangers are not for us", async () => {
    await office.actor("ada");
    await tell({ id: "U0BEA00001", name: "bea" });
    expect(await find("bea")).toBeNull();
  });
});

describe("a reader", () => {
  const read = (id: string) =>
    inWorkspace(office.deps.db, office.workspaceId, (tx) => findReader(tx, office.workspaceId, id));

  test("has a name and a clock; a stranger and a channel read in UTC", async () => {
    await office.actor("bea");
    expect(await read("U0BEA00001")).toEqual({
      slackUserId: "U0BEA00001",
      name: "Bea Seller",
      timeZone: "Europe/Berlin",
      workDays: null,
    });
    expect(await read("U0CAT00001")).toMatchObject({ slackUserId: "U0CAT00001", timeZone: "UTC" });
    expect(await read("C0GENERAL01")).toMatchObject({ slackUserId: null, timeZone: "UTC" });
  });
});

describe("an imported person who shows up in Slack", () => {
  const bring = async (...rows: Parameters<typeof importPeople>[2]) => {
    const act = await office.act("ada");
    await office.look((tx) => importPeople(tx, act, rows));
  };

  test("is the same person, by their e-mail address, and it is in the audit log", async () => {
    await bring({
      name: "B. Seller",
      email: "BEA@northwind.example",
      role: "ae",
      teamName: "EMEA",
    });
    expect(await office.actor("bea")).toMatchObject({
      personId: 2,
      name: "Bea Seller",
      roles: ["ae"],
      teamId: 1,
    });
    expect((await office.audit()).at(-1)).toEqual({
      action: "person.linked",
      before: { name: "B. Seller", slackUserId: null },
      after: { name: "Bea Seller", slackUserId: "U0BEA00001" },
      reason: "same email",
    });
  });

  test("is the same person by exactly the same name, but no admin by a name alone", async () => {
    await bring({ name: "bea seller", role: "ae" }, { name: "Bea Seller", role: "admin" });
    expect(await office.actor("bea")).toMatchObject({ personId: 2, roles: ["ae"] });
  });

  test("is somebody else when two were imported by that name", async () => {
    await bring(
      { name: "Bea Seller", email: "b1@x.example" },
      { name: "Bea Seller", email: "b2@x.example" },
    );
    expect((await office.actor("bea")).personId).toBe(4);
  });

  test("of another workspace is not touched", async () => {
    await registerWorkspace(office.deps.db, { id: "T2", name: "Other" }, office.clock.now());
    const act = await office.act("ada");
    await inWorkspace(office.deps.db, "T2", (tx) =>
      importPeople(tx, { ...act, actor: { ...act.actor, workspaceId: "T2" } }, [
        { name: "Bea Seller", role: "ae" },
      ]),
    );
    expect(await office.actor("bea")).toMatchObject({ personId: 2, roles: ["viewer"] });
  });
});
